import { type Diagnostic, DiagnosticError, positionAt } from '@seaworthy/diagnostics'
import { typeName } from '@seaworthy/gotemplate'
import type { Table } from '../chart/chart.ts'
import { textOf } from '../chart/chart-file.ts'
import type { ResolvedChart } from '../resolved-chart.ts'
import { logLine } from '../log-line.ts'
import type { UserValues } from '../values/layer.ts'
import { isTable } from '../values/table.ts'
import { layerInErrors } from '../values/secret-name.ts'
import { valueOrigin } from '../values/value-origin.ts'
import type { HelmVersion } from '../version.ts'
import { preparedSchema } from './prepared-schema.ts'
import { printCauses, type SchemaCause } from './schema-cause.ts'
import { SchemaError } from './schema-error.ts'

function urnWarning(urn: string, version: HelmVersion): string {
  const message = 'unresolved URN reference ignored; using permissive schema'
  const message3 = `WARNING: ${message}: ${urn}`
  return logLine(version, {
    level: 'WARN',
    message,
    attributes: { urn },
    place3: 'jsonschema.go:192',
    message3,
  })
}

interface Fault {
  readonly chart: ResolvedChart
  /** Values path of the chart: `[]` for the root. */
  readonly path: readonly string[]
  /** With the new line that Helm ends all with but the fault of a schema itself. */
  readonly text: string
  readonly causes: readonly SchemaCause[]
  /** What is wrong with the schema itself. */
  readonly broken?: SchemaError
}

/**
 * Checks the values against values.schema.json of the chart and of every subchart. Throws a `DiagnosticError`: the
 * first diagnostic is Helm's whole text, the others name each fault at the file and line that set the value, or the place
 * in a schema that cannot be used. Returns what Helm logs.
 */
export function checkSchemas(
  root: ResolvedChart,
  values: Table,
  user: UserValues,
  version: HelmVersion,
): readonly string[] {
  const urns = new Set<string>()
  const faults = faultsOf(root, values, [], urns)
  if (faults.length === 0) return [...urns].map((urn) => urnWarning(urn, version))
  const message = `values don't meet the specifications of the schema(s) in the following chart(s):\n${faults
    .map(({ chart, text }) => `${chart.name}:\n${text}`)
    .join('')}`
  const places = faults.flatMap((fault) =>
    fault.broken === undefined
      ? fault.causes.map((cause) => placed(fault, cause, root, user))
      : [brokenSchema(fault, fault.broken)],
  )
  throw new DiagnosticError([{ code: 'values-schema', severity: 'error', message }, ...places])
}

/** Adds to `urns` those that stand for schemas which nobody can read. */
function faultsOf(chart: ResolvedChart, values: Table, path: readonly string[], urns: Set<string>): Fault[] {
  const own = ownFault(chart, values, path, urns)
  const below = chart.dependencies.flatMap((child) => {
    const inside = values.get(child.name)
    if (inside === undefined || inside === null) return []
    if (isTable(inside)) return faultsOf(child, inside, [...path, child.name], urns)
    const text = `invalid type for values: expected object (map), got ${typeName(inside)}\n`
    return [{ chart: child, path: [...path, child.name], text, causes: [] }]
  })
  return own === undefined ? below : [own, ...below]
}

function ownFault(
  chart: ResolvedChart,
  values: Table,
  path: readonly string[],
  urns: Set<string>,
): Fault | undefined {
  const { schema } = chart.chart
  if (schema === undefined) return undefined
  try {
    const prepared = preparedSchema(schema.data)
    for (const urn of prepared.urns) urns.add(urn)
    const causes = prepared.check(values)
    return causes.length === 0 ? undefined : { chart, path, text: `${printCauses(causes)}\n`, causes }
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error
    return { chart, path, text: error.message, causes: [], broken: error }
  }
}

function placed(fault: Fault, cause: SchemaCause, root: ResolvedChart, user: UserValues): Diagnostic {
  const path = [...fault.path, ...cause.instance]
  const shown = path.length === 0 ? 'the values' : path.join('.')
  const origin = valueOrigin(path, root, user)
  return {
    code: 'values-schema',
    severity: 'error',
    message: `${shown}: ${cause.text}`,
    ...(origin?.where === undefined
      ? origin && { found: layerInErrors(shown, origin.layer) }
      : { where: origin.where }),
    notes: [`required by ${fault.chart.chart.folder}values.schema.json of ${fault.chart.name}`],
  }
}

function brokenSchema({ chart }: Fault, { message, offset, pointer, help }: SchemaError): Diagnostic {
  const file = `${chart.chart.folder}values.schema.json`
  const source = chart.chart.schema === undefined ? '' : textOf(chart.chart.schema)
  const at = offset ?? offsetOf(source, pointer)
  return {
    code: 'schema-broken',
    severity: 'error',
    message: `${file} cannot be used: ${message.split('\n', 1)[0] ?? ''}`,
    where: { file, ...positionAt(source, at) },
    source,
    ...(help !== undefined && { help }),
  }
}

/** Where the last key of a JSON pointer is written: keys are looked for one within the other. */
function offsetOf(source: string, pointer = ''): number {
  let found = 0
  for (const token of pointer.split('/').slice(1)) {
    const key = JSON.stringify(token.replaceAll('~1', '/').replaceAll('~0', '~'))
    const at = source.indexOf(key, found)
    if (at >= 0) found = at
  }
  return found
}
