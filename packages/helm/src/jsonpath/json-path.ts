import { compareBytes, GoJsonError, type GoValue, sprintf, writeGoJson } from '@seaworthy/gotemplate'
import { failure } from '@seaworthy/diagnostics'
import { parseJsonPath, PathError, type PathNode } from './parse-json-path.ts'

/**
 * What `helm show values --jsonpath` prints (client-go/util/jsonpath/jsonpath.go). Where the expression does not fit the values,
 * nothing, as there: Helm drops that error. Items of a map come in the order of their keys; Go's order is random.
 *
 * Throws a `DiagnosticError` for an expression that cannot be read.
 */
export function printJsonPath(expression: string, values: GoValue): string {
  const nodes = parsed(expression)
  try {
    return results(nodes, values).map(printed).join('')
  } catch (error) {
    if (error instanceof PathError || error instanceof GoJsonError) return ''
    throw error
  }
}

function parsed(expression: string): readonly PathNode[] {
  try {
    return parseJsonPath(expression)
  } catch (error) {
    if (!(error instanceof PathError)) throw error
    throw failure({
      code: 'jsonpath-invalid',
      message: `error parsing jsonpath ${expression}: ${error.message}`,
      found: expression,
      expected: 'an expression such as {.image.tag}',
    })
  }
}

type Values = readonly (GoValue | undefined)[]

/** What each text and each `{…}` gives; `{range …}` to `{end}` once for each of what it gives. */
function results(nodes: readonly PathNode[], value: GoValue | undefined): Values[] {
  const found: Values[] = []
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at] as PathNode
    if (hasWord(node, 'end')) throw new PathError('not in range, nothing to end')
    const given = walk([value], node)
    if (!hasWord(node, 'range')) {
      found.push(given)
      continue
    }
    const end = endOfRange(nodes, at + 1)
    const body = nodes.slice(at + 1, end)
    found.push(...given.flatMap((item) => results(body, item)))
    // What does not fit is wrong also where there is nothing that it could be asked of.
    if (given.length === 0) results(body, undefined)
    if (end < nodes.length) at = end
  }
  return found
}

function endOfRange(nodes: readonly PathNode[], from: number): number {
  let depth = 1
  for (let at = from; at < nodes.length; at++) {
    const node = nodes[at] as PathNode
    if (hasWord(node, 'range')) depth++
    if (hasWord(node, 'end') && --depth === 0) return at
  }
  return nodes.length
}

function hasWord(node: PathNode, name: string): boolean {
  return node.kind === 'list' && node.nodes.some((each) => each.kind === 'word' && each.name === name)
}

function walk(input: Values, node: PathNode): Values {
  switch (node.kind) {
    case 'list':
      return node.nodes.reduce(walk, input)
    case 'text':
      return [node.text]
    case 'literal':
      return input.map(() => node.value)
    case 'field':
      return field(input, node.name)
    case 'slice':
      return slices(input, node.bounds)
    case 'union':
      return node.lists.flatMap((list) => walk(input, list))
    case 'wildcard':
      return input.flatMap(childrenOf)
    case 'recursive':
      return input.flatMap(descend)
    case 'filter':
      return input.flatMap((value) => filtered(value, node))
    case 'word':
      if (node.name === 'range') return input
      throw new PathError(`unrecognized identifier ${node.name}`)
  }
}

function field(input: Values, name: string): Values {
  if (input.length === 0) return []
  const found = input.flatMap((value) =>
    value instanceof Map && value.has(name) ? [value.get(name) ?? null] : [],
  )
  if (found.length === 0) throw new PathError(`${name} is not found`)
  return found
}

function childrenOf(value: GoValue | undefined): Values {
  if (Array.isArray(value)) return value
  if (value instanceof Map) return [...value.keys()].sort(compareBytes).map((key) => value.get(key) ?? null)
  return typeof value === 'string' ? Array.from(Buffer.from(value), BigInt) : []
}

/** The value and all below it that have something in them, texts too. */
function descend(value: GoValue | undefined): Values {
  const children = childrenOf(value)
  return children.length === 0 ? [] : [value, ...children.flatMap(descend)]
}

type Bounds = Extract<PathNode, { kind: 'slice' }>['bounds']

/** A slice of nothing ends it all: what comes behind an empty list is not looked at. */
function slices(input: Values, bounds: Bounds): Values {
  const found: (GoValue | undefined)[] = []
  for (const value of input) {
    if (value === null) continue
    const items = sliced(value, bounds)
    if (items.length === 0) break
    found.push(...items)
  }
  return found
}

function sliced(value: GoValue | undefined, bounds: Bounds): Values {
  if (!Array.isArray(value)) throw new PathError(`${sprintf('%T', [value ?? null])} is not array or slice`)
  const [first, last, { value: step = 1 }] = bounds
  const { length } = value
  const start = fromEnd(first.value ?? 0, length)
  const end = last.derived === true && last.value === 0 ? length : fromEnd(last.value ?? length, length)
  if (start === end) return []
  if (start < 0 || start >= length || end < 0 || end > length)
    throw new PathError(`array index out of bounds: index ${start}, length ${length}`)
  if (start > end) throw new PathError(`starting index ${start} is greater than ending index ${end}`)
  if (step <= 0) throw new PathError('step must be > 0')
  return value.slice(start, end).filter((_item, index) => index % step === 0)
}

function fromEnd(index: number, length: number): number {
  return index < 0 ? index + length : index
}

function filtered(value: GoValue | undefined, node: Extract<PathNode, { kind: 'filter' }>): Values {
  if (!Array.isArray(value)) throw new PathError('not array or slice and cannot be filtered')
  return value.filter((item) => {
    if (node.operator === 'exists') return exists(item as GoValue, node.left)
    const [left, right] = [walk([item as GoValue], node.left), walk([item as GoValue], node.right)]
    if (left.length > 1 || right.length > 1) throw new PathError('can only compare one element at a time')
    return left.length === 1 && right.length === 1 && compares(left[0], node.operator, right[0])
  })
}

function exists(item: GoValue, left: PathNode): boolean {
  try {
    return walk([item], left).length > 0
  } catch (error) {
    if (error instanceof PathError) return false
    throw error
  }
}

/** As text/template compared before it knew how to compare numbers of different kinds: an int and a float are an error. */
function compares(left: GoValue | undefined, operator: string, right: GoValue | undefined): boolean {
  const kinds = ['string', 'number', 'bigint', 'boolean']
  if (typeof left !== typeof right || !kinds.includes(typeof left))
    throw new PathError('incompatible types for comparison')
  const [a, b] = [left, right] as [string, string]
  if (operator === '==') return a === b
  if (operator === '!=') return a !== b
  if (typeof left === 'boolean') throw new PathError('invalid type for comparison')
  const order = typeof left === 'string' ? compareBytes(a, b) : a < b ? -1 : Number(a > b)
  const holds = { '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0 }[operator]
  if (holds === undefined) throw new PathError(`unrecognized filter operator ${operator}`)
  return holds
}

function printed(values: Values): string {
  return values.map(textOf).join(' ')
}

function textOf(value: GoValue | undefined): string {
  if (value === null) return 'null'
  if (value === undefined) return '<no value>'
  return value instanceof Map || Array.isArray(value) ? writeGoJson(value) : sprintf('%v', [value])
}
