import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { failure } from '@seaworthy/diagnostics'
import type { ExplainedObject, FieldPath, RenderedRelease } from '@seaworthy/helm'
import type { ExitStatus } from '../exit.ts'
import { outputOption, type RawRenderFlags, renderFlags, withRenderFlags } from '../flags.ts'
import type { Io } from '../io.ts'
import { fieldTable, fieldText } from '../report/explain-text.ts'
import { painter } from '../report/style.ts'

interface ExplainFlags extends RawRenderFlags {
  readonly output: string
  readonly name: string
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
  withRenderFlags(command)
    .addOption(outputOption())
    .action(
      async (chart: string, object: string | undefined, field: string | undefined, raw: ExplainFlags) => {
        refuseNameFirst(io.cwd, chart, object)
        end(await explain(io, { chart, object, field }, raw))
      },
    )
}

interface Question {
  readonly chart: string
  readonly object: string | undefined
  readonly field: string | undefined
}

async function explain(io: Io, question: Question, raw: ExplainFlags): Promise<ExitStatus> {
  const { chartSource } = await import('../subject/chart-source.ts')
  const { tracedRelease } = await import('../subject/traced-release.ts')
  const flags = renderFlags(raw.name, raw)
  const { path } = await chartSource(io.cwd, question.chart)
  return explainFields(io, await tracedRelease(io.cwd, path, flags), question, raw)
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

async function explainFields(
  io: Io,
  release: RenderedRelease,
  { object, field }: Question,
  raw: ExplainFlags,
): Promise<ExitStatus> {
  const { Explainer, explainable, findField, findObjects } = await import('@seaworthy/helm')
  const explainer = new Explainer(release)
  const objects = object === undefined ? explainable(release) : findObjects(release, object)
  const explained = objects.map((each) => {
    const path = field === undefined ? [] : findField(each, field)
    return { isLeaf: field !== undefined && isLeaf(each, path), fields: explainer.fields(each, path) }
  })
  if (raw.output === 'json') {
    const fields = explained.flatMap((each) => each.fields)
    io.out(
      `${JSON.stringify({ apiVersion: 'seaworthy.dev/v1alpha1', kind: 'Explanation', fields }, null, 2)}\n`,
    )
    return 0
  }
  const options = { width: io.width, paint: painter(io.colour) }
  io.out(
    explained
      .map((each) =>
        each.isLeaf
          ? each.fields.map((one) => fieldText(one, options)).join('\n')
          : fieldTable(each.fields, options),
      )
      .join('\n'),
  )
  return 0
}

function isLeaf({ object }: ExplainedObject, path: FieldPath): boolean {
  let value: unknown = object
  for (const step of path) value = (value as Readonly<Record<string | number, unknown>>)[step]
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0
}
