import { callOf, type FunctionRule } from '../expr/call.ts'
import type { Arg, Condition, Expr, ExprNode } from '../expr/expr.ts'
import { argNode } from '../expr/literal.ts'
import { isTrue } from '../expr/truth.ts'
import { call, type GoExpr } from '../go/syntax.ts'

const boolean = { type: 'boolean' } as const

function truthOf(conditions: readonly Condition[]) {
  const all = conditions.every((each) => argNode(each).result.type === 'boolean')
  return all ? boolean : ({ type: 'truth' } as const)
}

const andRule: FunctionRule = { name: 'and', evaluate: (...args: readonly unknown[]) => args.every(isTrue) }
const orRule: FunctionRule = { name: 'or', evaluate: (...args: readonly unknown[]) => args.some(isTrue) }
const notRule: FunctionRule = { name: 'not', evaluate: (arg: unknown) => !isTrue(arg) }

/** True when every condition is; the rest is not computed after a false one. */
export function and(...conditions: readonly Condition[]): Expr<boolean> {
  return callOf(andRule, truthOf(conditions), ...conditions)
}

/** True when one condition is. */
export function or(...conditions: readonly Condition[]): Expr<boolean> {
  return callOf(orRule, truthOf(conditions), ...conditions)
}

export function not(condition: Condition): Expr<boolean> {
  return callOf(notRule, boolean, condition)
}

/**
 * Numbers from YAML are float64 and do not compare with Go's int literals: both sides become int64, or float64.
 * Where a side may be a number or a text, its JSON is compared.
 */
function comparison(
  name: string,
  evaluate: (left: never, right: never) => boolean,
  unsure: string,
): FunctionRule {
  return {
    name,
    evaluate,
    lower: (args, { lower }) =>
      call(name, ...args.map((each) => comparable(each, args, unsure, lower(each)))),
  }
}

function comparable(node: ExprNode, all: readonly ExprNode[], unsure: string, lowered: GoExpr): GoExpr {
  if (all.some((each) => each.result.type === 'any')) return call(unsure, lowered)
  if (all.some((each) => each.result.type === 'number')) return call('float64', lowered)
  const convert = node.result.type === 'integer' && node.result.native !== true
  return convert ? call('int64', lowered) : lowered
}

const eqRule = comparison('eq', (left: unknown, right: unknown) => left === right, 'toJson')
const neRule = comparison('ne', (left: unknown, right: unknown) => left !== right, 'toJson')
const ltRule = comparison('lt', (left: number, right: number) => left < right, 'float64')
const leRule = comparison('le', (left: number, right: number) => left <= right, 'float64')
const gtRule = comparison('gt', (left: number, right: number) => left > right, 'float64')
const geRule = comparison('ge', (left: number, right: number) => left >= right, 'float64')

type Comparable = string | number | boolean

/** Equal; both sides of one type. */
export function eq<T extends Comparable>(left: Expr<T>, right: Arg<NoInfer<T>>): Expr<boolean> {
  return callOf(eqRule, boolean, left, right)
}

export function ne<T extends Comparable>(left: Expr<T>, right: Arg<NoInfer<T>>): Expr<boolean> {
  return callOf(neRule, boolean, left, right)
}

export function lt(left: Arg<number>, right: Arg<number>): Expr<boolean> {
  return callOf(ltRule, boolean, left, right)
}

export function le(left: Arg<number>, right: Arg<number>): Expr<boolean> {
  return callOf(leRule, boolean, left, right)
}

export function gt(left: Arg<number>, right: Arg<number>): Expr<boolean> {
  return callOf(gtRule, boolean, left, right)
}

export function ge(left: Arg<number>, right: Arg<number>): Expr<boolean> {
  return callOf(geRule, boolean, left, right)
}

const emptyRule: FunctionRule = { name: 'empty', evaluate: (arg: unknown) => !isTrue(arg) }

/** Empty in Helm's sense: absent, null, zero, false, `''`, `[]`, `{}`. */
export function isEmpty(subject: Expr<unknown>): Expr<boolean> {
  return callOf(emptyRule, boolean, subject)
}

const presentRule: FunctionRule = {
  name: 'kindIs',
  evaluate: (arg: unknown) => arg !== null && arg !== undefined,
  lower: ([subject], { lower }) =>
    call('not', call('kindIs', { atom: '"invalid"' }, lower(subject as ExprNode))),
}

/** Neither null nor absent: zero, false and empty are present. */
export function isPresent(subject: Expr<unknown>): Expr<boolean> {
  return callOf(presentRule, boolean, subject)
}

const defaultRule: FunctionRule = {
  name: 'default',
  piped: true,
  evaluate: (fallback: unknown, subject: unknown) => (isTrue(subject) ? subject : fallback),
}

/**
 * The subject, or the fallback when the subject is empty: also zero and false, as in Helm. `orElse` keeps those.
 */
export function defaultTo<T>(subject: Expr<T | null>, fallback: Arg<NoInfer<T>>): Expr<T> {
  const [result, other] = [argNode(subject).result, argNode(fallback).result]
  const type = result.type === 'any' ? other.type : result.type
  const flags = {
    token: result.token === true && other.token === true,
    plain: result.plain === true && other.plain === true,
    small: result.small === true && (other.small === true || other.native === true),
  }
  return callOf(defaultRule, { type, ...flags }, fallback, subject)
}

const coalesceRule: FunctionRule = {
  name: 'coalesce',
  evaluate: (...args: readonly unknown[]) => args.find(isTrue) ?? null,
}

/** The first that is not empty, or null. */
export function coalesce<T>(...candidates: readonly Arg<T | null>[]): Expr<T | null> {
  const types = new Set(candidates.map((each) => argNode(each).result.type))
  const [only] = types
  return callOf(coalesceRule, { type: types.size === 1 && only !== undefined ? only : 'any' }, ...candidates)
}
