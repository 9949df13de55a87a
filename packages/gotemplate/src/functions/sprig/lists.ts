import type { FunctionTable, TemplateFunction } from '../../function.ts'
import { isList, kindOf, nilList, ofType, typeName } from '../../go-type.ts'
import { isTruthy, underlyingOf } from '../../truth.ts'
import type { GoValue } from '../../value.ts'
import { toInt64 } from './cast.ts'
import { deepEqual } from './deep-equal.ts'
import { define, defineVariadic, fail, listOr, nilDereference } from './define.ts'

const list = defineVariadic([], 'any', (_none, items) => items)

const push = define(['any', 'any'], ([items, item]) => [...listOr(items, 'Cannot push on type'), item])

const prepend = define(['any', 'any'], ([items, item]) => [item, ...listOr(items, 'Cannot prepend on type')])

const first = define(['any'], ([items]) => listOr(items, 'Cannot find first on type')[0] ?? null)

const last = define(['any'], ([items]) => listOr(items, 'Cannot find last on type').at(-1) ?? null)

const rest = define(['any'], ([items]) => withoutOne(listOr(items, 'Cannot find rest on type'), 1))

const initial = define(['any'], ([items]) => withoutOne(listOr(items, 'Cannot find initial on type'), 0))

const reverse = define(['any'], ([items]) => listOr(items, 'Cannot find reverse on type').toReversed())

const compact = define(['any'], ([items]) => listOr(items, 'Cannot compact on type').filter(isTruthy))

const uniq = define(['any'], ([items]) => unique(listOr(items, 'Cannot find uniq on type')))

const without = defineVariadic(['any'], 'any', ([items], unwanted) =>
  listOr(items, 'Cannot find without on type').filter(
    (item) => !unwanted.some((other) => deepEqual(other, item)),
  ),
)

const has = define(['any', 'any'], ([needle, items]) => {
  if (items === null) return false
  return listOr(items, 'Cannot find has on type').some((item) => deepEqual(needle, item))
})

const slice = defineVariadic(['any'], 'any', ([items, ...indices], more) =>
  part(items, [...indices, ...more]),
)

const chunk = define(['int', 'any'], ([size, items]) =>
  chunks(listOr(items, 'Cannot chunk type'), Number(size)),
)

/** Lists. Each answers a new list: what was handed in stays as it was. */
export const listFunctions: FunctionTable = {
  list,
  tuple: list,
  ...withMust({
    push,
    prepend,
    first,
    last,
    rest,
    initial,
    reverse,
    compact,
    uniq,
    without,
    has,
    slice,
    chunk,
  }),
  append: push,
  mustAppend: push,
  concat: defineVariadic([], 'any', (_none, lists) => concatenate(lists)),
}

/** sprig offers a twin `mustX` that returns the error instead of panicking; inside a template both read the same. */
function withMust(functions: FunctionTable): FunctionTable {
  const twins: Record<string, TemplateFunction> = {}
  for (const [name, fn] of Object.entries(functions)) {
    twins[name] = fn
    twins[`must${name.charAt(0).toUpperCase()}${name.slice(1)}`] = fn
  }
  return twins
}

/** Without its first item (from 1) or its last (from 0); nil where there was none. */
function withoutOne(items: readonly GoValue[], from: 0 | 1): GoValue[] {
  return items.length === 0 ? nilList() : items.slice(from, items.length - 1 + from)
}

function unique(items: readonly GoValue[]): GoValue[] {
  const kept: GoValue[] = []
  for (const item of items) if (!kept.some((other) => deepEqual(item, other))) kept.push(item)
  return kept
}

/** `slice LIST START END`: nil for an empty list, whatever the bounds. The answer has the type of the list. */
function part(items: GoValue, indices: readonly GoValue[]): GoValue {
  const whole = listOr(items, 'list should be type of slice or array but')
  if (whole.length === 0) return null
  const start = Number(toInt64(indices[0] ?? null))
  const end = indices.length < 2 ? whole.length : Number(toInt64(indices[1] ?? null))
  if (start < 0 || start > end || end > whole.length) fail('reflect.Value.Slice: slice index out of bounds')
  return ofType(whole.slice(start, end), typeName(whole))
}

/** list.go, mustChunk: a negative size does not always fail. */
function chunks(items: readonly GoValue[], size: number): GoValue[] {
  const count = Math.floor((items.length - 1) / size) + 1
  if (size === 0 || count < 0) fail('runtime error: makeslice: len out of range')
  const parts = Array.from({ length: count }, (_, at) => {
    const length = at < count - 1 ? size : items.length % size || size
    if (length < 0) fail('runtime error: makeslice: len out of range')
    return items.slice(at * size, at * size + length)
  })
  return ofType(parts, '[][]interface {}')
}

function concatenate(lists: readonly GoValue[]): GoValue {
  const found: GoValue[] = []
  for (const items of lists) {
    if (items === null) fail(nilDereference)
    const list = underlyingOf(items)
    if (!isList(list)) fail(`Cannot concat type ${kindOf(items)} as list`)
    for (const item of list) found.push(item)
  }
  return found.length === 0 ? nilList() : found
}
