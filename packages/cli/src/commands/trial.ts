import { type Command, Option } from 'commander'
import { checkRelease } from '@seaworthy/check'
import { failure } from '@seaworthy/diagnostics'
import { standardScenarios } from '@seaworthy/trial'
import { runBattery } from '../battery/battery.ts'
import type { ExitStatus } from '../exit.ts'
import {
  listOption,
  nameAndChart,
  outputOption,
  type RawRenderFlags,
  refuseNamespace,
  type RenderFlags,
  renderFlags,
  withNameAndChart,
  withRenderFlags,
} from '../flags.ts'
import { type ReferenceFlags, withReferenceFlags } from '../chart-reference.ts'
import type { Io } from '../io.ts'
import { type Progress, progress } from '../progress.ts'
import { assembleReport } from '../report/assemble-report.ts'
import { painter } from '../report/style.ts'
import { exitStatusOf, type TrialReport } from '../report/trial-report.ts'
import { trialText } from '../report/trial-text.ts'
import { localChart } from '../subject/chart-reference.ts'
import { chartSource } from '../subject/chart-source.ts'
import { loadSubject, templateTexts } from '../subject/load-subject.ts'
import { readSubject, type SubjectSpec } from '../subject/subject-spec.ts'

interface TrialFlags extends RawRenderFlags, ReferenceFlags {
  readonly output: string
  readonly runs: string
  readonly seed?: string
  readonly scenario?: string[]
  readonly wait?: boolean
  readonly quiet?: boolean
}

export function addTrial(program: Command, io: Io, end: (status: ExitStatus) => void): void {
  const command = program
    .command('trial')
    .description(
      'Renders and checks a chart, then installs, upgrades, breaks and drains it in a simulated Kubernetes, many times over.',
    )
  refuseBothWaits(command)
  withReferenceFlags(withRenderFlags(withNameAndChart(command)))
    .addOption(outputOption())
    .option('--runs <number>', 'runs of each scenario, each under a seed of its own', '100')
    .addOption(new Option('--seed <number>', 'replay one run: only this seed').conflicts('runs'))
    .addOption(
      listOption(
        '--scenario <name>',
        `only this scenario: ${standardScenarios.map(({ name }) => name).join(', ')}`,
      ),
    )
    .option('--wait', 'only releases that wait')
    .option('--no-wait', 'only releases that do not wait')
    .option('-q, --quiet', 'no progress')
    .action(async (first: string | undefined, second: string | undefined, raw: TrialFlags) => {
      const { name, chart } = nameAndChart(command, io.cwd, first, second)
      refuseNamespace(raw)
      const path = await localChart(io, chart, raw)
      const report = await trial(io, path, renderFlags(name, raw), raw)
      end(exitStatusOf(report))
    })
}

/** Without this the later flag would win over the earlier one, unsaid. */
function refuseBothWaits(command: Command): void {
  const given = new Set<string>()
  for (const flag of ['wait', 'no-wait']) {
    command.on(`option:${flag}`, () => {
      if (given.add(flag).size > 1)
        command.error(
          "error: option '--wait' cannot be used with option '--no-wait'; leave out both for both",
        )
    })
  }
}

async function trial(io: Io, path: string, flags: RenderFlags, raw: TrialFlags): Promise<TrialReport> {
  const seeds = seedRange(raw)
  refuseUnknownScenarios(raw.scenario ?? [])
  const told = progress(io, raw.quiet === true)
  // A failure, too, is told on a line of its own.
  const { source, loaded, report } = await carryOut({ cwd: io.cwd, path, flags, raw, seeds, told }).finally(
    () => told.done(),
  )
  if (raw.output === 'json') io.out(`${JSON.stringify(report, null, 2)}\n`)
  else {
    const templates = templateTexts(source.path, loaded.release.chart.name)
    io.out(trialText(report, { width: io.width, paint: painter(io.colour), templates }))
  }
  return report
}

interface Order {
  readonly cwd: string
  readonly path: string
  readonly flags: RenderFlags
  readonly raw: TrialFlags
  readonly seeds: { readonly from: number; readonly to: number }
  readonly told: Progress
}

async function carryOut({ cwd, path, flags, raw, seeds, told }: Order) {
  told.step('compiling and rendering')
  const source = await chartSource(cwd, path)
  const spec = await readSubject(cwd, source, flags)
  const stop = new AbortController()
  const battery = runBattery(spec, {
    ...seeds,
    ...(raw.scenario === undefined ? {} : { scenarios: raw.scenario }),
    ...(raw.wait === undefined ? {} : { wait: raw.wait }),
    onPiece: (done, total) => told.of(done, total),
    signal: stop.signal,
  })
  const { loaded, check } = await meanwhile(battery, stop, () => examine(spec))
  told.step('on trial')
  const scenarios = await battery
  return { source, loaded, report: assembleReport({ path, source, loaded, check, scenarios, flags }) }
}

function examine(spec: SubjectSpec) {
  const loaded = loadSubject(spec, true)
  return { loaded, check: checkRelease(loaded.release, loaded.provided) }
}

/** Does something while the workers start; what is wrong with the input is told once, by this side. */
async function meanwhile<T>(battery: Promise<unknown>, stop: AbortController, work: () => T): Promise<T> {
  try {
    return work()
  } catch (error) {
    stop.abort()
    await battery.catch(() => undefined)
    throw error
  }
}

function seedRange({ runs, seed }: TrialFlags): { from: number; to: number } {
  if (seed !== undefined) {
    const only = wholeNumber('--seed', seed, 0)
    return { from: only, to: only + 1 }
  }
  return { from: 0, to: wholeNumber('--runs', runs, 1) }
}

function wholeNumber(flag: string, text: string, least: number): number {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value >= least && value <= 1_000_000) return value
  throw failure({
    code: 'flag-invalid',
    message: `${flag} ${text} is not a number that can be used`,
    found: text,
    expected: `a whole number from ${least} to 1000000`,
    help: `${flag} ${Math.max(least, 100)}`,
  })
}

function refuseUnknownScenarios(wanted: readonly string[]): void {
  const known = standardScenarios.map(({ name }) => name)
  const unknown = wanted.find((name) => !known.includes(name))
  if (unknown === undefined) return
  throw failure({
    code: 'scenario-unknown',
    message: `there is no scenario ${unknown}`,
    found: unknown,
    expected: known.join(', '),
    help: `--scenario ${known[0] ?? ''}`,
  })
}
