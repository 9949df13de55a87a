import { GoComplex } from '../complex.ts'
import { TemplateFunctionError } from '../function.ts'
import { compareBytes } from '../go-bytes.ts'
import { kindOf, typeName } from '../go-type.ts'
import { formatArgument, noFlags } from '../format.ts'
import { integerOf, isNil } from '../truth.ts'
import type { GoValue } from '../value.ts'

/** Go's basicKind: only values of one class can be compared; all integers are one class, floats another. */
type BasicKind = 'bool' | 'int' | 'float' | 'complex' | 'string' | undefined

function basicKind(value: GoValue): BasicKind {
  switch (typeof value) {
    case 'boolean':
      return 'bool'
    case 'string':
      return 'string'
    case 'number':
      return 'float'
    default:
      if (value instanceof GoComplex) return 'complex'
      return integerOf(value) === undefined ? undefined : 'int'
  }
}

/** `eq`: whether the first equals any of the others. */
export function equal(first: GoValue, others: readonly GoValue[]): boolean {
  if (others.length === 0) throw new TemplateFunctionError('missing argument for comparison')
  const kind = basicKind(first)
  for (const other of others) {
    if (kind !== basicKind(other)) {
      if (!isNil(first) && !isNil(other)) throw incompatible(first, other)
    } else if (kind === undefined ? sameReference(first, other) : sameBasic(first, other)) {
      return true
    }
  }
  return false
}

function sameBasic(a: GoValue, b: GoValue): boolean {
  if (a instanceof GoComplex) return b instanceof GoComplex && a.equals(b)
  const integer = integerOf(a)
  return integer === undefined ? a === b : integer === integerOf(b)
}

function sameReference(a: GoValue, b: GoValue): boolean {
  if (isNil(a) || isNil(b)) return isNil(a) && isNil(b)
  const [kindA, kindB] = [kindOf(a), kindOf(b)]
  if (kindA !== kindB) {
    const text = `${shown(a)}: ${typeName(a)}, ${typeName(b)}: ${formatArgument(b, 'v', noFlags())}`
    throw new TemplateFunctionError(`non-comparable types ${text}`)
  }
  if (kindB === 'map' || kindB === 'slice') {
    throw new TemplateFunctionError(`non-comparable type ${shown(b)}: ${typeName(b)}`)
  }
  return a === b
}

function shown(value: GoValue): string {
  return formatArgument(value, 's', noFlags())
}

function incompatible(a: GoValue, b: GoValue): TemplateFunctionError {
  return new TemplateFunctionError(`incompatible types for comparison: ${typeName(a)} and ${typeName(b)}`)
}

/** `lt`. */
export function less(a: GoValue, b: GoValue): boolean {
  const kind = basicKind(a)
  const other = basicKind(b)
  if (kind === undefined || other === undefined)
    throw new TemplateFunctionError('invalid type for comparison')
  if (kind !== other) throw incompatible(a, b)
  if (typeof a === 'string') return compareBytes(a, b as string) < 0
  if (typeof a === 'number') return a < (b as number)
  const [x, y] = [integerOf(a), integerOf(b)]
  if (x === undefined || y === undefined) throw new TemplateFunctionError('invalid type for comparison')
  return x < y
}

export function lessOrEqual(a: GoValue, b: GoValue): boolean {
  return less(a, b) || equal(a, [b])
}

export function greater(a: GoValue, b: GoValue): boolean {
  return !lessOrEqual(a, b)
}

export function greaterOrEqual(a: GoValue, b: GoValue): boolean {
  return !less(a, b)
}
