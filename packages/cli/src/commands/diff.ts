import { type Command, InvalidArgumentError } from 'commander'
import { type Diagnostic, DiagnosticError, failure, formatDiagnostic } from '@seaworthy/diagnostics'
import type { DiffSide, ObjectDiff, TextDiff } from '@seaworthy/helm'
import type { ExitStatus } from '../exit.ts'
import {
  listOption,
  lookupFileOption,
  outputOption,
  parseHelmVersion,
  type RawRenderFlags,
  type RenderFlags,
  renderFlags,
  withRenderFlags,
} from '../flags.ts'
import { type ReferenceFlags, withReferenceFlags } from '../chart-reference.ts'
import type { Io } from '../io.ts'
import { painter } from '../report/style.ts'

interface DiffFlags extends Omit<RawRenderFlags & ReferenceFlags, 'helmVersion'> {
  readonly output: string
  readonly name: string
  readonly helmVersion: string
  readonly againstValues?: string[]
  readonly lookupFile?: string[]
}

export function addDiff(program: Command, io: Io, end: (status: ExitStatus) => void): void {
  const command = program
    .command('diff')
    .description(
      'Renders twice and compares object by object, with the cause of each change: two versions of a chart, one chart with other values, or one chart in two Helms. Ends with 1 where anything differs.',
    )
    .argument('<chart>', 'the old side: folder or archive of a chart, or folder of a typed chart')
    .argument('[new-chart]', 'the new side; the same chart without it')
    .option('--name <release>', 'name of the release', 'release-name')
    .addOption(
      listOption(
        '--against-values <file>',
        'values files of the new side in place of -f; can be given several times',
      ),
    )
  withReferenceFlags(withRenderFlags(command)).addOption(lookupFileOption()).addOption(outputOption())
  const version = command.options.find(({ long }) => long === '--helm-version')
  version?.argParser(parseVersions)
  if (version !== undefined) version.description = 'render as this Helm does, or as two do: 3.21,4.2'
  command.action(async (chart: string, other: string | undefined, raw: DiffFlags) => {
    const plan = planOf(chart, other, raw)
    end(await diff(io, plan, raw))
  })
}

/** One Helm, or two with a comma. */
function parseVersions(text: string): string {
  const words = text.split(',')
  if (words.length > 2) throw new InvalidArgumentError('Two can be compared: 3.21,4.2')
  return words.map(parseHelmVersion).join(',')
}

interface Side {
  readonly chart: string
  readonly flags: RenderFlags
  readonly label: string
}

/** What is compared, and how its sides are called. */
interface Plan {
  readonly sides: readonly [Side, Side]
  /** One chart with one set of values: also the bytes are compared. */
  readonly isHelms: boolean
}

function planOf(chart: string, other: string | undefined, raw: DiffFlags): Plan {
  const [first = '4.2', second = first] = raw.helmVersion.split(',').map(parseHelmVersion)
  const { againstValues } = raw
  const flags = (helmVersion: '4.2' | '3.21', values: string[] | undefined) =>
    renderFlags(raw.name, { ...raw, helmVersion, ...(values !== undefined && { values }) })
  if (other === undefined && againstValues === undefined && first === second) throw nothingToCompare(chart)
  const before = { chart, flags: flags(first, raw.values) }
  const after = { chart: other ?? chart, flags: flags(second, againstValues ?? raw.values) }
  const label = ({ chart: path, flags: { helmVersion, values } }: typeof before) =>
    [
      path,
      ...(againstValues === undefined ? [] : values.map((file) => `-f ${file}`)),
      ...(first === second ? [] : [`with Helm ${helmVersion}`]),
    ].join(' ')
  return {
    sides: [
      { ...before, label: label(before) },
      { ...after, label: label(after) },
    ],
    isHelms: first !== second && other === undefined && againstValues === undefined,
  }
}

function nothingToCompare(chart: string) {
  return failure({
    code: 'nothing-to-compare',
    message: `there is nothing to compare ${chart} with`,
    expected: 'a second chart, or other values, or two Helms',
    help: `seaworthy diff ${chart} NEW-CHART, or --against-values FILE, or --helm-version 3.21,4.2`,
  })
}

