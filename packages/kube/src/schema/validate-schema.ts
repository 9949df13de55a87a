import { isJsonObject } from '../patch/json-value.ts'
import { isQuantity } from '../quantity.ts'
import { fieldSchemaOf, itemSchemaOf, type Schema, type SchemaType } from './schema.ts'

/** One place where a value is not what its schema says. */
export interface SchemaFinding {
  /** `spec.template.spec.containers[0].image`; empty for the value itself. */
  readonly field: string
  readonly kind:
    | 'unknown-field'
    | 'wrong-type'
    | 'missing-field'
    | 'not-allowed'
    | 'out-of-range'
    | 'malformed'
  /** One sentence without a full stop, beginning after the field: `expected a whole number, found "3"`. */
  readonly message: string
  /** What a wrong type, or a value that is not allowed, should have been; the pattern of a malformed one. */
  readonly expected?: string
  /** Of a wrong type: what the value is, in JSON's words (`map` and `list` for objects and arrays). */
  readonly found?: string
  /** The bound that a value lies above or below. */
  readonly above?: number
  readonly below?: number
}

/**
 * Everything in a value that its schema does not allow: unknown fields, wrong types, missing fields, values outside
 * enums, patterns and bounds. A null counts as absent, as in Kubernetes' decoding. What schemas of built-in kinds call
 * required is mostly left to validation rules by the API server: judge `missing-field` by who asks.
 */
export function validateSchema(value: unknown, schema: Schema): readonly SchemaFinding[] {
  const findings: SchemaFinding[] = []
  walk(value, schema, '', findings)
  return findings
}

function walk(value: unknown, schema: Schema, field: string, findings: SchemaFinding[]): void {
  if (value === undefined || value === null || schema.type === 'any') return
  const expected = mismatch(value, schema.type)
  if (expected !== undefined) {
    findings.push({
      field,
      kind: 'wrong-type',
      message: `expected ${expected}, found ${show(value)}`,
      expected,
      found: typeName(value),
    })
    return
  }
  checkConstraints(value, schema, field, findings)
  if (schema.type === 'list') {
    const items = itemSchemaOf(schema)
    for (const [at, item] of (value as readonly unknown[]).entries())
      walk(item, items, `${field}[${at}]`, findings)
  } else if (schema.type === 'object' || schema.type === 'map') {
    walkObject(value as Readonly<Record<string, unknown>>, schema, field, findings)
  }
}

function walkObject(
  value: Readonly<Record<string, unknown>>,
  schema: Schema,
  field: string,
  findings: SchemaFinding[],
): void {
  for (const [name, each] of Object.entries(value)) {
    const described = fieldSchemaOf(schema, name)
    const path = field === '' ? name : `${field}.${name}`
    if (described !== undefined) walk(each, described, path, findings)
    else if (schema.preserve === undefined && schema.type === 'object') {
      const known = Object.keys(schema.fields ?? {}).join(', ')
      findings.push({ field: path, kind: 'unknown-field', message: 'no such field', expected: known })
    }
  }
  for (const name of schema.required ?? []) {
    if (value[name] !== undefined && value[name] !== null) continue
    const path = field === '' ? name : `${field}.${name}`
    findings.push({ field: path, kind: 'missing-field', message: 'must be given' })
  }
}

const article: Readonly<Record<SchemaType, string>> = {
  object: 'an object',
  map: 'an object',
  list: 'a list',
  string: 'a string',
  boolean: 'a boolean',
  int32: 'a whole number',
  int64: 'a whole number',
  number: 'a number',
  quantity: 'a quantity',
  'int-or-string': 'a whole number or a string',
  'date-time': 'a time (RFC 3339)',
  byte: 'a string (base64)',
  any: 'anything',
}

/** What was expected, when the value is not of the type. */
function mismatch(value: unknown, type: SchemaType): string | undefined {
  return fits(value, type) ? undefined : article[type]
}

function fits(value: unknown, type: SchemaType): boolean {
  switch (type) {
    case 'object':
    case 'map':
      return isJsonObject(value)
    case 'list':
      return Array.isArray(value)
    case 'string':
    case 'byte':
      return typeof value === 'string'
    case 'date-time':
      return (
        typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value)
      )
    case 'boolean':
      return typeof value === 'boolean'
    case 'int32':
      return isWhole(value) && Number(value) === (Number(value) | 0)
    case 'int64':
      return isWhole(value)
    case 'number':
      return typeof value === 'number'
    case 'quantity':
      return isQuantity(value)
    case 'int-or-string':
      return typeof value === 'string' || isWhole(value)
    case 'any':
      return true
  }
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'list'
  return typeof value === 'object' ? 'map' : typeof value
}

function isWhole(value: unknown): boolean {
  return Number.isInteger(value) || typeof value === 'bigint'
}

function checkConstraints(value: unknown, schema: Schema, field: string, findings: SchemaFinding[]): void {
  if (schema.enum !== undefined && !schema.enum.includes(value)) {
    const expected = schema.enum.map(show).join(', ')
    findings.push({
      field,
      kind: 'not-allowed',
      message: `${show(value)} is not one of ${expected}`,
      expected,
    })
  }
  if (schema.pattern !== undefined && typeof value === 'string' && matches(schema.pattern, value) === false) {
    findings.push({
      field,
      kind: 'malformed',
      message: `${show(value)} does not match ${schema.pattern}`,
      expected: schema.pattern,
    })
  }
  if (schema.min === undefined && schema.max === undefined) return
  const size = sizeOf(value)
  if (schema.min !== undefined && size < schema.min) {
    findings.push({
      field,
      kind: 'out-of-range',
      message: `${measure(value, size)} is less than ${schema.min}`,
      below: schema.min,
    })
  }
  if (schema.max !== undefined && size > schema.max) {
    findings.push({
      field,
      kind: 'out-of-range',
      message: `${measure(value, size)} is more than ${schema.max}`,
      above: schema.max,
    })
  }
}

/** Whether a text matches a pattern of Go's syntax; undefined where JavaScript cannot say. */
function matches(pattern: string, text: string): boolean | undefined {
  const ignoresCase = pattern.includes('(?i)')
  try {
    return new RegExp(pattern.replaceAll('(?i)', ''), ignoresCase ? 'iu' : 'u').test(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function sizeOf(value: unknown): number {
  if (typeof value === 'number') return value
  if (typeof value === 'string') return [...value].length
  return Array.isArray(value) ? value.length : Object.keys(value as object).length
}

function measure(value: unknown, size: number): string {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? `a length of ${size}` : `a count of ${size}`
}

function show(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
