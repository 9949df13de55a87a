import { type Diagnostic, DiagnosticError } from '@seaworthy/diagnostics'
import type { ChartOptions } from '../chart/chart-options.ts'
import { nodeOf } from '../expr/expr.ts'
import type { ReferenceNode } from '../expr/ref.ts'
import type { Declaration } from '../values/declaration.ts'
import { valuesSchema } from '../values/json-schema.ts'
import { valuesYaml } from '../values/values-yaml.ts'
import { chartYaml } from './chart-yaml.ts'
import { Helpers } from './helpers-file.ts'
import { notesFile, resourceFile, validateFile } from './template-file.ts'

/** A Helm chart as files: path inside the chart to text. */
export type CompiledChart = ReadonlyMap<string, string>

/** See `Chart.compile`. */
export function compileChart(options: ChartOptions): CompiledChart {
  const problems: Diagnostic[] = []
  const values = declarationOf(options)
  const helpers = new Helpers(options.name)
  const templates = new Map<string, string>()
  const seen = new Set<string>()

  for (const [path, write] of templateWriters(options, helpers)) {
    if (seen.has(path)) problems.push(sameFile(path))
    seen.add(path)
    attempt(problems, path, () => templates.set(path, write()))
  }
  attempt(problems, 'templates/_helpers.tpl', () => {
    const file = helpers.file()
    if (file !== undefined) templates.set('templates/_helpers.tpl', file)
  })
  if (problems.length > 0) throw new DiagnosticError(problems)

  return new Map([
    ['Chart.yaml', chartYaml(options)],
    ['values.yaml', valuesYaml(values)],
    ['values.schema.json', `${JSON.stringify(valuesSchema(values), null, 2)}\n`],
    ...(options.helmIgnore === undefined
      ? []
      : [['.helmignore', `${options.helmIgnore.join('\n')}\n`] as const]),
    ...[...templates].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ...Object.entries(options.files ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  ])
}

/** What `defineValues` declared. */
export function declarationOf(options: ChartOptions): Declaration {
  const { declaration } = nodeOf(options.values) as ReferenceNode
  if (declaration?.fields !== undefined) return declaration
  throw new TypeError('values of a chart come from defineValues')
}

type TemplateWriter = readonly [path: string, write: () => string]

function templateWriters(options: ChartOptions, helpers: Helpers): readonly TemplateWriter[] {
  const { resources, validate = [], notes = [], rawTemplates = {} } = options
  return [
    ...resources.map(
      (each): TemplateWriter => [`templates/${each.file}`, () => resourceFile(each, helpers.request)],
    ),
    ...(validate.length === 0
      ? []
      : [['templates/validate.yaml', () => validateFile(validate, helpers.request)] as const]),
    ...(notes.length === 0
      ? []
      : [['templates/NOTES.txt', () => notesFile(notes, helpers.request)] as const]),
    ...Object.entries(rawTemplates).map(([path, text]): TemplateWriter => [`templates/${path}`, () => text]),
  ]
}

/** Collects what is wrong with one file, so that the others are still looked at. */
function attempt(problems: Diagnostic[], path: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error
    const note = `while ${path} was written`
    problems.push(...error.diagnostics.map((each) => ({ ...each, notes: [...(each.notes ?? []), note] })))
  }
}

function sameFile(path: string): Diagnostic {
  return {
    code: 'template-file-taken',
    severity: 'error',
    message: `two resources are written to ${path}`,
    help: 'give one of them another file name',
  }
}
