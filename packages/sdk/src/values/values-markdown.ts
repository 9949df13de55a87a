import { type Expr, nodeOf } from '../expr/expr.ts'
import type { ReferenceNode } from '../expr/ref.ts'
import type { Declaration } from './declaration.ts'

/** Every value of a chart as a Markdown table, for its README: path, type, default, meaning. */
export function valuesMarkdown(values: Expr<object>): string {
  const root = (nodeOf(values) as ReferenceNode).declaration
  if (root?.fields === undefined) throw new TypeError('the values of a chart come from defineValues')
  const rows = leavesOf('', root).map(([path, leaf]) =>
    row([code(path), typeOf(leaf), defaultText(leaf), meaning(leaf)]),
  )
  return `${[row(['Value', 'Type', 'Default', 'Meaning']), '|---|---|---|---|', ...rows].join('\n')}\n`
}

function leavesOf(path: string, { fields }: Declaration): readonly (readonly [string, Declaration])[] {
  return Object.entries(fields ?? {}).flatMap(([name, field]) => {
    const full = path === '' ? name : `${path}.${name}`
    return field.fields === undefined ? [[full, field] as const] : leavesOf(full, field)
  })
}

function typeOf({ schema, item, optional }: Declaration): string {
  const base = baseType(schema, item)
  return optional === true ? `${base} or null` : base
}

function baseType(schema: Declaration['schema'], item: Declaration | undefined): string {
  const choices = schema['enum']
  if (Array.isArray(choices)) return choices.map((each) => code(String(each))).join(', ')
  const either = schema['anyOf']
  if (Array.isArray(either))
    return either.map((each: Declaration['schema']) => String(each['type'])).join(' or ')
  const { type, minimum, maximum } = schema as { type: string; minimum?: number; maximum?: number }
  if (type === 'array')
    return item === undefined ? 'list of objects' : `list of ${baseType(item.schema, item.item)}`
  const bounds = [minimum === undefined ? '' : ` ≥ ${minimum}`, maximum === undefined ? '' : ` ≤ ${maximum}`]
  return `${type}${bounds.filter((each) => each !== '').join(',')}`
}

function defaultText({ default: value }: Declaration): string {
  return value === undefined ? 'required' : code(JSON.stringify(value))
}

function meaning({ doc = '' }: Declaration): string {
  return doc.replaceAll('\n', ' ')
}

function code(text: string): string {
  return `\`${text}\``
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}
