import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { failure } from '@seaworthy/diagnostics'
import { printParts, type RenderedParts, type StreamPart } from '@seaworthy/helm'

/** Where files go and which are written. */
interface OutputDir {
  readonly cwd: string
  readonly folder: string
  /** Folder of the release below it, for `--release-name`; Helm leaves CRDs outside. */
  readonly release?: string
  readonly includeCrds: boolean
}

/**
 * Writes each template to a file of its name, as `helm template --output-dir` does: the first document of a file begins it anew,
 * later ones are added; a hook is added where its file is there already, also from an earlier call.
 *
 * @returns the lines that Helm prints
 * @throws DiagnosticError `output-dir` for a name that leads out of the folder
 */
export function writeOutputDir(
  parts: RenderedParts,
  { cwd, folder, release, includeCrds }: OutputDir,
): string {
  const inRelease = release === undefined ? folder : join(folder, release)
  const said: string[] = []
  const write = (below: string, part: StreamPart, adds: boolean) => {
    const path = `${below}/${part.source}`
    writePart(resolve(cwd, below), resolve(cwd, path), part, adds)
    said.push(`wrote ${path}\n`)
  }
  const written = new Set<string>()
  const firstAnew = (below: string, part: StreamPart) => {
    write(below, part, written.has(part.source))
    written.add(part.source)
  }
  for (const part of includeCrds ? parts.crds : []) firstAnew(folder, part)
  for (const part of parts.manifests) firstAnew(inRelease, part)
  for (const part of parts.hooks) write(inRelease, part, existsSync(resolve(cwd, inRelease, part.source)))
  return said.join('')
}

function writePart(folder: string, path: string, part: StreamPart, adds: boolean): void {
  if (!path.startsWith(`${folder}/`)) {
    throw failure({
      code: 'output-dir',
      message: `${part.source} leads out of ${folder}`,
      found: part.source,
      expected: 'the name of a template inside its chart',
    })
  }
  mkdirSync(dirname(path), { recursive: true })
  const text = printParts([part])
  if (adds) appendFileSync(path, text)
  else writeFileSync(path, text)
}
