import { type Block, blockNode, isBlock } from '../block/block.ts'
import { type ExprNode, isExpr, nodeOf } from '../expr/expr.ts'
import { and, not, or } from '../functions/logic.ts'
import { exprOf } from '../expr/expr.ts'

/** When something is written: always, when a condition holds, or for reasons that only the loop inside knows. */
export type Presence = 'always' | ExprNode | 'unknown'

/** When a value is written at all. A map or list all of whose parts were left out is left out itself. */
export function presenceOf(body: unknown): Presence {
  if (isExpr(body)) return 'always'
  if (isBlock(body)) return presenceOfBlock(body, presenceOf)
  if (Array.isArray(body)) return body.length === 0 ? 'always' : anyOf(body.map(presenceOfItem))
  if (typeof body !== 'object' || body === null) return 'always'
  const values = Object.values(body)
  return values.length === 0 ? 'always' : anyOf(values.map(presenceOf))
}

/** When at least one item comes of what stands in a list. */
function presenceOfItem(item: unknown): Presence {
  if (!isBlock(item)) return presenceOf(item)
  const node = blockNode(item)
  return node.kind === 'spread' ? node.list : presenceOfBlock(item, presenceOfItems)
}

/** Inside a block, a list stands for several items. */
function presenceOfItems(body: unknown): Presence {
  return Array.isArray(body) ? anyOf(body.map(presenceOfItem)) : presenceOfItem(body)
}

/** When at least one entry comes of a part of a map. */
export function presenceOfPart(part: unknown): Presence {
  if (isExpr(part)) return presenceOfMap(nodeOf(part))
  return isBlock(part) ? presenceOfBlock(part, presenceOfPart) : presenceOf(part)
}

function presenceOfMap(node: ExprNode): Presence {
  return printsEntries(node) ? 'always' : node
}

/** A named template whose body always has an entry. */
export function printsEntries(node: ExprNode): boolean {
  if (node.kind !== 'include') return false
  const { body, gives } = (node as ExprNode & { template: { body: unknown; gives: string } }).template
  return gives !== 'text' && !isExpr(body) && (Array.isArray(body) ? body.length > 0 : true) && solid(body)
}

function solid(body: unknown): boolean {
  const empty = !isBlock(body) && typeof body === 'object' && body !== null && Object.keys(body).length === 0
  return !empty && presenceOf(body) === 'always'
}

function presenceOfBlock(block: Block, inner: (body: unknown) => Presence): Presence {
  const node = blockNode(block)
  switch (node.kind) {
    case 'when':
      return node.otherwise === undefined
        ? both(node.condition, inner(node.body))
        : chosen(node.condition, inner(node.body), inner(node.otherwise.body))
    case 'with':
    case 'each':
      return inner(node.body) === 'always' ? node.subject : 'unknown'
    case 'fields':
      return node.parts.length === 0 ? 'always' : anyOf(node.parts.map(presenceOfPart))
    case 'spread':
      return node.list
    case 'entry':
      return presenceOf(node.value)
    case 'block-text':
      return 'always'
  }
}

function both(condition: ExprNode, presence: Presence): Presence {
  if (presence === 'unknown') return presence
  return presence === 'always' ? condition : nodeOf(and(exprOf(condition), exprOf(presence)))
}

function chosen(condition: ExprNode, yes: Presence, no: Presence): Presence {
  if (yes === 'always' && no === 'always') return 'always'
  const opposite = nodeOf(not(exprOf(condition)))
  return anyOf([both(condition, yes), both(opposite, no)])
}

function anyOf(presences: readonly Presence[]): Presence {
  if (presences.includes('always')) return 'always'
  if (presences.includes('unknown') || presences.length === 0) return 'unknown'
  const conditions = presences.map((each) => exprOf(each as ExprNode))
  const [only] = conditions
  return nodeOf(conditions.length === 1 && only !== undefined ? only : or(...conditions))
}
