import { areEqual } from './equal-values.ts'
import { compareExact, type ExactNumber, exactNumber, isMultiple } from './exact-number.ts'
import { isInstanceMap } from './instance.ts'
import { localizedCount, localizedNumber } from './localized-number.ts'
import { quoted, shown } from './quoted.ts'
import type { SchemaNode } from './schema-node.ts'

/** What is wrong with any value by itself; the first fault hides all others. */
export function assertScalar(node: SchemaNode, value: unknown): string | undefined {
  const { constant, format } = node
  if (constant !== undefined && !areEqual(value, constant.value)) {
    return isComposite(constant.value) ? "'const' failed" : `value must be ${shown(constant.value)}`
  }
  if (node.enum !== undefined && !node.enum.some((each) => areEqual(value, each))) return enumText(node.enum)
  if (format === undefined || typeof value !== 'string') return undefined
  const wrong = format.fault(value)
  return wrong === undefined ? undefined : `${shown(value)} is not valid ${format.name}: ${wrong}`
}

function isComposite(value: unknown): boolean {
  return Array.isArray(value) || isInstanceMap(value)
}

function enumText(values: readonly unknown[]): string {
  if (values.some(isComposite)) return "'enum' failed"
  return values.length === 1
    ? `value must be ${shown(values[0])}`
    : `value must be one of ${values.map(shown).join(', ')}`
}

export function assertString(node: SchemaNode, text: string): string[] {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern } = node
  const texts: string[] = []
  const length = minLength > 0 || maxLength < text.length ? Array.from(text).length : text.length
  if (length < minLength)
    texts.push(`minLength: got ${localizedCount(length)}, want ${localizedCount(minLength)}`)
  if (length > maxLength)
    texts.push(`maxLength: got ${localizedCount(length)}, want ${localizedCount(maxLength)}`)
  if (pattern !== undefined && !pattern.matches(text)) {
    texts.push(`${quoted(text)} does not match pattern ${quoted(pattern.source)}`)
  }
  return texts
}

/** Nothing for a value that is no number. */
export function assertNumber(node: SchemaNode, value: unknown): string[] {
  const limits = [node.minimum, node.maximum, node.exclusiveMinimum, node.exclusiveMaximum, node.multipleOf]
  if (limits.every((limit) => limit === undefined)) return []
  const number = exactNumber(value)
  if (number === undefined) return []
  const checks: [string, ExactNumber | undefined, (limit: ExactNumber) => boolean][] = [
    ['minimum', node.minimum, (limit) => compareExact(number, limit) < 0],
    ['maximum', node.maximum, (limit) => compareExact(number, limit) > 0],
    ['exclusiveMinimum', node.exclusiveMinimum, (limit) => compareExact(number, limit) <= 0],
    ['exclusiveMaximum', node.exclusiveMaximum, (limit) => compareExact(number, limit) >= 0],
    ['multipleOf', node.multipleOf, (limit) => !isMultiple(number, limit)],
  ]
  return checks.flatMap(([keyword, limit, isBroken]) =>
    limit !== undefined && isBroken(limit)
      ? [`${keyword}: got ${localizedNumber(number.nearest)}, want ${localizedNumber(limit.nearest)}`]
      : [],
  )
}
