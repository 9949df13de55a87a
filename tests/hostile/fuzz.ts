import { gzipSync } from 'node:zlib'
import { DiagnosticError } from '@seaworthy/diagnostics'
import {
  type ChartFile,
  loadFolder,
  type RenderOptions,
  renderChart,
  unpackArchive,
  type ValueLayer,
} from '@seaworthy/helm'
import { fixedClock, Random, stream } from '@seaworthy/sim'
import { type ChartBytes, readCorpus } from './corpus.ts'
import { mutate } from './mutate.ts'
import { chartTar, signed } from './tar.ts'

/** What became of one mutated chart. */
export type Outcome = 'rendered' | 'refused'

/** A chart with faults in it, and how it is rendered. */
export interface FuzzCase {
  readonly what: string
  /** @throws DiagnosticError for an archive that cannot be unpacked */
  readonly files: () => readonly ChartFile[]
  readonly options: RenderOptions
}

/** Case `index` of a seed: always the same. */
export function fuzzCase(
  seed: number,
  index: number,
  corpus: readonly ChartBytes[] = readCorpus(),
): FuzzCase {
  const random = stream(seed, `hostile ${index}`)
  const chart = random.pick(corpus)
  const options: RenderOptions = {
    releaseName: 'release',
    namespace: 'default',
    helmVersion: random.pick(['4.2', '3.21'] as const),
    trace: random.below(5) === 0,
    clock: fixedClock(0),
    random: new Random(seed),
    values: random.below(4) === 0 ? [mutatedLayer(random, chart)] : [],
  }
  return random.below(4) === 0
    ? archiveCase(random, chart, options)
    : folderCase(random, chart, options, corpus)
}

/** @throws whatever is no answer to a chart that is wrong */
export function runCase({ files, options }: FuzzCase): Outcome {
  try {
    renderChart(loadFolder({ list: files }, options.helmVersion), options)
    return 'rendered'
  } catch (error) {
    if (error instanceof DiagnosticError) return 'refused'
    throw error
  }
}

function archiveCase(random: Random, chart: ChartBytes, options: RenderOptions): FuzzCase {
  const raw = new Uint8Array(chartTar(chart))
  const bytes = random.pick(archiveFaults)(random, raw)
  return { what: 'an archive', files: () => unpackArchive(bytes), options }
}

const archiveFaults: readonly ((random: Random, raw: Uint8Array) => Uint8Array)[] = [
  (random, raw) => mutate(random, new Uint8Array(gzipSync(raw)), [raw]),
  (random, raw) => gzipSync(mutate(random, raw, [raw])),
  (random, raw) => gzipSync(signed(mutate(random, raw, [raw]))),
  (random, raw) => gzipSync(signed(mutate(random, raw, [raw]))),
]

function folderCase(
  random: Random,
  chart: ChartBytes,
  options: RenderOptions,
  corpus: readonly ChartBytes[],
): FuzzCase {
  const name = pickName(random, [...chart.keys()])
  const original = chart.get(name) ?? new Uint8Array()
  const others = [...random.pick(corpus).values(), new Uint8Array([10])]
  const files = new Map(chart).set(name, original.length === 0 ? original : mutate(random, original, others))
  return { what: name, files: () => Array.from(files, ([each, data]) => ({ name: each, data })), options }
}

/** Templates half of the time, so that charts with many other files are not only those. */
function pickName(random: Random, names: readonly string[]): string {
  const templates = names.filter((name) => name.includes('templates/'))
  return random.below(2) === 0 && templates.length > 0 ? random.pick(templates) : random.pick(names)
}

function mutatedLayer(random: Random, chart: ChartBytes): ValueLayer {
  const text = (original: string) =>
    new TextDecoder().decode(mutate(random, new TextEncoder().encode(original), [...chart.values()]))
  const kind = random.pick(['file', 'set', 'set-string', 'set-json', 'set-literal'] as const)
  if (kind === 'file') return { kind, file: 'values.yaml', text: text('a: 1\nb: {c: [x, y], d: null}\n') }
  return { kind, expression: text('a.b[0].c={x,y},d=null,e\\.f="g"') }
}
