import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The files of one chart, by their names in it. */
export type ChartBytes = ReadonlyMap<string, Uint8Array>

const charts = join(import.meta.dirname, '../../packages/helm/testdata/charts')

/** The fixture charts of the room `helm`, which have every kind of file that a chart can have. */
export function readCorpus(): readonly ChartBytes[] {
  return readdirSync(charts)
    .sort()
    .map((chart) => readChart(join(charts, chart)))
    .filter((files) => files.has('Chart.yaml'))
}

function readChart(folder: string): ChartBytes {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .filter((name) => statSync(join(folder, name)).isFile())
  return new Map(names.map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]))
}
