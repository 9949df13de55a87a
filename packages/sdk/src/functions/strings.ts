import { callOf, type FunctionRule } from '../expr/call.ts'
import type { Arg, Expr, ExprNode } from '../expr/expr.ts'
import { argNode } from '../expr/literal.ts'
import { printable, textOf } from '../expr/text.ts'
import { pipe } from '../go/syntax.ts'

const string = { type: 'string' } as const
const boolean = { type: 'boolean' } as const

/** What is cut out of a token is a token. */
function cut(subject: Arg<string>) {
  return { type: 'string', token: argNode(subject).result.token === true } as const
}

const truncRule: FunctionRule = {
  name: 'trunc',
  piped: true,
  evaluate: (length: number, subject: string) => Buffer.from(subject).subarray(0, length).toString(),
}

/** The first `length` bytes: Kubernetes names end at 63. */
export function trunc(subject: Arg<string>, length: number): Expr<string> {
  return callOf(truncRule, cut(subject), length, subject)
}

const trimSuffixRule: FunctionRule = {
  name: 'trimSuffix',
  piped: true,
  evaluate: (suffix: string, subject: string) =>
    suffix !== '' && subject.endsWith(suffix) ? subject.slice(0, -suffix.length) : subject,
}

/** Without `suffix` at its end, once. */
export function trimSuffix(subject: Arg<string>, suffix: string): Expr<string> {
  return callOf(trimSuffixRule, cut(subject), suffix, subject)
}

const trimPrefixRule: FunctionRule = {
  name: 'trimPrefix',
  piped: true,
  evaluate: (prefix: string, subject: string) =>
    subject.startsWith(prefix) ? subject.slice(prefix.length) : subject,
}

export function trimPrefix(subject: Arg<string>, prefix: string): Expr<string> {
  return callOf(trimPrefixRule, cut(subject), prefix, subject)
}

const trimRule: FunctionRule = { name: 'trim', piped: true, evaluate: (subject: string) => subject.trim() }

/** Without white space at both ends. */
export function trim(subject: Arg<string>): Expr<string> {
  return callOf(trimRule, cut(subject), subject)
}

const lowerRule: FunctionRule = {
  name: 'lower',
  piped: true,
  evaluate: (subject: string) => subject.toLowerCase(),
}

export function lowerCase(subject: Arg<string>): Expr<string> {
  return callOf(lowerRule, cut(subject), subject)
}

const upperRule: FunctionRule = {
  name: 'upper',
  piped: true,
  evaluate: (subject: string) => subject.toUpperCase(),
}

export function upperCase(subject: Arg<string>): Expr<string> {
  return callOf(upperRule, cut(subject), subject)
}

const replaceRule: FunctionRule = {
  name: 'replace',
  piped: true,
  evaluate: (old: string, replacement: string, subject: string) => subject.replaceAll(old, () => replacement),
}

/** Every `old` becomes `replacement`. */
export function replace(subject: Arg<string>, old: Arg<string>, replacement: Arg<string>): Expr<string> {
  return callOf(replaceRule, string, old, replacement, subject)
}

const containsRule: FunctionRule = {
  name: 'contains',
  evaluate: (part: string, subject: string) => subject.includes(part),
}

export function contains(subject: Arg<string>, part: Arg<string>): Expr<boolean> {
  return callOf(containsRule, boolean, part, subject)
}

const hasPrefixRule: FunctionRule = {
  name: 'hasPrefix',
  evaluate: (prefix: string, subject: string) => subject.startsWith(prefix),
}

export function hasPrefix(subject: Arg<string>, prefix: Arg<string>): Expr<boolean> {
  return callOf(hasPrefixRule, boolean, prefix, subject)
}

const hasSuffixRule: FunctionRule = {
  name: 'hasSuffix',
  evaluate: (suffix: string, subject: string) => subject.endsWith(suffix),
}

export function hasSuffix(subject: Arg<string>, suffix: Arg<string>): Expr<boolean> {
  return callOf(hasSuffixRule, boolean, suffix, subject)
}

const toStringRule: FunctionRule = {
  name: 'toString',
  piped: true,
  evaluate: (subject: unknown) => textOf(subject),
  lower: ([subject], { lower }) =>
    pipe('toString', printable(subject as ExprNode, lower(subject as ExprNode))),
}

/** A number or a boolean as text: `"8000"`, `"true"`. Stays text in YAML. */
export function toText(subject: Expr<string | number | boolean>): Expr<string> {
  return callOf(toStringRule, string, subject)
}

const b64encRule: FunctionRule = {
  name: 'b64enc',
  piped: true,
  evaluate: (subject: string) => Buffer.from(subject).toString('base64'),
}

export function base64(subject: Arg<string>): Expr<string> {
  return callOf(b64encRule, string, subject)
}

const splitRule: FunctionRule = {
  name: 'splitList',
  evaluate: (separator: string, subject: string) => subject.split(separator),
}

export function split(subject: Arg<string>, separator: string): Expr<readonly string[]> {
  return callOf(splitRule, { type: 'data', item: { type: 'string' } }, separator, subject)
}

const joinRule: FunctionRule = {
  name: 'join',
  piped: true,
  evaluate: (separator: string, list: readonly string[]) => list.join(separator),
}

/** The texts with `separator` between them. */
export function join(list: Expr<readonly string[]>, separator: string): Expr<string> {
  return callOf(joinRule, string, separator, list)
}