async function diff(io: Io, plan: Plan, raw: DiffFlags): Promise<ExitStatus> {
  const { diffReleases, diffTexts } = await import('@seaworthy/helm')
  const { diffText } = await import('../report/diff-text.ts')
  const both = await renderBoth(io, plan, raw)
  if ('failed' in both) return sayOneFails(io, plan, both, raw)
  const [before, after] = both
  const objects = diffReleases(before, after)
  const text = plan.isHelms ? diffTexts(before, after) : undefined
  const labels = plan.sides.map(({ label }) => label)
  if (raw.output === 'json') io.out(jsonText(labels, objects, text))
  else {
    const sides = [sideName(plan, 0, before), sideName(plan, 1, after)] as const
    io.out(diffText(objects, text, { width: io.width, paint: painter(io.colour), sides }))
  }
  return objects.length > 0 || text?.isSame === false ? 1 : 0
}

/** `./chart-1.5 (shop 1.5.0)`; where only the Helms differ, `Helm 4.2`. */
function sideName({ sides, isHelms }: Plan, index: 0 | 1, { release }: DiffSide): string {
  const { label, flags } = sides[index]
  if (isHelms) return `Helm ${flags.helmVersion}`
  return sides[0].chart === sides[1].chart
    ? label
    : `${label} (${release.chart.name} ${release.chart.version})`
}

function jsonText(
  sides: readonly string[],
  objects: readonly ObjectDiff[],
  text: TextDiff | undefined,
): string {
  const report = {
    apiVersion: 'seaworthy.dev/v1alpha1',
    kind: 'ReleaseDiff',
    sides,
    objects,
    ...(text && { text }),
  }
  return `${JSON.stringify(report, null, 2)}\n`
}

/** Only one of two Helms renders a chart. */
interface OneFails {
  readonly failed: 0 | 1
  readonly diagnostics: readonly Diagnostic[]
}

function sayOneFails(io: Io, { sides }: Plan, { failed, diagnostics }: OneFails, raw: DiffFlags): ExitStatus {
  const [wrong, right] = [sides[failed], sides[failed === 0 ? 1 : 0]].map(
    ({ flags }) => `Helm ${flags.helmVersion}`,
  )
  if (raw.output === 'json') {
    const labels = sides.map(({ label }) => label)
    const report = {
      apiVersion: 'seaworthy.dev/v1alpha1',
      kind: 'ReleaseDiff',
      sides: labels,
      failed: wrong,
      diagnostics,
    }
    io.out(`${JSON.stringify(report, null, 2)}\n`)
  } else
    io.out(
      `${wrong} does not render this, and ${right} does\n\n${diagnostics.map(formatDiagnostic).join('\n\n')}\n`,
    )
  return 1
}

/** Renders both sides; what fails on one of them is told with its name. That one Helm fails and one does not is an answer. */
async function renderBoth(
  io: Io,
  { sides, isHelms }: Plan,
  raw: DiffFlags,
): Promise<[DiffSide, DiffSide] | OneFails> {
  const [before, after] = [await rendered(io, sides[0], raw), await rendered(io, sides[1], raw)]
  if (!Array.isArray(before) && !Array.isArray(after)) return [before, after]
  if (isHelms && Array.isArray(before) && !Array.isArray(after)) return { failed: 0, diagnostics: before }
  if (isHelms && Array.isArray(after) && !Array.isArray(before)) return { failed: 1, diagnostics: after }
  throw new DiagnosticError([before, after].flatMap((each) => (Array.isArray(each) ? each : [])))
}

async function rendered(io: Io, { chart, flags, label }: Side, raw: DiffFlags) {
  const { cwd } = io
  const { DiffSide: Rendered } = await import('@seaworthy/helm')
  const { chartSource } = await import('../subject/chart-source.ts')
  const { localChart } = await import('../subject/chart-reference.ts')
  const { loadChartAt } = await import('../subject/load-chart-at.ts')
  const { loadOptions } = await import('../subject/load-options.ts')
  const { lookupOf, readLayers, renderTraced } = await import('../subject/traced-release.ts')
  try {
    const fetching = { ...raw, helmVersion: flags.helmVersion }
    const { path } = await chartSource(cwd, await localChart(io, chart, fetching))
    const loaded = loadChartAt(cwd, path, flags.helmVersion, loadOptions(flags))
    const layers = await readLayers(cwd, flags)
    const asked = lookupOf(cwd, flags, raw.lookupFile)
    const release = renderTraced(loaded, { ...asked, flags, layers })
    const isSteady = !release.effects.has('random') && !release.effects.has('clock')
    const again = isSteady
      ? undefined
      : renderTraced(loaded, { ...asked, flags, layers, seed: 1, trace: false })
    return new Rendered(release, flags.helmVersion, again)
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error
    return error.diagnostics.map((each) => ({ ...each, notes: [...(each.notes ?? []), `this is ${label}`] }))
  }
}
