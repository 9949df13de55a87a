import { compareBytes, type GoValue, GoStruct, Int64, Missing, sprintf } from '@seaworthy/gotemplate'
import { formatFloat } from '@seaworthy/yaml'
import { TomlError } from './toml-error.ts'

/** `toToml`: keys sorted, plain ones before tables, two spaces for each level, floats always with a point. */
export function writeToml(value: GoValue): string {
  const plain = plainOf(value)
  if (!(plain instanceof Map)) throw new TomlError('toml: top-level values must be Go maps or structs')
  const lines: string[] = []
  writeTable(lines, [], plain)
  return lines.map((line) => `${line}\n`).join('')
}

type Plain = Exclude<GoValue, GoStruct | Missing>

function plainOf(value: GoValue): Plain {
  if (value instanceof Missing) return null
  if (!(value instanceof GoStruct)) return value
  const json = value.jsonValue()
  if (json === undefined) throw new TomlError(`unsupported type: ${value.typeName}`)
  return plainOf(json)
}

function writeTable(lines: string[], path: readonly string[], table: ReadonlyMap<string, GoValue>): void {
  const entries = [...table]
    .map(([key, value]) => [key, plainOf(value)] as const)
    .filter(([, value]) => value !== null)
  entries.sort(([a], [b]) => compareBytes(a, b))
  for (const [key, value] of entries) if (!isTableLike(value)) writeEntry(lines, [...path, key], value)
  for (const [key, value] of entries) {
    if (value instanceof Map) writeSubtable(lines, [...path, key], value)
    else if (isTableList(value)) writeTableList(lines, [...path, key], value)
  }
}

function isTableLike(value: Plain): boolean {
  return value instanceof Map || isTableList(value)
}

function isTableList(value: Plain): value is readonly GoValue[] {
  if (!Array.isArray(value) || value.length === 0) return false
  const items = value.map((item) => plainOf(item as GoValue))
  if (items.includes(null)) throw new TomlError('toml: cannot encode array with nil element')
  return items.every((item) => item instanceof Map)
}

function indentOf(path: readonly string[]): string {
  return '  '.repeat(path.length - 1)
}

function nameOf(path: readonly string[]): string {
  return path.map(keyText).join('.')
}

function keyText(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : quoted(key)
}

function writeEntry(lines: string[], path: readonly string[], value: Plain): void {
  lines.push(`${indentOf(path)}${keyText(path.at(-1) ?? '')} = ${inline(value)}`)
}

function writeSubtable(lines: string[], path: readonly string[], table: ReadonlyMap<string, GoValue>): void {
  if (path.length === 1 && lines.length > 0) lines.push('')
  lines.push(`${indentOf(path)}[${nameOf(path)}]`)
  writeTable(lines, path, table)
}

function writeTableList(lines: string[], path: readonly string[], items: readonly GoValue[]): void {
  for (const item of items) {
    if (lines.length > 0) lines.push('')
    lines.push(`${indentOf(path)}[[${nameOf(path)}]]`)
    writeTable(lines, path, plainOf(item) as ReadonlyMap<string, GoValue>)
  }
}

function inline(value: GoValue): string {
  const plain = plainOf(value)
  if (plain === null) throw new TomlError('toml: cannot encode array with nil element')
  if (typeof plain === 'string') return quoted(plain)
  if (typeof plain === 'number') return floatText(plain)
  if (plain instanceof Int64) return String(plain.value)
  if (Array.isArray(plain)) return `[${plain.map((item) => inline(item as GoValue)).join(', ')}]`
  if (plain instanceof Map) return inlineTable(plain)
  return sprintf('%v', [plain])
}

function inlineTable(table: ReadonlyMap<string, GoValue>): string {
  const entries = [...table]
    .map(([key, value]) => [key, plainOf(value)] as const)
    .filter(([, value]) => value !== null)
  const order = (isTable: boolean) =>
    entries.filter(([, value]) => isTableLike(value) === isTable).sort(([a], [b]) => compareBytes(a, b))
  const parts = [...order(false), ...order(true)].map(([key, value]) => `${keyText(key)} = ${inline(value)}`)
  return `{${parts.join(', ')}}`
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  const text = formatFloat(value)
  return /[e.]/.test(text) ? text : `${text}.0`
}

const escapes: Readonly<Record<string, string>> = {
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
}

function quoted(text: string): string {
  // biome-ignore lint: the point of the expression is to find control characters
  const escaped = text.replace(/["\\\0-\x1f\x7f]/g, (sign) => {
    return escapes[sign] ?? `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
  return `"${escaped}"`
}
