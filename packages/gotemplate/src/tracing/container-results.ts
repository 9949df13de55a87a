/** Table: where the items of maps and lists come from that functions make or change. */
import { deepEqual } from '../functions/sprig/deep-equal.ts'
import { formatValue } from '../format.ts'
import { underlyingOf } from '../truth.ts'
import type { GoMap, GoValue } from '../value.ts'
import { entriesOf, isContainer, type Key } from './container.ts'
import { allOf, both, decided, type Dependence } from './dependence.ts'
import { depending, Traced, untraced } from './traced.ts'
import { argument, dependenceOfAll, type TracedCall } from './traced-call.ts'

type ResultTracer = (call: TracedCall, result: GoValue) => GoValue

export const containerResults: Readonly<Record<string, ResultTracer>> = {
  dict: traceDict,
  list: traceList,
  tuple: traceList,
  set: traceSet,
  unset: traceUnset,
  merge: returnFirst,
  mustMerge: returnFirst,
  mergeOverwrite: returnFirst,
  mustMergeOverwrite: returnFirst,
  deepCopy: traceCopy,
  mustDeepCopy: traceCopy,
  pick: traceSelection,
  omit: traceSelection,
  keys: traceKeys,
  values: traceValues,
  pluck: tracePluck,
  until: traceUntil,
  ...everywhere(
    ['append', 'push', 'prepend', 'concat', 'rest', 'initial', 'reverse', 'toStrings'],
    traceMoved,
  ),
  ...everywhere(['slice', 'compact', 'uniq', 'without', 'sortAlpha'], traceKept),
}

/** Under each name and its twin that begins with `must`. */
function everywhere(names: readonly string[], tracer: ResultTracer): Record<string, ResultTracer> {
  const twins = names.flatMap((name) => [name, `must${name.charAt(0).toUpperCase()}${name.slice(1)}`])
  return Object.fromEntries(twins.map((name) => [name, tracer]))
}

function traceDict({ args, origins }: TracedCall, result: GoValue): GoValue {
  for (let i = 0; i < args.length; i += 2) {
    const [key = null, value = null] = [args[i], args[i + 1]]
    if (value instanceof Traced) origins.put(result, formatValue(untraced(key)), value)
    if (key instanceof Traced) origins.taint(result, undefined, decided(key.dependence))
  }
  return result
}

function traceList({ args, origins }: TracedCall, result: GoValue): GoValue {
  for (let index = 0; index < args.length; index++) {
    const arg = args[index]
    if (arg instanceof Traced) origins.put(result, index, arg)
  }
  return result
}

/** The map itself, under whatever decided that it was this one. */
function returnFirst(call: TracedCall): GoValue {
  return argument(call, 0)
}

function traceSet(call: TracedCall): GoValue {
  const { args, origins, guard } = call
  const [map = null, key = null, value = null] = args
  const keyed = decided(origins.of(key, 'whole'))
  origins.put(map, formatValue(untraced(key)), value, both(keyed, guard))
  if (keyed !== undefined) origins.taint(map, undefined, keyed)
  return map
}

function traceUnset(call: TracedCall): GoValue {
  const { args, origins, guard } = call
  const [map = null, key = null] = args
  const keyed = decided(origins.of(key, 'whole'))
  origins.put(map, formatValue(untraced(key)), null, both(keyed, guard))
  return map
}

/** A copy depends, key by key, on what it copies. */
function traceCopy(call: TracedCall, result: GoValue): GoValue {
  const source = argument(call, 0)
  if (!isContainer(result)) return source
  call.origins.copy(untraced(source), result)
  return source instanceof Traced ? depending(result, source.dependence) : result
}

/** The same keys of the same map: pick and omit. */
function traceSelection(call: TracedCall, result: GoValue): GoValue {
  const { args, origins } = call
  const [map = null, ...keys] = args
  const chosen = allOf(keys.map((key) => decided(origins.of(key, 'whole'))))
  origins.make(result, { shape: both(decided(origins.of(map, 'shape')), chosen), absent: chosen })
  for (const [key, item] of result as GoMap) origins.put(result, key, origins.child(map, key, item), chosen)
  return result
}

function traceKeys({ args, origins }: TracedCall, result: GoValue): GoValue {
  const shape = decided(allOf(args.map((map) => origins.of(map, 'shape'))))
  origins.make(result, { shape })
  for (const [index, key] of (result as readonly GoValue[]).entries()) {
    const name = formatValue(key)
    const owner = args.find((map) => mapOf(map)?.has(name)) ?? null
    origins.put(result, index, origins.keyOf(owner, name))
  }
  return result
}

