import { DiagnosticError } from '@seaworthy/diagnostics'
import { fixedClock, stream } from '@seaworthy/sim'
import { expect, test } from 'vitest'
import recorded from '../testdata/go-answers.json' with { type: 'json' }
import { goMessage } from './execution-error.ts'
import { formatValue } from './format.ts'
import {
  type ExecutionHost,
  type FunctionTable,
  type TemplateFunction,
  TemplateFunctionError,
} from './function.ts'
import { ofType } from './go-type.ts'
import { TemplateSet } from './template-set.ts'
import { isTruthy } from './truth.ts'
import { type GoMethod, GoStruct, type GoValue, Int64, type ParameterType } from './value.ts'

/** The answers of Go's own text/template, recorded by tools/oracles/gotemplate. */
interface RecordedCase {
  readonly template: string
  readonly files?: Readonly<Record<string, string>>
  readonly values?: unknown
  readonly strict?: boolean
  readonly output?: string
  readonly error?: string
}

/** The struct of the recording program. */
class Version extends GoStruct {
  readonly typeName = 'main.version'
  field(name: string): GoValue | undefined {
    return { Major: '1', Minor: 36n, Extra: new Map([['a', 'b']]) }[name]
  }
  override method(name: string): GoMethod | undefined {
    const methods: Record<string, GoMethod> = {
      Has: { parameters: ['string'], call: ([word]) => word === '1' },
      Sum: {
        parameters: ['int', 'int'],
        variadic: true,
        call: ([a, ...more]) => (a as bigint) + BigInt(more.length),
      },
      Broken: { parameters: [], call: () => fail('it is broken') },
    }
    return methods[name]
  }
  override text(): string {
    return '{1 36 map[a:b]}'
  }
}

function fail(text: string): never {
  throw new TemplateFunctionError(text)
}

type Call = (args: readonly GoValue[], host: ExecutionHost) => GoValue

function define(parameters: readonly ParameterType[], call: Call): TemplateFunction {
  return { parameters, call: (args, host) => call(args, host as ExecutionHost) }
}

function variadic(parameter: ParameterType, call: Call): TemplateFunction {
  return { ...define([parameter], call), variadic: true }
}

function dictOf(pairs: readonly GoValue[]): GoValue {
  const made = new Map<string, GoValue>()
  for (let i = 0; i + 1 < pairs.length; i += 2) made.set(formatValue(pairs[i] ?? null), pairs[i + 1] ?? null)
  return made
}

/** The functions of the recording program. */
const functions: FunctionTable = {
  include: define(['string', 'any'], ([name, data], host) =>
    host.templates.execute(name as string, data ?? null),
  ),
  dict: variadic('any', dictOf),
  list: variadic('any', (items) => items),
  upper: define(['string'], ([text]) => (text as string).toUpperCase()),
  first: define(['list'], ([items]) => (items as GoValue[])[0] ?? null),
  default: define(
    ['any', 'any'],
    ([fallback, value]) => (isTruthy(value ?? null) ? value : fallback) ?? null,
  ),
  int64: define(['int'], ([n]) => new Int64(n as bigint)),
  float: define(['float64'], ([n]) => n ?? null),
  flag: define(['bool'], ([b]) => b ?? null),
  hasKey: define(
    ['map', 'string'],
    ([map, key]) => (map as Map<string, GoValue> | null)?.has(key as string) ?? false,
  ),
  repeat: define(['int', 'string'], ([n, text]) => (text as string).repeat(Number(n))),
  refuse: define(['string'], ([text]) => fail(text as string)),
  null: define([], () => null),
  strings: variadic('string', (items) =>
    ofType(new Map(items.map((each) => [each as string, each])), 'map[string]string'),
  ),
  version: define([], () => new Version()),
}

function fromJson(value: unknown): GoValue {
  if (Array.isArray(value)) return value.map(fromJson)
  if (typeof value !== 'object' || value === null) return value as GoValue
  return new Map(Object.entries(value).map(([key, each]) => [key, fromJson(each)]))
}

function answer(each: RecordedCase, trace: boolean): { output: string } | { error: string } {
  const set = new TemplateSet(functions)
  try {
    for (const name of Object.keys(each.files ?? {}).sort()) set.add(name, each.files?.[name] ?? '')
    set.add('t', each.template)
    const host = { clock: fixedClock(0), random: stream(1, 'test'), noteEffect: () => undefined }
    const values = fromJson('values' in each ? each.values : recorded.values)
    const root = values instanceof Map ? { valuesRoot: values } : {}
    const { text, segments } = set.execute('t', values, {
      host,
      strict: each.strict ?? false,
      trace,
      ...root,
    })
    if (trace) expect(segments?.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text)
    return { output: text }
  } catch (error) {
    if (error instanceof DiagnosticError) return { error: goMessage(error) }
    throw error
  }
}

test.each(recorded.cases as readonly RecordedCase[])('Go answers $template', (each) => {
  const expected = each.error === undefined ? { output: each.output } : { error: each.error }
  expect(answer(each, false)).toEqual(expected)
  // Tracing changes nothing of the output, and its segments cover all of it.
  expect(answer(each, true)).toEqual(expected)
})
