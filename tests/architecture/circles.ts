import { dirname, join, normalize } from 'node:path'
import type { SourceFile } from './source-file.ts'

/** Circles of imports between files, each once, as the files in their order. Type imports count too. */
export function importCircles(files: readonly SourceFile[]): string[][] {
  const known = new Set(files.map((file) => file.path))
  const edges = new Map(files.map((file) => [file.path, neighbours(file, known)]))
  const done = new Set<string>()
  const circles: string[][] = []
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path)
    if (start !== -1) circles.push(trail.slice(start))
    if (start !== -1 || done.has(path)) return
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path])
    done.add(path)
  }
  for (const path of known) visit(path, [])
  return circles
}

function neighbours(file: SourceFile, known: ReadonlySet<string>): string[] {
  return file.imports
    .filter(({ from }) => from.startsWith('.'))
    .map(({ from }) => normalize(join(dirname(file.path), from)))
    .filter((path) => known.has(path))
}
