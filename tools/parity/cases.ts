import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'

/** One call of `helm template`, to be compared. */
export interface RenderCase {
  /** Whose chart it is: its first folder below the one that was named, or that one where the chart lies in it. */
  readonly house: string
  readonly chart: string
  /** What distinguishes this call from the others of its chart, as a user would write it. */
  readonly label: string
  /** Flags of `helm template`, after release name and chart. */
  readonly args: readonly string[]
}

/** Every chart below the folder that is not inside another one, packed ones too. */
export function chartFolders(folder: string): string[] {
  if (/\.(tgz|tar\.gz)$/.test(folder)) return [folder]
  if (existsSync(join(folder, 'Chart.yaml'))) return [folder]
  return readdirSync(folder)
    .filter((name) => name !== 'node_modules')
    .sort()
    .map((name) => join(folder, name))
    .filter(
      (path) => path.endsWith('.tgz') || statSync(path, { throwIfNoEntry: false })?.isDirectory() === true,
    )
    .flatMap(chartFolders)
}

/** Each chart with its defaults, and with each values file of its own tests. */
export function casesBelow(folder: string): RenderCase[] {
  const root = resolve(folder)
  return chartFolders(root).flatMap((chart) => {
    const house = houseOf(root, chart)
    const files = ciValues(chart)
    return [
      { house, chart, label: '', args: [] },
      ...files.map((file) => ({ house, chart, label: `-f ci/${basename(file)}`, args: ['-f', file] })),
    ]
  })
}

function houseOf(root: string, chart: string): string {
  const [first = '', ...below] = relative(root, chart).split('/')
  return below.length === 0 ? basename(root) : first
}

function ciValues(chart: string): string[] {
  const folder = join(chart, 'ci')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => /values.*\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(folder, name))
}
