import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { DiagnosticError, failure } from '@seaworthy/diagnostics'
import type { ExplainedObject, Explainer, FieldPath, RenderedRelease } from '@seaworthy/helm'
import type { ExitStatus } from '../exit.ts'
import {
  lookupFileOption,
  outputOption,
  type RawRenderFlags,
  type RenderFlags,
  renderFlags,
  withRenderFlags,
} from '../flags.ts'
import { type ReferenceFlags, withReferenceFlags } from '../chart-reference.ts'
import type { Io } from '../io.ts'
import { painter } from '../report/style.ts'
import type { TracedRender } from '../subject/traced-release.ts'

interface ExplainFlags extends RawRenderFlags, ReferenceFlags {
  readonly output: string
  readonly name: string
  readonly value?: string
  readonly unused?: boolean
  readonly coverage?: boolean
  readonly lookupFile?: string[]
}

export function addExplain(program: Command, io: Io, end: (status: ExitStatus) => void): void {
  const command = program
    .command('explain')
    .description(
      'Says of a field of a rendered object which template line wrote it, through which includes, from which values, and which layer set those.',
    )
    .argument('<chart>', 'folder or archive of a chart, or folder of a typed chart')
    .argument('[object]', 'deploy/web as kubectl takes it, or a template: templates/web.yaml')
    .argument('[field]', "spec.replicas, spec.containers[web].image, data['a.conf']; all fields without it")
    .option('--name <release>', 'name of the release', 'release-name')
    .option('--value <path>', 'the other way round: the fields that a value reaches')
    .option('--unused', 'values given with -f and --set that nothing reads; ends with 1 where there are any')
    .option('--coverage', 'what no case takes of the templates: the defaults are a case, and each -f is one')
  withReferenceFlags(withRenderFlags(command))
    .addOption(lookupFileOption())
    .addOption(outputOption())
    .action(
      async (chart: string, object: string | undefined, field: string | undefined, raw: ExplainFlags) => {
        refuseNameFirst(io.cwd, chart, object)
        refuseMixed(object, raw)
        end(await explain(io, { chart, object, field }, raw))
      },
    )
}

interface Question {
  readonly chart: string
  readonly object: string | undefined
  readonly field: string | undefined
}

/** What is answered: as data, in words, and how the command ends. */
interface Answer {
  readonly kind: string
  readonly data: Readonly<Record<string, unknown>>
  text(options: { width: number; paint: ReturnType<typeof painter> }): string
  readonly status: ExitStatus
}

async function explain(io: Io, question: Question, raw: ExplainFlags): Promise<ExitStatus> {
  const { chartSource } = await import('../subject/chart-source.ts')
  const flags = renderFlags(raw.name, raw)
  const { localChart } = await import('../subject/chart-reference.ts')
  const { path } = await chartSource(io.cwd, await localChart(io, question.chart, raw))
  const answer = await answerTo(io.cwd, path, question, raw, flags)
  if (raw.output === 'json') {
    const report = { apiVersion: 'seaworthy.dev/v1alpha1', kind: answer.kind, ...answer.data }
    io.out(`${JSON.stringify(report, null, 2)}\n`)
  } else io.out(answer.text({ width: io.width, paint: painter(io.colour) }))
  return answer.status
}

async function answerTo(
  cwd: string,
  path: string,
  question: Question,
  raw: ExplainFlags,
  flags: RenderFlags,
): Promise<Answer> {
  const helm = await import('@seaworthy/helm')
  const { lookupOf, tracedRelease } = await import('../subject/traced-release.ts')
  const asked = lookupOf(cwd, flags, raw.lookupFile)
  if (raw.coverage === true) return coverage(cwd, path, flags, asked)
  const isObject = question.object !== undefined
  const explainer = new helm.Explainer(
    await tracedRelease(cwd, path, flags, { ...asked, coverage: isObject }),
  )
  if (raw.value !== undefined) return value(explainer, raw.value)
  return raw.unused === true ? unused(explainer) : fields(explainer, question)
}

async function fields(explainer: Explainer, { object, field }: Question): Promise<Answer> {
  const { explainable, findField, findObjects } = await import('@seaworthy/helm')
  const { fieldTable, fieldText } = await import('../report/explain-text.ts')
  const { release } = explainer
  const objects =
    object === undefined
      ? explainable(release)
      : await sayingWhyAbsent(explainer, object, () => findObjects(release, object))
  const found = objects.map((each) => {
    const path = field === undefined ? [] : findField(each, field)
    return { isOne: field !== undefined && isLeaf(each, path), fields: explainer.fields(each, path) }
  })
  return {
    kind: 'FieldExplanations',
    data: { fields: found.flatMap((each) => each.fields) },
    text: (options) =>
      found.length === 0
        ? 'no object is rendered\n'
        : found
            .map((each) => {
              if (!each.isOne) return fieldTable(each.fields, options)
              return each.fields.map((one) => fieldText(one, options)).join('\n')
            })
            .join('\n'),
    status: 0,
  }
}