/** The map that a value is, traced or not. */
export function mapOf(value: GoValue): GoMap | undefined {
  const map = underlyingOf(untraced(value))
  return map instanceof Map ? (map as GoMap) : undefined
}

function traceValues(call: TracedCall, result: GoValue): GoValue {
  const map = argument(call, 0)
  call.origins.make(result, { shape: decided(call.origins.of(map, 'shape')) })
  const entries = [...(mapOf(map) ?? [])]
  for (const [index, item] of (result as readonly GoValue[]).entries()) {
    const found = entries.findIndex(([, each]) => each === item)
    const [entry] = found === -1 ? [] : entries.splice(found, 1)
    if (entry !== undefined) call.origins.put(result, index, call.origins.child(map, entry[0], item))
  }
  return result
}

/** What several maps have under a key: whether each has it decided how many there are. */
function tracePluck({ args, origins }: TracedCall, result: GoValue): GoValue {
  const [key = null, ...maps] = args
  const name = formatValue(untraced(key))
  const items = maps.map((map) => origins.child(map, name, mapOf(map)?.get(name) ?? null))
  const shape = allOf([key, ...items].map((each) => origins.of(each, 'shape')))
  origins.make(result, { shape: decided(shape) })
  const there = items.filter((_, index) => mapOf(maps[index] ?? null)?.has(name) === true)
  for (const [index, item] of there.entries()) origins.put(result, index, item)
  return result
}

/** The numbers up to another: only how many there are depends on it. */
function traceUntil(call: TracedCall, result: GoValue): GoValue {
  call.origins.make(result, { shape: decided(dependenceOfAll(call)) })
  return result
}

/** A list of items that were in the arguments, of which all of them decided which are kept. */
function traceKept(call: TracedCall, result: GoValue): GoValue {
  return traceItems(call, result, dependenceOfAll(call))
}

/** A list of all items that were in the arguments, or all but one end: how many were there decided how many there are. */
function traceMoved(call: TracedCall, result: GoValue): GoValue {
  const { args, origins } = call
  const lists = args.filter((arg) => isContainer(underlyingOf(untraced(arg))))
  return traceItems(call, result, allOf(lists.map((list) => origins.of(list, 'shape'))))
}

/** Each item is looked for in the arguments, in order. */
function traceItems(call: TracedCall, result: GoValue, shape: Dependence): GoValue {
  if (!Array.isArray(result)) return depending(result, dependenceOfAll(call))
  const { args, origins } = call
  origins.make(result, { shape: decided(shape) })
  const candidates = new Candidates(args)
  const items = result as readonly GoValue[]
  for (let index = 0; index < items.length; index++) {
    const item = items[index] as GoValue
    const from = candidates.take(item, origins)
    origins.put(result, index, from === undefined ? depending(item, dependenceOfAll(call)) : from)
  }
  return result
}

/** The items of lists and maps among the arguments, and the other arguments themselves; each is taken once. */
class Candidates {
  private readonly values: GoValue[] = []
  /** What each is in; undefined where it is an argument. */
  private readonly owners: (GoValue | undefined)[] = []
  private readonly keys: Key[] = []
  private readonly taken = new Set<number>()
  private first = 0

  constructor(args: readonly GoValue[]) {
    for (const arg of args) {
      const inside = underlyingOf(untraced(arg))
      if (!Array.isArray(inside)) this.add(arg, undefined, 0)
      for (const [key, item] of entriesOf(inside)) this.add(item, arg, key)
    }
  }

  private add(value: GoValue, owner: GoValue | undefined, key: Key): void {
    this.values.push(value)
    this.owners.push(owner)
    this.keys.push(key)
  }

  /** The first that is the same as an item, with what is known of it. */
  take(item: GoValue, origins: TracedCall['origins']): GoValue | undefined {
    const { values, owners, keys, taken } = this
    for (let at = this.first; at < values.length; at++) {
      const value = values[at] as GoValue
      if (taken.has(at) || !isSame(untraced(value), item)) continue
      if (at === this.first) this.first++
      else taken.add(at)
      const owner = owners[at]
      return owner === undefined ? value : origins.child(owner, keys[at] as Key, value)
    }
    return undefined
  }
}

function isSame(a: GoValue, b: GoValue): boolean {
  if (a === b) return true
  if (typeof a === 'object' && a !== null) return typeof b === 'object' && b !== null && deepEqual(a, b)
  return typeof b === 'string' && formatValue(a) === b
}
