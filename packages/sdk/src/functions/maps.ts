import { assist, type Assistant } from '../expr/assist.ts'
import { callOf, type FunctionRule } from '../expr/call.ts'
import type { Arg, Expr } from '../expr/expr.ts'
import { argNode } from '../expr/literal.ts'

type Dict = Readonly<Record<string, unknown>>

const mergeByNameAssistant: Assistant = {
  name: 'mergeByName',
  doc: 'Lists of named items as one list: the first place of a name counts, its last value wins.',
  lines: [
    '$byName := dict',
    '$names := list',
    'range .',
    'range .',
    'if not (hasKey $byName .name)',
    '$names = append $names .name',
    'end',
    '$_ := set $byName .name .',
    'end',
    'end',
    '$merged := list',
    'range $names',
    '$merged = append $merged (get $byName .)',
    'end',
    'toJson $merged',
  ],
  gives: 'list',
  evaluate: (...lists: readonly (readonly { name: string }[])[]) => {
    const byName = new Map(lists.flat().map((item) => [item.name, item]))
    return [...byName.values()]
  },
}

/** Lists of named items (env, volumes) as one: a later list wins over an earlier one, each name comes once. */
export function mergeByName<T extends { readonly name: string }>(
  ...lists: readonly Expr<readonly T[]>[]
): Expr<readonly T[]> {
  return assist(mergeByNameAssistant, ...lists)
}

const overlayAssistant: Assistant = {
  name: 'overlay',
  doc: 'Maps as one map: a later one wins, key by key, also with zero, false and empty values.',
  lines: [
    '$merged := dict',
    'range .',
    'range $key, $value := .',
    '$_ := set $merged $key $value',
    'end',
    'end',
    'toJson $merged',
  ],
  gives: 'map',
  evaluate: (...maps: readonly (Dict | null)[]) => Object.assign({}, ...maps),
}

/** Maps as one, key by key; a later map wins, whatever its value is (sprig's `merge` would skip zero and false). */
export function overlay<T extends object>(...maps: readonly Expr<Partial<T>>[]): Expr<T> {
  return assist(overlayAssistant, ...maps)
}

const withoutNullsAssistant: Assistant = {
  name: 'withoutNulls',
  doc: 'A map without its null entries; zero, false and empty values stay.',
  lines: [
    '$kept := dict',
    'range .',
    'range $key, $value := .',
    'if not (kindIs "invalid" $value)',
    '$_ := set $kept $key $value',
    'end',
    'end',
    'end',
    'toJson $kept',
  ],
  gives: 'map',
  evaluate: (map: Dict | null) =>
    Object.fromEntries(Object.entries(map ?? {}).filter(([, each]) => each !== null)),
}

/** A map without its null entries: `runAsUser: null` goes, `runAsUser: 0` stays. */
export function withoutNulls<T extends object>(map: Expr<T>): Expr<T> {
  return assist(withoutNullsAssistant, map)
}

const getRule: FunctionRule = {
  name: 'index',
  evaluate: (map: Dict, key: string) => map[key] ?? null,
}

/** One entry of a map, or null. */
export function get<T>(map: Expr<Readonly<Record<string, T>>>, key: Arg<string>): Expr<T | null> {
  return callOf(getRule, argNode(map).result.item ?? { type: 'any' }, map, key)
}

const hasKeyRule: FunctionRule = {
  name: 'hasKey',
  evaluate: (map: Dict, key: string) => Object.hasOwn(map, key),
}

export function hasKey(map: Expr<object>, key: Arg<string>): Expr<boolean> {
  return callOf(hasKeyRule, { type: 'boolean' }, map, key)
}

const sortedKeysRule: FunctionRule = {
  name: 'keys',
  evaluate: (map: Dict) => Object.keys(map).toSorted(),
  lower: ([map], { lower }) => ({
    call: 'sortAlpha',
    args: [{ call: 'keys', args: map === undefined ? [] : [lower(map)] }],
    piped: true,
  }),
}

/** The keys of a map, sorted: Go's own order is another one each time. */
export function sortedKeys(map: Expr<object>): Expr<readonly string[]> {
  return callOf(sortedKeysRule, { type: 'data', item: { type: 'string' } }, map)
}