/** What is not rendered may stand behind a condition: the error then names it. */
async function sayingWhyAbsent<T>(explainer: Explainer, object: string, find: () => T): Promise<T> {
  try {
    return find()
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error
    const { absentReasons } = await import('@seaworthy/helm')
    const { absentNotes } = await import('../report/explain-text.ts')
    const notes = absentNotes(absentReasons(explainer, object))
    const [first, ...others] = error.diagnostics
    if (first?.code !== 'object-not-rendered' || notes.length === 0) throw error
    throw new DiagnosticError([{ ...first, notes }, ...others])
  }
}

function isLeaf({ object }: ExplainedObject, path: FieldPath): boolean {
  let found: unknown = object
  for (const step of path) found = (found as Readonly<Record<string | number, unknown>>)[step]
  return typeof found !== 'object' || found === null || Object.keys(found).length === 0
}

async function value(explainer: Explainer, path: string): Promise<Answer> {
  const { explainValue } = await import('@seaworthy/helm')
  const { reachText } = await import('../report/value-text.ts')
  const reach = explainValue(explainer, path)
  return { kind: 'ValueReach', data: { ...reach }, text: (options) => reachText(reach, options), status: 0 }
}

async function unused(explainer: Explainer): Promise<Answer> {
  const { unusedValues } = await import('@seaworthy/helm')
  const { unusedText } = await import('../report/value-text.ts')
  const found = unusedValues(explainer)
  return {
    kind: 'UnusedValues',
    data: { unused: found },
    text: (options) => unusedText(found, options),
    status: found.length > 0 ? 1 : 0,
  }
}

async function coverage(
  cwd: string,
  path: string,
  flags: RenderFlags,
  asked: Pick<TracedRender, 'lookup'>,
): Promise<Answer> {
  const { templateCoverage } = await import('@seaworthy/helm')
  const { loadChartAt } = await import('../subject/load-chart-at.ts')
  const { loadOptions } = await import('../subject/load-options.ts')
  const { readLayers, renderTraced } = await import('../subject/traced-release.ts')
  const { coverageText } = await import('../report/coverage-text.ts')
  const chart = loadChartAt(cwd, path, flags.helmVersion, loadOptions(flags))
  const cases = [
    { name: 'defaults', values: [] as readonly string[] },
    ...flags.values.map((file) => ({ name: file, values: [file] })),
  ]
  const releases: RenderedRelease[] = []
  for (const { values } of cases) {
    const of = { ...flags, values }
    const layers = await readLayers(cwd, of)
    releases.push(renderTraced(chart, { ...asked, flags: of, layers, trace: false, coverage: true }))
  }
  const found = templateCoverage(releases)
  const names = cases.map(({ name }) => name)
  return {
    kind: 'TemplateCoverage',
    data: { cases: names, ...found },
    text: (options) => coverageText(found, names, options),
    status: 0,
  }
}

/** Helm's other commands have the name of the release in front; here it would be taken for the chart. */
function refuseNameFirst(cwd: string, chart: string, object: string | undefined): void {
  if (object === undefined || existsSync(resolve(cwd, chart)) || !existsSync(resolve(cwd, object))) return
  throw failure({
    code: 'chart-not-found',
    message: `there is no chart at ${chart}`,
    found: `no such file or folder, but there is one at ${object}`,
    expected: 'the chart first, then the object',
    help: `the name of the release is a flag here: seaworthy explain ${object} --name ${chart}`,
  })
}

/** A field, a value, --unused and --coverage are four questions. */
function refuseMixed(
  object: string | undefined,
  { value: path, unused: un, coverage: co }: ExplainFlags,
): void {
  const asked = [
    ...(object === undefined ? [] : [object]),
    ...(path === undefined ? [] : ['--value']),
    ...(un === true ? ['--unused'] : []),
    ...(co === true ? ['--coverage'] : []),
  ]
  if (asked.length <= 1) return
  throw failure({
    code: 'flags-contradict',
    message: `${asked.join(' and ')} ask different things`,
    expected: 'an object with a field, or --value, or --unused, or --coverage',
    help: 'ask one after the other',
  })
}
