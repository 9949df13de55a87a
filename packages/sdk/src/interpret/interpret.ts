import { type Block, type BlockNode, blockNode, isBlock } from '../block/block.ts'
import { type ExprNode, isExpr, nodeOf } from '../expr/expr.ts'
import { rulesFor } from '../expr/rules.ts'
import type { Evaluation, World } from '../expr/rules-of.ts'
import { isTrue } from '../expr/truth.ts'

/** Stands for a field, item or object that is not written. */
export const absent: unique symbol = Symbol('absent')

/** The value of an expression, computed from its tree; no template is involved. */
export function evaluate(node: ExprNode, world: World): unknown {
  return rulesFor(node).evaluate(node, evaluationIn(world))
}

function evaluationIn(world: World): Evaluation {
  return {
    world,
    evaluate: (node) => evaluate(node, world),
    evaluateWith: (identity, value, node) => evaluate(node, bind(world, identity, value)),
    template: (body, bindings) => presentOr(interpret(body, { ...world, bindings }), null),
  }
}

function bind(world: World, identity: object, value: unknown): World {
  return { ...world, bindings: new Map(world.bindings).set(identity, value) }
}

function presentOr(value: unknown, fallback: unknown): unknown {
  return value === absent ? fallback : value
}

/** What an author wrote, as the plain value that it comes to, or `absent`. */
export function interpret(body: unknown, world: World): unknown {
  if (isExpr(body)) return evaluate(nodeOf(body), world)
  if (isBlock(body)) return interpretBlock(body, world)
  if (Array.isArray(body)) return wholeOf(body, itemsOf(body, world))
  if (typeof body !== 'object' || body === null) return body
  const entries = entriesOf(body, world)
  return Object.keys(body).length > 0 && entries.length === 0 ? absent : Object.fromEntries(entries)
}

function wholeOf(written: readonly unknown[], items: readonly unknown[]): unknown {
  return written.length > 0 && items.length === 0 ? absent : items
}

/** A block where one value stands. */
function interpretBlock(block: Block, world: World): unknown {
  const node = blockNode(block)
  if (node.kind === 'fields') {
    const entries = node.parts.flatMap((part) => entriesOf(part, world))
    return node.parts.length > 0 && entries.length === 0 ? absent : Object.fromEntries(entries)
  }
  if (node.kind === 'block-text') return oneLineBreak(String(evaluate(node.text, world)))
  const [only = absent] = branches(node, world).map(([body, inner]) => interpret(body, inner))
  return only
}

function oneLineBreak(text: string): string {
  const trimmed = text.trim()
  return trimmed === '' ? '' : `${trimmed}\n`
}

/** The bodies of a block that are written, each with what it sees. */
function branches(node: BlockNode, world: World): readonly (readonly [body: unknown, world: World])[] {
  if (node.kind === 'when') {
    if (isTrue(evaluate(node.condition, world))) return [[node.body, world]]
    return node.otherwise === undefined ? [] : [[node.otherwise.body, world]]
  }
  if (node.kind === 'with') {
    const subject = evaluate(node.subject, world)
    return isTrue(subject) ? [[node.body, bind(world, node.variable, subject)]] : []
  }
  return node.kind === 'each' ? rounds(node, world) : []
}

function rounds(node: BlockNode & { kind: 'each' }, world: World): readonly (readonly [unknown, World])[] {
  const subject = evaluate(node.subject, world) ?? {}
  const pairs = Array.isArray(subject) ? [...subject.entries()] : sortedEntries(subject)
  return pairs.map(([key, value]) => {
    const withItem = bind(world, node.item, value)
    return [node.body, node.key === undefined ? withItem : bind(withItem, node.key.identity, key)]
  })
}

/** As Go ranges over a map: by key, in byte order. */
function sortedEntries(map: object): readonly (readonly [string, unknown])[] {
  return Object.entries(map).toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
}

/** The items of a list in which blocks may stand. */
function itemsOf(items: readonly unknown[], world: World): readonly unknown[] {
  return items.flatMap((item) => {
    if (!isBlock(item)) return kept(interpret(item, world))
    const node = blockNode(item)
    if (node.kind === 'spread') return listOf(evaluate(node.list, world))
    if (node.kind === 'fields' || node.kind === 'block-text') return kept(interpretBlock(item, world))
    return branches(node, world).flatMap(([body, inner]) =>
      itemsOf(Array.isArray(body) ? body : [body], inner),
    )
  })
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function kept(value: unknown): readonly unknown[] {
  return value === absent ? [] : [value]
}

type Entry = readonly [key: string, value: unknown]

/** The entries that one part of a map comes to. */
function entriesOf(part: unknown, world: World): readonly Entry[] {
  if (isExpr(part)) return Object.entries(evaluate(nodeOf(part), world) ?? {})
  if (!isBlock(part))
    return Object.entries(part as object).flatMap(([key, value]) => entryOf(key, value, world))
  const node = blockNode(part)
  if (node.kind === 'fields') return node.parts.flatMap((each) => entriesOf(each, world))
  if (node.kind === 'entry') return entryOf(String(evaluate(node.key, world)), node.value, world)
  return branches(node, world).flatMap(([body, inner]) => entriesOf(body, inner))
}

function entryOf(key: string, body: unknown, world: World): readonly Entry[] {
  return kept(interpret(body, world)).map((value) => [key, value])
}
