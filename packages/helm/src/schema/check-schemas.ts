import { type Diagnostic, DiagnosticError } from '@seaworthy/diagnostics'
import type { Table } from '../chart/chart.ts'
import { type ChartFile, textOf } from '../chart/chart-file.ts'
import type { ResolvedChart } from '../dependencies.ts'
import { goMessageOfJson } from '../engine/parse-json.ts'
import type { UserValues } from '../values/layer.ts'
import { valueOrigin } from '../values/value-origin.ts'
import { isTable, plainOf } from '../values/table.ts'
import { printCauses, type SchemaCause } from './schema-cause.ts'
import { compileSchema, type SchemaCheck, SchemaError } from './validate.ts'

interface Fault {
  readonly chart: ResolvedChart
  /** Values path of the chart: `[]` for the root. */
  readonly path: readonly string[]
  readonly text: string
  readonly causes: readonly SchemaCause[]
}

/**
 * Checks the values against values.schema.json of the chart and of every subchart. Throws a `DiagnosticError`: the
 * first diagnostic is Helm's whole text, the others name each fault at the file and line that set the value.
 */
export function checkSchemas(root: ResolvedChart, values: Table, user: UserValues): void {
  const faults = faultsOf(root, values, [])
  if (faults.length === 0) return
  const message = `values don't meet the specifications of the schema(s) in the following chart(s):\n${faults
    .map(({ chart, text }) => `${chart.name}:\n${text}\n`)
    .join('')}`
  const places = faults.flatMap((fault) => fault.causes.map((cause) => placed(fault, cause, root, user)))
  throw new DiagnosticError([{ code: 'values-schema', severity: 'error', message }, ...places])
}

function faultsOf(chart: ResolvedChart, values: Table, path: readonly string[]): Fault[] {
  const own = ownFault(chart, values, path)
  const below = chart.dependencies.flatMap((child) => {
    const inside = values.get(child.name)
    if (inside === undefined || inside === null) return []
    if (isTable(inside)) return faultsOf(child, inside, [...path, child.name])
    const text = 'invalid type for values: expected object (map)'
    return [{ chart: child, path: [...path, child.name], text, causes: [] }]
  })
  return own === undefined ? below : [own, ...below]
}

function ownFault(chart: ResolvedChart, values: Table, path: readonly string[]): Fault | undefined {
  const { schema } = chart.chart
  if (schema === undefined) return undefined
  const text = textOf(schema)
  try {
    const causes = checkOf(schema, text)(plainOf(values))
    return causes.length === 0 ? undefined : { chart, path, text: printCauses(causes), causes }
  } catch (error) {
    if (error instanceof SchemaError) return { chart, path, text: error.message, causes: [] }
    if (error instanceof SyntaxError) return { chart, path, text: brokenJson(text), causes: [] }
    throw error
  }
}

const checks = new WeakMap<ChartFile, SchemaCheck>()

/** A loaded chart's schema is prepared once. */
function checkOf(file: ChartFile, text: string): SchemaCheck {
  const check = checks.get(file) ?? compileSchema(JSON.parse(text))
  checks.set(file, check)
  return check
}

function placed(fault: Fault, cause: SchemaCause, root: ResolvedChart, user: UserValues): Diagnostic {
  const path = [...fault.path, ...cause.instance]
  const shown = path.length === 0 ? 'the values' : path.join('.')
  const origin = valueOrigin(path, root, user)
  return {
    code: 'values-schema',
    severity: 'error',
    message: `${shown}: ${cause.text}`,
    ...(origin?.where === undefined ? origin && { found: origin.layer } : { where: origin.where }),
    notes: [`required by ${fault.chart.chart.folder}values.schema.json of ${fault.chart.name}`],
  }
}

/** The words of Go's stream decoder, which differ from its parser's where the text ends too soon. */
function brokenJson(text: string): string {
  if (text.trim() === '') return 'EOF'
  const message = goMessageOfJson(text)
  return message === 'unexpected end of JSON input' ? 'unexpected EOF' : message
}
