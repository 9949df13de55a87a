import { availableParallelism } from 'node:os'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { mergeReports, type ScenarioReport, standardScenarios } from '@seaworthy/trial'
import type { SubjectSpec } from '../subject/subject-spec.ts'
import { makeBench } from './bench.ts'
import type { Piece } from './piece.ts'

export interface BatteryOptions {
  /** Names of scenarios; all when absent. */
  readonly scenarios?: readonly string[]
  readonly wait?: boolean
  readonly from: number
  readonly to: number
  readonly onPiece: (done: number, total: number) => void
  /** Ends the workers: for a call that turns out to be wrong while they are starting. */
  readonly signal?: AbortSignal
}

/** Seeds in a piece: enough to repay handing it out, few enough that no worker is left alone at the end. */
const PIECE = 20

/** Runs a battery on all processors. Pieces are independent, so the report does not depend on who ran which. */
export async function runBattery(spec: SubjectSpec, options: BatteryOptions): Promise<ScenarioReport[]> {
  const pieces = cut(options)
  const results = new Array<ScenarioReport | undefined>(pieces.length)
  const workerFile = fileURLToPath(new URL('./worker.cjs', import.meta.url))
  const run = existsSync(workerFile) ? runInWorkers(workerFile, spec, options.signal) : runHere(spec)
  await run(pieces, (index, report, done) => {
    results[index] = report
    options.onPiece(done, pieces.length)
  })
  return merge(pieces, results)
}

function cut({ scenarios, wait, from, to }: BatteryOptions): Piece[] {
  const wanted = standardScenarios.filter(({ name }) => scenarios === undefined || scenarios.includes(name))
  const waits = wait === undefined ? [true, false] : [wait]
  return wanted.flatMap(({ name, releasesNothing }) =>
    (releasesNothing === true ? [false] : waits).flatMap((each) => {
      const pieces: Piece[] = []
      for (let at = from; at < to; at += PIECE) {
        pieces.push({ scenario: name, wait: each, from: at, to: Math.min(to, at + PIECE) })
      }
      return pieces
    }),
  )
}

function merge(pieces: readonly Piece[], results: readonly (ScenarioReport | undefined)[]): ScenarioReport[] {
  const groups = new Map<string, ScenarioReport[]>()
  for (const [index, { scenario, wait }] of pieces.entries()) {
    const report = results[index]
    if (report === undefined) throw new RangeError(`no report of ${scenario}`)
    const key = `${scenario} ${wait}`
    groups.set(key, [...(groups.get(key) ?? []), report])
  }
  return [...groups.values()].map(mergeReports)
}

/** Runs make much that is soon forgotten: a large nursery is swept less often. */
const resourceLimits = { maxYoungGenerationSizeMb: 64 }

type Take = (index: number, report: ScenarioReport, done: number) => void

/** In this thread: where the command runs from its sources and there is no worker file. */
function runHere(spec: SubjectSpec) {
  return async (pieces: readonly Piece[], take: Take) => {
    // Whoever asked may have something to do first, as beside workers.
    await new Promise(setImmediate)
    const bench = makeBench(spec)
    for (const [index, piece] of pieces.entries()) take(index, bench(piece), index + 1)
  }
}

/**
 * A battery is over in seconds: code is optimised later than by default and compiled simply at once, because the optimiser would
 * take a third of both processors to speed up what soon ends. Measured: a quarter less time for 1,100 runs.
 */
const engineFlags = ['--interrupt-budget=1200000', '--always-sparkplug', '--no-use-osr']

function runInWorkers(file: string, spec: SubjectSpec, signal: AbortSignal | undefined) {
  return async (pieces: readonly Piece[], take: Take) => {
    for (const flag of engineFlags) setFlagsFromString(flag)
    let next = 0
    let done = 0
    const workers: Worker[] = []
    signal?.addEventListener('abort', () => workers.forEach((worker) => void worker.terminate()))
    const work = () =>
      new Promise<void>((resolve, reject) => {
        const worker = new Worker(file, { workerData: spec, resourceLimits })
        workers.push(worker)
        let index = -1
        const hand = () => {
          index = next++
          const piece = pieces[index]
          if (piece === undefined) void worker.terminate().then(() => resolve())
          else worker.postMessage(piece)
        }
        worker.on('message', (report: ScenarioReport | 'ready') => {
          if (report !== 'ready') take(index, report, ++done)
          hand()
        })
        worker.on('error', reject)
        worker.on('exit', () => resolve())
      })
    const count = Math.max(1, Math.min(availableParallelism(), pieces.length))
    try {
      await Promise.all(Array.from({ length: count }, work))
    } finally {
      // After an error in one of them the others would go on for nobody.
      await Promise.all(workers.map((worker) => worker.terminate()))
    }
  }
}
