import { fromBytes, type GoValue } from '@seaworthy/gotemplate'
import { parseYamlValue } from '@seaworthy/yaml'
import type { Table } from '../chart/chart.ts'
import { isYamlFault } from '../chart/load-error.ts'
import { preparedSchema } from '../schema/prepared-schema.ts'
import { printCauses } from '../schema/schema-cause.ts'
import { SchemaError } from '../schema/schema-error.ts'
import { Coalescer } from '../values/coalesce.ts'
import { copyTable, isTable } from '../values/table.ts'
import type { HelmVersion } from '../version.ts'
import type { LintFindings } from './lint-message.ts'
import { type LintSubject, yamlFaultText } from './lint-subject.ts'
import { loadedOr } from './loaded-chart.ts'

const file = 'values.yaml'

export interface ValuesRulesOptions {
  /** What the user gives. */
  readonly values: Table
  readonly version: HelmVersion
  readonly skipSchemaValidation: boolean
  readonly log: string[]
}

/** The rules for values.yaml, alone and against the chart's own schema; subcharts are not asked (rules/values.go). */
export function valuesRules(subject: LintSubject, findings: LintFindings, options: ValuesRulesOptions): void {
  const exists = subject.kindOf(file) !== undefined
  if (!findings.rule('INFO', file, exists ? undefined : 'file does not exist')) return
  findings.rule('ERROR', file, valuesFault(subject, options))
}

function valuesFault(subject: LintSubject, options: ValuesRulesOptions): string | undefined {
  const { version, values, log } = options
  const data = subject.read(file)
  if (data === undefined) return `unable to parse YAML: read ${subject.folder}/${file}: is a directory`
  const read = readTable(fromBytes(data), version)
  if (typeof read === 'string') return `unable to parse YAML: ${read}`
  const coalesced = new Coalescer(version, log).tables(copyTable(values), read, '', false)
  const schema = subject.read('values.schema.json')
  if (schema === undefined || schema.length === 0) return undefined
  // Helm 3 asks the schema here in any case.
  if (options.skipSchemaValidation && version === '4.2') return undefined
  return schemaFault(heldBytes(subject, schema, version), coalesced)
}

/** The loaded chart's own bytes where they are the same: its schema is prepared once. */
function heldBytes(subject: LintSubject, read: Uint8Array, version: HelmVersion): Uint8Array {
  const held = loadedOr(subject, version, () => {})?.schema?.data
  return held !== undefined && Buffer.compare(held, read) === 0 ? held : read
}

function schemaFault(schema: Uint8Array, values: Table): string | undefined {
  try {
    const causes = preparedSchema(schema).check(values)
    return causes.length === 0 ? undefined : `${printCauses(causes)}\n`
  } catch (error) {
    if (error instanceof SchemaError) return error.message
    throw error
  }
}

/** The first document as a table; a text is what is wrong with it. */
function readTable(text: string, version: HelmVersion): Table | string {
  try {
    const value: GoValue = parseYamlValue(text)
    if (value === null) return new Map()
    if (isTable(value)) return value
    const type = version === '4.2' ? 'common.Values' : 'chartutil.Values'
    return `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${kindOf(value)} into Go value of type ${type}`
  } catch (error) {
    if (isYamlFault(error)) return yamlFaultText(error)
    throw error
  }
}

function kindOf(value: GoValue): string {
  if (Array.isArray(value)) return 'array'
  return typeof value === 'boolean' ? 'bool' : typeof value === 'string' ? 'string' : 'number'
}
