import { GoComplex } from './complex.ts'
import { isList, isMap, typeName } from './go-type.ts'
import type { NumberNode, OperandNode } from './node.ts'
import { printNode } from './print.ts'
import { GoDuration } from './time/named-number.ts'
import { type GoValue, GoStruct, Int64, Missing, type ParameterType, type StructParameter } from './value.ts'

/** Go's names of the types of parameters, as error messages show them. */
const goNames: Readonly<Record<Exclude<ParameterType, StructParameter>, string>> = {
  any: 'interface {}',
  string: 'string',
  int: 'int',
  int64: 'int64',
  float64: 'float64',
  bool: 'bool',
  map: 'map[string]interface {}',
  list: '[]interface {}',
  bytes: '[]uint8',
  value: 'reflect.Value',
}

function goName(type: ParameterType): string {
  return isStruct(type) ? type.slice('struct '.length) : goNames[type]
}

function isStruct(type: ParameterType): type is StructParameter {
  return type.startsWith('struct ')
}

/** A complaint of Go's; the executor adds the place. */
export class ArgumentError {
  readonly message: string
  constructor(message: string) {
    this.message = message
  }
}

export interface Callable {
  readonly parameters: readonly ParameterType[]
  readonly variadic?: boolean
}

/** Go's complaint about the number of arguments: those written, and one more from the stage before. */
export function arityComplaint(
  fn: Callable,
  name: string,
  written: number,
  piped: boolean,
): string | undefined {
  const count = written + (piped ? 1 : 0)
  const wanted = fn.parameters.length
  if (fn.variadic !== true) {
    return count === wanted ? undefined : `wrong number of args for ${name}: want ${wanted} got ${count}`
  }
  if (count >= wanted - 1) return undefined
  return `wrong number of args for ${name}: want at least ${wanted - 1} got ${written}`
}

function canBeNil(type: ParameterType): boolean {
  return type === 'any' || type === 'value' || type === 'map' || type === 'list' || type === 'bytes'
}

/** A value as an argument (Go: validateType): nil where the type allows it, no conversions otherwise. */
export function checkedArgument(value: GoValue, type: ParameterType): GoValue | ArgumentError {
  if (type === 'any') return value instanceof Missing ? null : value
  if (type === 'value') return value
  if (typeof value === 'string' && type === 'string') return value
  if (value instanceof Missing) {
    return canBeNil(type) ? null : new ArgumentError(`invalid value; expected ${goName(type)}`)
  }
  const fits = fitting(value, type)
  if (fits !== undefined) return fits
  const got = value === null ? 'interface {}' : typeName(value)
  return new ArgumentError(`wrong type for value; expected ${goName(type)}; got ${got}`)
}

function fitting(value: Exclude<GoValue, Missing>, type: ParameterType): GoValue | undefined {
  switch (type) {
    case 'bool':
      return typeof value === 'boolean' ? value : undefined
    case 'int':
      return typeof value === 'bigint' ? value : undefined
    case 'int64':
      return value instanceof Int64 && value.type === 'int64' ? value : undefined
    case 'float64':
      return typeof value === 'number' ? value : undefined
    case 'map':
      return mapFitting(value)
    case 'list':
      return isList(value) && typeName(value) === '[]interface {}' ? value : undefined
    case 'bytes':
      return value instanceof GoStruct && value.typeName === '[]uint8' ? value : undefined
    default:
      return value instanceof GoStruct && isStruct(type) && value.typeName === goName(type)
        ? value
        : undefined
  }
}

/** A map of another element type is no `map[string]interface {}`; a named type of one is. */
function mapFitting(value: GoValue): GoValue | undefined {
  if (isMap(value)) return typeName(value) === 'map[string]string' ? undefined : value
  if (!(value instanceof GoStruct) || value.elementType() !== 'interface {}') return undefined
  const under = value.underlying() ?? null
  return isMap(under) ? under : undefined
}

/** A literal as an argument (Go: evalArg): the type of the parameter decides how it is read. */
export function literalArgument(node: OperandNode, type: ParameterType): GoValue | ArgumentError {
  switch (node.kind) {
    case 'nil':
      if (!canBeNil(type)) return new ArgumentError(`cannot assign nil to ${goName(type)}`)
      return type === 'value' ? Missing.value : null
    case 'bool':
      return isOpen(type) ? node.value : type === 'bool' ? node.value : wrongLiteral(node, type)
    case 'string':
      return isOpen(type) || type === 'string' ? node.text : wrongLiteral(node, type)
    case 'number':
      return isOpen(type) ? idealConstant(node) : numberArgument(node, type)
    default:
      return wrongLiteral(node, type)
  }
}

function isOpen(type: ParameterType): boolean {
  return type === 'any' || type === 'value'
}

function numberArgument(node: NumberNode, type: ParameterType): GoValue | ArgumentError {
  if (type === 'int' && node.int !== undefined) return node.int
  if (type === 'int64' && node.int !== undefined) return new Int64(node.int)
  if (type === 'float64' && node.float !== undefined) return node.float
  if (type === 'struct time.Duration' && node.int !== undefined) return new GoDuration(node.int)
  return wrongLiteral(node, type)
}

const expectations: Partial<Record<ParameterType, string>> = {
  bool: 'bool',
  string: 'string',
  int: 'integer',
  int64: 'integer',
  float64: 'float',
}

function wrongLiteral(node: OperandNode, type: ParameterType): ArgumentError {
  const expected = expectations[type]
  if (expected !== undefined) return new ArgumentError(`expected ${expected}; found ${printNode(node)}`)
  return new ArgumentError(`can't handle ${printNode(node)} for arg of type ${goName(type)}`)
}

/** The value of a number where nothing says its type: int, or float64 if it is written like one. */
export function idealConstant(node: NumberNode): GoValue | ArgumentError {
  if (node.complex !== undefined) return new GoComplex(node.complex.real, node.complex.imaginary)
  const isHex = /^0[xX]/.test(node.text) && !/[pP]/.test(node.text)
  if (node.float !== undefined && !isHex && !node.text.startsWith("'") && /[.eEpP]/.test(node.text))
    return node.float
  return node.int ?? new ArgumentError(`${node.text} overflows int`)
}
