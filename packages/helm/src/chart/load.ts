import { lstatSync, readdirSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { compareBytes } from '@seaworthy/gotemplate'
import type { ChartLimits } from '../limits.ts'
import { unpackArchive, withoutBom } from './archive.ts'
import { checkLink, type LinkRules } from './chart-link.ts'
import type { Chart } from './chart.ts'
import { contentTypeOfFile } from './content-type.ts'
import { type ChartFile, type ChartFiles, textOf } from './chart-file.ts'
import { type IgnoreRules, parseIgnoreRules } from './ignore-rules.ts'
import { loadFailure } from './load-error.ts'
import { loadFiles } from './load-files.ts'
import { LoadMeter } from './load-meter.ts'
import type { HelmVersion } from '../version.ts'
import { withinStack } from '../within-stack.ts'

/**
 * Loads a chart from a folder or a packed archive. Throws a `DiagnosticError`, with the text of the given Helm where it
 * has one; what is loaded is the same for both.
 */
export function loadChart(path: string, version: HelmVersion = '4.2', options: LoadOptions = {}): Chart {
  const meter = new LoadMeter(options.limits)
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) {
    throw loadFailure(`path ${JSON.stringify(path)} not found`, {
      code: 'chart-not-found',
      found: path,
      expected: 'a chart folder or a .tgz archive',
      help: 'check the path; charts from a repository must be fetched first',
    })
  }
  if (!stat.isDirectory())
    return withinStack(() => loadFiles(unpackArchive(archiveBytes(path), meter), version, meter))
  if (version === '4.2' && statSync(join(path, 'Chart.yaml'), { throwIfNoEntry: false }) === undefined) {
    const file = join(path, 'Chart.yaml')
    throw loadFailure(`unable to detect chart at ${file}: open ${file}: no such file or directory`, {
      code: 'chart-yaml-missing',
      found: path,
      expected: 'a folder that holds a Chart.yaml',
      help: 'check the path',
    })
  }
  const log: string[] = []
  const rules = { root: path, version, anywhere: options.followLinks ?? false, log }
  const files = filesBelow(path, rules, meter).map(withoutMark)
  const chart = withinStack(() => loadFiles(files, version, meter))
  return { ...chart, loadWarnings: [...log, ...chart.loadWarnings] }
}

export interface LoadOptions {
  readonly limits?: Partial<ChartLimits>
  /** Symbolic links in a folder may lead out of the chart and the repository that it is in. */
  readonly followLinks?: boolean
}

/** Loads a chart from anything that can list files, `.helmignore` applied already. */
export function loadFolder(
  files: ChartFiles,
  version: HelmVersion = '4.2',
  { limits }: LoadOptions = {},
): Chart {
  const meter = new LoadMeter(limits)
  return withinStack(() => loadFiles([...files.list()].map(withoutMark), version, meter))
}

function withoutMark(file: ChartFile): ChartFile {
  return { ...file, data: withoutBom(file.data) }
}

function archiveBytes(path: string): Uint8Array {
  const bytes = readFileSync(path)
  if (bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 0x08) return bytes
  const isYaml = /\.ya?ml$/.test(path)
  const message = isYaml
    ? `file '${path}' seems to be a YAML file, but expected a gzipped archive`
    : `file '${path}' does not appear to be a gzipped archive; got '${contentTypeOfFile(bytes)}'`
  throw loadFailure(message, {
    code: 'chart-archive',
    ...(isYaml && { help: 'values files are given with -f; the chart is the argument without a flag' }),
  })
}

/** The files of a chart folder on disk, without those that its `.helmignore` leaves out. */
export function folderFiles(folder: string, { limits, followLinks = false }: LoadOptions = {}): ChartFiles {
  const links = (): LinkRules => ({ root: folder, version: '4.2', anywhere: followLinks, log: [] })
  return { list: () => filesBelow(folder, links(), new LoadMeter(limits)) }
}

function filesBelow(folder: string, links: LinkRules, meter: LoadMeter): ChartFile[] {
  const found: ChartFile[] = []
  const real = realpathSync(folder)
  walk('', { links, meter, ignored: readRules(folder), found }, real, new Set([real]))
  return found
}

function readRules(folder: string): IgnoreRules {
  const path = join(folder, '.helmignore')
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return parseIgnoreRules('')
  return parseIgnoreRules(textOf({ name: '.helmignore', data: readFileSync(path) }))
}

interface Walk {
  readonly links: LinkRules
  readonly meter: LoadMeter
  readonly ignored: IgnoreRules
  readonly found: ChartFile[]
}

/**
 * By name within each folder; symbolic links are followed, but never around in a circle. `open` are the real paths of the folders that
 * it is in, the last of them `real`.
 */
function walk(inside: string, all: Walk, real: string, open: ReadonlySet<string>): void {
  const { root } = all.links
  for (const base of readdirSync(join(root, inside)).sort(compareBytes)) {
    const name = inside + base
    const path = join(root, name)
    const { stat, isLink } = meet(path, all.links)
    if (all.ignored(name, stat.isDirectory())) continue
    if (stat.isDirectory()) {
      const next = isLink ? realpathSync(path) : real + sep + base
      if (open.has(next))
        throw loadFailure(`the chart folder contains itself: ${name}`, { code: 'chart-loop' })
      walk(`${name}/`, all, next, new Set([...open, next]))
      continue
    }
    if (!stat.isFile())
      throw loadFailure(`cannot load irregular file ${path} as it has file mode type bits set`)
    all.meter.file(`chart file ${JSON.stringify(base)}`, stat.size)
    all.found.push({ name, data: readFileSync(path), modifiedSeconds: stat.mtimeMs / 1000 })
  }
}

/** What a path leads to; a link is judged first. */
function meet(path: string, links: LinkRules): { stat: Stats; isLink: boolean } {
  const stat = lstatSync(path)
  if (!stat.isSymbolicLink()) return { stat, isLink: false }
  checkLink(path, links)
  return { stat: statSync(path), isLink: true }
}
