import { failure } from '@seaworthy/diagnostics'
import type { Declaration, JsonSchema, TypeOf } from './declaration.ts'

interface Options<T> {
  readonly default?: T
  readonly doc?: string
}

interface StringOptions extends Options<string> {
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly format?: string
  /** Promises letters, digits, dots and dashes only (hold it with `pattern`): it may then stand in names without quotes. */
  readonly token?: boolean
}

interface NumberOptions extends Options<number> {
  readonly min?: number
  readonly max?: number
}

interface ListOptions<T> extends Options<readonly Given<T>[]> {
  readonly minItems?: number
  readonly uniqueItems?: boolean
}

/** What a user writes: what may be null may also be absent. */
type Given<T> = T extends readonly (infer E)[]
  ? readonly Given<E>[]
  : T extends object
    ? { readonly [K in keyof T as null extends T[K] ? never : K]: Given<T[K]> } & {
        readonly [K in keyof T as null extends T[K] ? K : never]?: Given<T[K]>
      }
    : T

type Shape = Readonly<Record<string, Declaration>>
type ShapeType<S extends Shape> = { readonly [K in keyof S]: TypeOf<S[K]> }

/** Where Go starts to print a float64 with an exponent. */
const FIRST_EXPONENT = 1_000_000

function declared<T>(options: Options<unknown>, rest: Omit<Declaration<T>, 'doc'>): Declaration<T> {
  const fallback = 'default' in options ? { default: options.default } : {}
  return { doc: options.doc, ...rest, ...fallback }
}

function string(options: StringOptions = {}): Declaration<string> {
  const { pattern, minLength, maxLength, format, token = false } = options
  const schema = { type: 'string', ...present({ pattern, minLength, maxLength, format }) }
  return declared(options, { schema, result: { type: 'string', token } })
}

function oneOf<const T extends string>(choices: readonly T[], options: Options<T> = {}): Declaration<T> {
  const plain = choices.every((choice) => /^[A-Za-z][A-Za-z0-9-]*$/.test(choice) && !yamlWord.test(choice))
  return declared(options, {
    schema: { type: 'string', enum: choices },
    result: { type: 'string', plain, token: plain },
  })
}

/** Words that YAML 1.1 takes for something else. */
const yamlWord = /^(?:y|yes|n|no|true|false|on|off|null|nan|inf)$/i

function integer(options: NumberOptions = {}): Declaration<number> {
  const { min, max } = options
  const small = max !== undefined && max < FIRST_EXPONENT && (min ?? -1) > -FIRST_EXPONENT
  return declared(options, {
    schema: { type: 'integer', ...bounds(min, max) },
    result: { type: 'integer', small },
  })
}

function number(options: NumberOptions = {}): Declaration<number> {
  const schema = { type: 'number', ...bounds(options.min, options.max) }
  return declared(options, { schema, result: { type: 'number' } })
}

function bounds(minimum: number | undefined, maximum: number | undefined): JsonSchema {
  return present({ minimum, maximum })
}

function boolean(options: Options<boolean> = {}): Declaration<boolean> {
  return declared(options, { schema: { type: 'boolean' }, result: { type: 'boolean' } })
}

/** A list whose items are all alike. */
function list<T>(item: Declaration<T>, options: ListOptions<T> = {}): Declaration<readonly T[]> {
  const { minItems, uniqueItems } = options
  return declared(options, {
    schema: { type: 'array', ...present({ minItems, uniqueItems }) },
    item,
    result: { type: 'data', item: item.result },
  })
}

/** A map with free keys whose values are all alike. */
function map<T>(
  item: Declaration<T>,
  options: Options<Readonly<Record<string, T>>> = {},
): Declaration<Readonly<Record<string, T>>> {
  return declared(options, { schema: { type: 'object' }, item, result: { type: 'data', item: item.result } })
}

/**
 * Named fields. Unknown ones are refused, unless `open`. Its default is made of its fields' defaults;
 * as an item of a list it has none, because Helm fills nothing in there.
 */
function object<S extends Shape>(
  fields: S,
  options: { readonly doc?: string; readonly open?: boolean } = {},
): Declaration<ShapeType<S>> {
  refuseReserved(Object.keys(fields))
  return {
    doc: options.doc,
    schema: { type: 'object' },
    result: { type: 'data' },
    fields,
    closed: options.open !== true,
  }
}

/** Names that JavaScript itself asks of every object, so that `values.then` could not be told from a promise. */
const reserved = new Set(['then', 'toJSON'])

function refuseReserved(names: readonly string[]): void {
  const [taken] = names.filter((name) => reserved.has(name))
  if (taken === undefined) return
  throw failure({
    code: 'reserved-name',
    message: `a value cannot be called ${taken}, because JavaScript gives that name a meaning`,
    help: 'choose another name',
  })
}

/** An object that the chart hands on unread (`resources`, `affinity`); `T` is what the author takes it for. */
function free<T extends object = Readonly<Record<string, unknown>>>(
  options: Options<Readonly<Record<string, unknown>>> = {},
): Declaration<T> {
  return declared(options, { schema: { type: 'object' }, result: { type: 'data' } })
}

/** A list of objects that the chart hands on unread (`tolerations`, `extraEnv`). */
function freeList<T extends object = Readonly<Record<string, unknown>>>(
  options: Options<readonly Readonly<Record<string, unknown>>[]> = {},
): Declaration<readonly T[]> {
  return declared(options, { schema: { type: 'array', items: { type: 'object' } }, result: { type: 'data' } })
}

/** May be null, and is unless the user says otherwise: `runAsUser`. Null and absent are the same. */
function nullable<T>(declaration: Declaration<T>): Declaration<T | null> {
  return { default: null, ...declaration, optional: true }
}

/** A field of an object in a list that may be absent. */
function optional<T>(declaration: Declaration<T>): Declaration<T | null> {
  return { ...declaration, optional: true }
}

/** A number or a text, `1` or `50%`. */
function either<A, B>(
  first: Declaration<A>,
  second: Declaration<B>,
  options: Options<A | B> = {},
): Declaration<A | B> {
  const schema = { anyOf: [first.schema, second.schema] }
  return declared(options, { schema, result: { type: 'any' } })
}

function present(keywords: Readonly<Record<string, unknown>>): JsonSchema {
  return Object.fromEntries(Object.entries(keywords).filter(([, keyword]) => keyword !== undefined))
}

/** How values are declared: `value.integer({ default: 2, min: 1, doc: 'Pods' })`. */
export const value = {
  string,
  oneOf,
  integer,
  number,
  boolean,
  list,
  map,
  object,
  free,
  freeList,
  nullable,
  optional,
  either,
}
