// Figures of rendering: npm run bench:render [-- --record] [CHART FOLDER…]. Commands run in turn with real Helm where it is built;
// elsewhere the ratios that were recorded with it are shown. Wall times are medians: compare only figures of one run.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { loadChart, renderChart } from '@seaworthy/helm'
import { SecureRandom, systemClock } from '@seaworthy/sim'
import { medianMs, root } from '../measure.ts'
import { oracles } from '../oracle-paths.ts'
import { type Command, peakMegabytes, type Times, timesOf } from './command-times.ts'
import { definitions, tplCalls, umbrella } from './generated-charts.ts'
import { exponent, type Point } from './growth.ts'
import { recordedRatios, recordRatios } from './recorded-ratios.ts'
import { tracingCost } from './tracing-cost.ts'

const helmFile = join(oracles, 'helm4')
const hasHelm = existsSync(helmFile)
const command = join(root, 'packages/seaworthy/bin/seaworthy.cjs')
const given = process.argv.slice(2).filter((arg) => !arg.startsWith('-'))
const ratios: Record<string, number> = {}
const recorded = recordedRatios()
const charts = mkdtempSync(join(tmpdir(), 'seaworthy-bench-'))

try {
  const median = medianChart()
  compare(`median fixture (${basename(median)})`, median, 21)
  warm(median)
  compare('58,000 lines of CRDs, printed', definitions(charts, 58_000, 'crds'), 7, ['--include-crds'])
  compare('58,000 lines of CRDs, templates', definitions(charts, 58_000, 'templates'), 7)
  compare('300 calls of tpl', tplCalls(charts, 300), 11)
  compare('umbrella of 100 subcharts', umbrella(charts, 100), 7)
  for (const chart of given) compare(basename(chart), chart, 7)
  curve('subcharts', [10, 25, 50, 100, 200], umbrella)
  curve('calls of tpl', [10, 100, 500, 1000, 2000], tplCalls)
  memory(join(charts, 'templates-58000'))
  const stack = join(root, 'dist/charts/advisoryhub')
  for (const chart of [median, ...(existsSync(stack) ? [stack] : []), ...given]) traced(chart)
} finally {
  rmSync(charts, { recursive: true, force: true })
}
const machine = `${availableParallelism()} processors (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.version}`
console.log(`\n${machine}${hasHelm ? '' : '; Helm is not built here: npm run oracles -- build'}`)
if (hasHelm && process.argv.includes('--record')) recordRatios({ machine, helm: '4.2.4', ratios })

/** The fixture that stands in the middle when they are ordered by Helm's time; where there is no Helm, by ours. */
function medianChart(): string {
  const folder = join(root, 'packages/helm/testdata/charts')
  const make = hasHelm ? helm : seaworthy
  const timed = readdirSync(folder).flatMap((name) => {
    const chart = join(folder, name)
    try {
      return [{ chart, ms: timesOf(3, [make(chart)])[0]?.median ?? 0 }]
    } catch {
      return [] // some fixtures are charts that fail
    }
  })
  return timed.toSorted((a, b) => a.ms - b.ms)[Math.floor(timed.length / 2)]?.chart ?? ''
}

function seaworthy(chart: string, more: readonly string[] = []): Command {
  return { name: 'seaworthy', file: process.execPath, args: [command, 'template', chart, ...more] }
}

function helm(chart: string, more: readonly string[] = []): Command {
  return { name: 'helm', file: helmFile, args: ['template', chart, ...more] }
}

function compare(what: string, chart: string, runs: number, more: readonly string[] = []): void {
  const commands = [seaworthy(chart, more), ...(hasHelm ? [helm(chart, more)] : [])]
  const [ours, theirs] = timesOf(runs, commands)
  if (ours === undefined) return
  if (theirs !== undefined && theirs.bytes !== ours.bytes)
    throw new Error(`${what}: ${ours.bytes} bytes against helm's ${theirs.bytes}`)
  say(what, shown(ours), against(what, ours.median, theirs))
}

function shown({ median, quarter, threeQuarters }: Times): string {
  return `${median.toFixed(0)} ms (${quarter.toFixed(0)}–${threeQuarters.toFixed(0)})`
}

function against(what: string, ms: number, theirs: Times | undefined): string {
  const key = what.replace(/ \(.*/, '')
  if (theirs !== undefined) {
    ratios[key] = Number((ms / theirs.median).toFixed(3))
    return `helm ${shown(theirs)}, ${(ms / theirs.median).toFixed(2)} × helm's time`
  }
  const known = recorded?.ratios[key]
  return known === undefined ? 'no Helm here' : `${known.toFixed(2)} × helm's time when it was recorded`
}

/** In a process that has rendered before, chart and all from disk. */
function warm(chart: string): void {
  const render = () =>
    renderChart(loadChart(chart, '4.2'), {
      releaseName: 'release-name',
      namespace: 'default',
      clock: systemClock,
      random: new SecureRandom(),
    }).output
  for (let run = 0; run < 200; run++) render()
  const ms = medianMs(101, render)
  const [theirs] = hasHelm ? timesOf(11, [helm(chart)]) : []
  say('the same in a warm process', `${ms.toFixed(2)} ms`, against('warm', ms, theirs))
}

/** In one process, warm, each in turn; of processor time the ratio says what tracing costs on a machine that is not quiet. */
function traced(chart: string): void {
  const loaded = loadChart(chart, '4.2')
  const { off, on } = tracingCost((trace) => {
    const random = new SecureRandom()
    renderChart(loaded, { releaseName: 'r', namespace: 'default', clock: systemClock, random, trace })
  })
  const wall = `wall ${off.wall.toFixed(1)} → ${on.wall.toFixed(1)} ms (${(on.wall / off.wall).toFixed(2)} ×)`
  say(`tracing on / off, ${basename(chart)}`, `${(on.cpu / off.cpu).toFixed(2)} × processor time`, wall)
}

function curve(what: string, sizes: readonly number[], make: (root: string, size: number) => string): void {
  const [start] = timesOf(7, [seaworthy(make(charts, 1))])
  const points = sizes.map((size): Point => {
    const [times] = timesOf(5, [seaworthy(make(charts, size))])
    return { size, ms: times?.median ?? Number.NaN }
  })
  const list = points.map(({ size, ms }) => `${size}: ${ms.toFixed(0)} ms`).join(', ')
  say(`growth with ${what}`, `size^${exponent(start?.median ?? 0, points).toFixed(2)}`, list)
}

function memory(chart: string): void {
  const ours = peakMegabytes(seaworthy(chart))
  const theirs = hasHelm ? peakMegabytes(helm(chart)) : undefined
  const megabytes = (count: number | undefined) =>
    count === undefined ? 'not measured' : `${count.toFixed(0)} MB`
  say('peak memory of the largest', megabytes(ours), `helm ${megabytes(theirs)}`)
}

function say(what: string, figure: string, more: string): void {
  console.log(`${what.padEnd(44)}${figure.padEnd(24)}${more}`)
}
