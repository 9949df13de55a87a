import { callOf, type FunctionRule } from '../expr/call.ts'
import type { Arg, Expr } from '../expr/expr.ts'

const int = { type: 'integer', native: true } as const

const int64Rule: FunctionRule = {
  name: 'int64',
  piped: true,
  evaluate: (subject: unknown) =>
    typeof subject === 'string' ? parseInt64(subject) : Math.trunc(Number(subject ?? 0)),
}

function parseInt64(text: string): number {
  return /^[+-]?\d+$/.test(text) ? Number(text) : 0
}

/** As a whole number; what is none becomes 0. */
export function toInteger(subject: Expr<string | number>): Expr<number> {
  return callOf(int64Rule, int, subject)
}

const addRule: FunctionRule = { name: 'add', evaluate: (left: number, right: number) => left + right }
const subRule: FunctionRule = { name: 'sub', evaluate: (left: number, right: number) => left - right }
const mulRule: FunctionRule = { name: 'mul', evaluate: (left: number, right: number) => left * right }
const minRule: FunctionRule = {
  name: 'min',
  evaluate: (left: number, right: number) => Math.min(left, right),
}
const maxRule: FunctionRule = {
  name: 'max',
  evaluate: (left: number, right: number) => Math.max(left, right),
}

/** Sum of whole numbers. */
export function add(left: Arg<number>, right: Arg<number>): Expr<number> {
  return callOf(addRule, int, left, right)
}

export function subtract(left: Arg<number>, right: Arg<number>): Expr<number> {
  return callOf(subRule, int, left, right)
}

export function multiply(left: Arg<number>, right: Arg<number>): Expr<number> {
  return callOf(mulRule, int, left, right)
}

export function minimum(left: Arg<number>, right: Arg<number>): Expr<number> {
  return callOf(minRule, int, left, right)
}

export function maximum(left: Arg<number>, right: Arg<number>): Expr<number> {
  return callOf(maxRule, int, left, right)
}
