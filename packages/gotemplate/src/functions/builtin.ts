import { type FunctionTable, type TemplateFunction, TemplateFunctionError } from '../function.ts'
import { typeName } from '../go-type.ts'
import { printValue } from '../format.ts'
import { sprint, sprintf, sprintln } from '../printf.ts'
import { isNil, isTruthy } from '../truth.ts'
import type { GoValue, ParameterType } from '../value.ts'
import { equal, greater, greaterOrEqual, less, lessOrEqual } from './compare.ts'
import { escapeHtml, escapeJs, escapeQuery } from './escape.ts'
import { index, length, slice } from './index-slice.ts'

/** The functions that every template has (Go: text/template/funcs.go). */
export const builtinFunctions: FunctionTable = {
  and: shortCircuit(false),
  or: shortCircuit(true),
  not: fixed(['value'], ([value]) => !isTruthy(value as GoValue)),
  len: fixed(['value'], ([value]) => length(value as GoValue)),
  index: variadic(['value'], 'value', ([value, ...keys]) => index(value as GoValue, keys)),
  slice: variadic(['value'], 'value', ([value, ...bounds]) => slice(value as GoValue, bounds)),
  print: variadic([], 'any', sprint),
  println: variadic([], 'any', sprintln),
  printf: variadic(['string'], 'any', ([format, ...args]) => sprintf(format as string, args)),
  html: variadic([], 'any', (args) => escapeHtml(textOf(args))),
  js: variadic([], 'any', (args) => escapeJs(textOf(args))),
  urlquery: variadic([], 'any', (args) => escapeQuery(textOf(args))),
  call: {
    ...variadic(['value'], 'value', ([value, callee]) => refuseCall(value as GoValue, callee as string)),
    takesCallee: true,
  },
  eq: variadic(['value'], 'value', ([value, ...others]) => equal(value as GoValue, others)),
  ne: fixed(['value', 'value'], ([a, b]) => !equal(a as GoValue, [b as GoValue])),
  lt: fixed(['value', 'value'], ([a, b]) => less(a as GoValue, b as GoValue)),
  le: fixed(['value', 'value'], ([a, b]) => lessOrEqual(a as GoValue, b as GoValue)),
  gt: fixed(['value', 'value'], ([a, b]) => greater(a as GoValue, b as GoValue)),
  ge: fixed(['value', 'value'], ([a, b]) => greaterOrEqual(a as GoValue, b as GoValue)),
}

type Body = (args: readonly GoValue[]) => GoValue

function fixed(parameters: readonly ParameterType[], call: Body): TemplateFunction {
  return { parameters, call }
}

function variadic(first: readonly ParameterType[], rest: ParameterType, call: Body): TemplateFunction {
  return { parameters: [...first, rest], variadic: true, call }
}

/** and, or: the executor itself evaluates them, operand by operand. */
function shortCircuit(until: boolean): TemplateFunction {
  const call = (args: readonly GoValue[]): GoValue =>
    args.find((value) => isTruthy(value) === until) ?? args[args.length - 1] ?? null
  return { parameters: ['value', 'value'], variadic: true, shortCircuit: until, call }
}

/** The text that escaping functions work on: what printing the arguments gives, nil included. */
function textOf(args: readonly GoValue[]): string {
  return sprint(args.map((each) => (isNil(each) ? printValue(each) : each)))
}

/** No value here is a function. */
function refuseCall(value: GoValue, callee: string): never {
  if (isNil(value)) throw new TemplateFunctionError('call of nil')
  throw new TemplateFunctionError(`non-function ${callee} of type ${typeName(value)}`)
}
