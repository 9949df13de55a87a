import {
  compareBytes,
  GoStruct,
  GoTime,
  type GoValue,
  Int64,
  isList,
  isMap,
  isNil,
  isNilList,
  isNilMap,
  SemanticVersion,
  sprintf,
  TemplateFunctionError,
  utc,
} from '@seaworthy/gotemplate'
import { formatFloat } from '@seaworthy/yaml'
import { TomlError } from './toml-error.ts'

/**
 * `toToml`, after encode.go of BurntSushi/toml 1.6: plain keys before tables, sorted in maps and as declared in structs, two
 * spaces for each level, floats always with a point. What is no table is written as a value. Throws `TomlError`.
 */
export function writeToml(value: GoValue): string {
  if (isNil(value)) throw new TemplateFunctionError('reflect: call of reflect.Value.Type on zero Value')
  return new TomlWriter().document(value)
}

type Entry = readonly [key: string, value: GoValue]

const nilElement = 'toml: cannot encode array with nil element'

class TomlWriter {
  private out = ''

  document(value: GoValue): string {
    this.encode([], value)
    return this.out
  }

  private newline(): void {
    if (this.out !== '') this.out += '\n'
  }

  private encode(path: readonly string[], value: GoValue): void {
    const entries = entriesOf(value)
    if (entries !== undefined) this.table(path, entries)
    else if (isTableList(value)) this.tableList(path, value as readonly GoValue[])
    else if (path.length === 0) this.out += inline(value)
    else {
      this.out += `${indentOf(path)}${keyText(path.at(-1) ?? '')} = ${inline(value)}`
      this.newline()
    }
  }

  private table(path: readonly string[], entries: readonly Entry[]): void {
    if (path.length === 1) this.newline()
    if (path.length > 0) {
      this.out += `${indentOf(path)}[${nameOf(path)}]`
      this.newline()
    }
    this.entries(path, entries)
  }

  private tableList(path: readonly string[], items: readonly GoValue[]): void {
    if (path.length === 0) throw new TomlError('toml: top-level values must be Go maps or structs')
    for (const item of items) {
      this.newline()
      this.out += `${indentOf(path)}[[${nameOf(path)}]]`
      this.newline()
      this.entries(path, entriesOf(item) ?? [])
    }
  }

  private entries(path: readonly string[], entries: readonly Entry[]): void {
    for (const [key, value] of plainFirst(entries)) {
      if (!isAbsent(value)) this.encode([...path, key], value)
    }
  }
}

/** Nil in Go: written nowhere, and refused in lists. */
function isAbsent(value: GoValue): boolean {
  return isNil(value) || isNilList(value) || isNilMap(value)
}

/** The keys of a map or struct; undefined for what is no table. */
function entriesOf(value: GoValue): readonly Entry[] | undefined {
  if (isMap(value)) return [...value].sort(([a], [b]) => compareBytes(a, b))
  if (!(value instanceof GoStruct) || isText(value)) return undefined
  const under = value.underlying()
  if (under !== undefined) return entriesOf(under)
  const parts = value.parts()
  return parts && exported([...parts])
}

/** Only exported fields; what is embedded lies open. */
function exported(fields: readonly Entry[]): Entry[] {
  return fields.flatMap(([name, value]): Entry[] => {
    if (/^\p{Ll}/u.test(name)) return []
    const isEmbedded = value instanceof GoStruct && value.typeName.endsWith(`.${name}`) && name === 'Metadata'
    return isEmbedded ? exported([...(value.parts() ?? [])]) : [[name, value]]
  })
}

/** Types that write themselves as text. */
function isText(value: GoStruct): boolean {
  return value instanceof GoTime || value instanceof SemanticVersion
}

function plainFirst(entries: readonly Entry[]): Entry[] {
  const isTable = ([, value]: Entry) =>
    !isAbsent(value) && (entriesOf(value) !== undefined || isTableList(value))
  const tables = entries.map(isTable)
  return [...entries.filter((_, at) => !tables[at]), ...entries.filter((_, at) => tables[at])]
}

function itemsOf(value: GoValue): readonly GoValue[] | undefined {
  if (isList(value)) return value
  const under = value instanceof GoStruct && !isText(value) ? (value.underlying() ?? null) : null
  return isList(under) ? under : undefined
}

function isTableList(value: GoValue): boolean {
  const items = itemsOf(value)
  if (items === undefined || items.length === 0) return false
  if (items.some(isAbsent)) throw new TomlError(nilElement)
  for (const item of items) isTableList(item) // what lies deeper is refused here too
  return items.every((item) => entriesOf(item) !== undefined)
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

function inline(value: GoValue): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'number') return floatText(value)
  if (value instanceof Int64) return String(value.value)
  if (value instanceof GoTime) return timeText(value)
  if (value instanceof SemanticVersion) return quoted(value.text())
  const items = itemsOf(value)
  if (items !== undefined) return `[${items.map(inline).join(', ')}]`
  const entries = entriesOf(value)
  if (entries !== undefined) return inlineTable(entries)
  if (value instanceof GoStruct) return namedText(value)
  return sprintf('%v', [value])
}

/** A nil that comes last leaves the comma before it. */
function inlineTable(entries: readonly Entry[]): string {
  const ordered = plainFirst(entries)
  const parts = ordered.map(([key, value], at) => {
    if (isAbsent(value)) return ''
    return `${keyText(key)} = ${inline(value)}${at < ordered.length - 1 ? ', ' : ''}`
  })
  return `{${parts.join('')}}`
}

/** A named integer, or a duration, which writes itself as text. */
function namedText(value: GoStruct): string {
  if (value.typeName === 'time.Duration') return quoted(value.text() ?? '')
  const integer = value.integer()
  if (integer !== undefined) return String(integer)
  throw new TomlError(`unsupported type: ${value.kind()}`)
}

const localLayouts: Readonly<Record<string, string>> = {
  'datetime-local': '2006-01-02T15:04:05.999999999',
  'date-local': '2006-01-02',
  'time-local': '15:04:05.999999999',
}

function timeText(time: GoTime): string {
  const layout = localLayouts[time.zone.name]
  if (layout !== undefined) return time.inZone(utc).format(layout)
  return time.format('2006-01-02T15:04:05.999999999Z07:00')
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
