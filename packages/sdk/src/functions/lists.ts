import { callOf, type FunctionRule } from '../expr/call.ts'
import type { Arg, Expr, Result } from '../expr/expr.ts'
import { argNode } from '../expr/literal.ts'

const data = { type: 'data' } as const

const texts = { type: 'data', item: { type: 'string' } } as const

/** The result type of an item, where the list says it. */
function itemResult(list: Expr<readonly unknown[]>): Result {
  return argNode(list).result.item ?? { type: 'any' }
}

/** What the items of several lists have in common. */
function alike(items: readonly (Result | undefined)[]): Result {
  const types = new Set(items.map((item) => item?.type))
  const [type] = types
  return types.size === 1 && type !== undefined ? { type: 'data', item: { type } } : data
}

const listRule: FunctionRule = { name: 'list', evaluate: (...items: readonly unknown[]) => items }

/** A list of values and expressions. */
export function listOf<T>(...items: readonly Arg<T>[]): Expr<readonly T[]> {
  return callOf(listRule, alike(items.map((item) => argNode(item).result)), ...items)
}

const concatRule: FunctionRule = {
  name: 'concat',
  evaluate: (...lists: readonly (readonly unknown[])[]) => lists.flat(1),
}

/** One list after the other. */
export function concat<T>(...lists: readonly Expr<readonly T[]>[]): Expr<readonly T[]> {
  return callOf(concatRule, alike(lists.map((list) => argNode(list).result.item)), ...lists)
}

const uniqRule: FunctionRule = {
  name: 'uniq',
  piped: true,
  evaluate: (list: readonly unknown[]) => [...new Set(list)],
}

/** Without repetitions; the first of each stays. */
export function uniq(list: Expr<readonly string[]>): Expr<readonly string[]> {
  return callOf(uniqRule, texts, list)
}

const compactRule: FunctionRule = {
  name: 'compact',
  piped: true,
  evaluate: (list: readonly unknown[]) => list.filter((item) => item !== '' && item !== null),
}

/** Without empty texts and nulls. */
export function compact(list: Expr<readonly (string | null)[]>): Expr<readonly string[]> {
  return callOf(compactRule, texts, list)
}

const firstRule: FunctionRule = { name: 'first', evaluate: (list: readonly unknown[]) => list[0] ?? null }

/** The first item, or null when there is none. */
export function first<T>(list: Expr<readonly T[]>): Expr<T | null> {
  return callOf(firstRule, itemResult(list), list)
}

const hasRule: FunctionRule = {
  name: 'has',
  evaluate: (item: unknown, list: readonly unknown[]) => list.includes(item),
}

/** Whether a text is in the list. */
export function includes(list: Expr<readonly string[]>, item: Arg<string>): Expr<boolean> {
  return callOf(hasRule, { type: 'boolean' }, item, list)
}

const sortRule: FunctionRule = {
  name: 'sortAlpha',
  piped: true,
  evaluate: (list: readonly string[]) =>
    list.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
}

export function sortAlpha(list: Expr<readonly string[]>): Expr<readonly string[]> {
  return callOf(sortRule, texts, list)
}

const lenRule: FunctionRule = {
  name: 'len',
  evaluate: (subject: string | readonly unknown[] | object) => {
    if (typeof subject === 'string') return Buffer.byteLength(subject)
    return Array.isArray(subject) ? subject.length : Object.keys(subject).length
  },
}

/** Items of a list, entries of a map, bytes of a text. */
export function length(subject: Expr<string | readonly unknown[] | object>): Expr<number> {
  return callOf(lenRule, { type: 'integer', native: true }, subject)
}
