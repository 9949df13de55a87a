import { lstatSync, readdirSync, readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { maxFileSize, unpackArchive, withoutBom } from './archive.ts'
import type { Chart } from './chart.ts'
import { type ChartFile, type ChartFiles, textOf } from './chart-file.ts'
import { type IgnoreRules, parseIgnoreRules } from './ignore-rules.ts'
import { loadFailure } from './load-error.ts'
import { loadFiles } from './load-files.ts'
import type { HelmVersion } from '../version.ts'

/**
 * Loads a chart from a folder or a packed archive. Throws a `DiagnosticError`, with the text of the given Helm where it
 * has one; what is loaded is the same for both.
 */
export function loadChart(path: string, version: HelmVersion = '4.2'): Chart {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) {
    throw loadFailure(`path ${JSON.stringify(path)} not found`, {
      code: 'chart-not-found',
      found: path,
      expected: 'a chart folder or a .tgz archive',
      help: 'check the path; charts from a repository must be fetched first',
    })
  }
  if (!stat.isDirectory()) return loadFiles(unpackArchive(archiveBytes(path)), version)
  if (version === '4.2' && statSync(join(path, 'Chart.yaml'), { throwIfNoEntry: false }) === undefined) {
    const file = join(path, 'Chart.yaml')
    throw loadFailure(`unable to detect chart at ${file}: open ${file}: no such file or directory`, {
      code: 'chart-yaml-missing',
      found: path,
      expected: 'a folder that holds a Chart.yaml',
      help: 'check the path',
    })
  }
  return loadFolder(folderFiles(path), version)
}

/** Loads a chart from anything that can list files, `.helmignore` applied already. */
export function loadFolder(files: ChartFiles, version: HelmVersion = '4.2'): Chart {
  const stripped = [...files.list()].map(({ name, data }) => ({ name, data: withoutBom(data) }))
  return loadFiles(stripped, version)
}

function archiveBytes(path: string): Uint8Array {
  const bytes = readFileSync(path)
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return bytes
  const isYaml = /\.ya?ml$/.test(path)
  const message = isYaml
    ? `file '${path}' seems to be a YAML file, but expected a gzipped archive`
    : `file '${path}' does not appear to be a gzipped archive`
  throw loadFailure(message, {
    code: 'chart-archive',
    ...(isYaml && { help: 'values files are given with -f; the chart is the argument without a flag' }),
  })
}

/** The files of a chart folder on disk, without those that its `.helmignore` leaves out. */
export function folderFiles(folder: string): ChartFiles {
  return {
    list() {
      const found: ChartFile[] = []
      walk(folder, '', readRules(folder), new Set([realpathSync(folder)]), found)
      return found
    },
  }
}

function readRules(folder: string): IgnoreRules {
  const path = join(folder, '.helmignore')
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return parseIgnoreRules('')
  return parseIgnoreRules(textOf({ name: '.helmignore', data: readFileSync(path) }))
}

/** A link to nothing fails the chart, also one that `.helmignore` names (internal/sympath/walk.go). */
function danglingLink(path: string): never {
  const missing = firstMissing(resolve(path))
  throw loadFailure(
    `error evaluating symlink ${resolve(path)}: lstat ${missing}: no such file or directory`,
    {
      code: 'chart-link',
      found: 'a symbolic link to something that is not there',
      help: `remove it: rm ${path}`,
    },
  )
}

/** The first part of a path that is not there, through its links. */
function firstMissing(link: string): string {
  const target = resolve(realpathSync(dirname(link)), readlinkSync(link))
  const parts = target.split('/').slice(1)
  for (let count = 1; count <= parts.length; count++) {
    const part = `/${parts.slice(0, count).join('/')}`
    const found = lstatSync(part, { throwIfNoEntry: false })
    if (found === undefined) return part
    if (found.isSymbolicLink() && statSync(part, { throwIfNoEntry: false }) === undefined)
      return firstMissing(part)
  }
  return target
}

/** By name within each folder; symbolic links are followed, but never around in a circle. */
function walk(
  root: string,
  inside: string,
  ignored: IgnoreRules,
  open: Set<string>,
  found: ChartFile[],
): void {
  const names = readdirSync(join(root, inside)).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  for (const base of names) {
    const name = inside + base
    const path = join(root, name)
    const stat = statSync(path, { throwIfNoEntry: false }) ?? danglingLink(path)
    if (ignored(name, stat.isDirectory())) continue
    if (stat.isDirectory()) {
      const real = realpathSync(path)
      if (open.has(real))
        throw loadFailure(`the chart folder contains itself: ${name}`, { code: 'chart-loop' })
      walk(root, `${name}/`, ignored, new Set([...open, real]), found)
      continue
    }
    if (!stat.isFile())
      throw loadFailure(`cannot load irregular file ${path} as it has file mode type bits set`)
    if (stat.size > maxFileSize) {
      throw loadFailure(
        `chart file ${JSON.stringify(base)} is larger than the maximum file size ${maxFileSize}`,
      )
    }
    found.push({ name, data: readFileSync(path) })
  }
}
