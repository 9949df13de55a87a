import { identityOf, loopVariable } from '../expr/collect.ts'
import { type Arg, type Expr, exprOf, nodeOf } from '../expr/expr.ts'
import { argNode } from '../expr/literal.ts'
import { type Ref, referenceNode, refOf } from '../expr/ref.ts'
import { blockOf, type Entries, type Items, type Templated } from './block.ts'

/** The items that `body` makes, one (or several, as a list) for each item of `list`. `as` names the loop variable. */
export function each<T, const V>(
  list: Expr<readonly T[]>,
  body: (item: Ref<T>) => V | readonly V[],
  options: { readonly as?: string } = {},
): Items<V> {
  const name = options.as ?? 'item'
  const variable = loopVariable(nodeOf(list), name)
  return blockOf({
    kind: 'each',
    over: 'list',
    subject: nodeOf(list),
    item: identityOf(variable),
    itemName: name,
    body: body(refOf(variable)),
  })
}

/** What `body` makes of each entry of a map, in the order of the keys: `entry(…)` in `fields`, items in a list. */
export function eachEntry<T, const V>(
  map: Expr<Readonly<Record<string, T>>>,
  body: (key: Expr<string>, value: Ref<T>) => V,
  options: { readonly as?: readonly [key: string, value: string] } = {},
): Items<V> & Entries<V extends Entries<infer W> ? W : V> {
  const [keyName, itemName] = options.as ?? ['key', 'value']
  const variable = loopVariable(nodeOf(map), itemName)
  const identity = { name: keyName }
  const key: Expr<string> = exprOf(referenceNode({ variable: identity }, [], undefined, { type: 'string' }))
  return blockOf({
    kind: 'each',
    over: 'map',
    subject: nodeOf(map),
    item: identityOf(variable),
    itemName,
    key: { identity, name: keyName },
    body: body(key, refOf(variable)),
  })
}

/** All items of a list: `...values.extraEnv`, if that could be written. */
export function spread<T>(list: Expr<readonly T[]>): Items<Templated<T>> {
  return blockOf({ kind: 'spread', list: nodeOf(list) })
}

/** One field whose name is an expression. */
export function entry<const V>(key: Arg<string>, value: V): Entries<V> {
  return blockOf({ kind: 'entry', key: argNode(key), value })
}
