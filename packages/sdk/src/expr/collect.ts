import { atom, type GoExpr, printOperand, printPipeline } from '../go/syntax.ts'
import { type Arg, type Condition, type Expr, type ExprNode, exprOf, nodeOf } from './expr.ts'
import { argNode } from './literal.ts'
import { type Ref, refOf, referenceNode, type ReferenceNode } from './ref.ts'
import type { Evaluation, ExprRules, Lowering } from './rules-of.ts'
import { isTrue } from './truth.ts'
import type { Declaration } from '../values/declaration.ts'

/** A new list from the items of another: those for which `keep` holds, each as `item` makes it. */
export interface CollectNode extends ExprNode {
  readonly kind: 'collect'
  readonly list: ExprNode
  readonly variable: ReferenceNode
  readonly name: string
  readonly keep: ExprNode | undefined
  readonly item: ExprNode
}

interface CollectOptions<T> {
  /** Only the items for which this is true. */
  readonly where?: (item: Ref<T>) => Condition
  /** Name of the loop variable in the template. */
  readonly as?: string
}

/** Each item through `make`: `mapList(values.ingress.hosts, (each) => each.host)`. */
export function mapList<T, U>(
  list: Expr<readonly T[]>,
  make: (item: Ref<T>) => Arg<U>,
  options: CollectOptions<T> = {},
): Expr<readonly U[]> {
  const name = options.as ?? 'item'
  const variable = loopVariable(nodeOf(list), name)
  const ref = refOf<T>(variable)
  const made = make(ref)
  const keep = options.where === undefined ? undefined : nodeOf(options.where(ref))
  const node: CollectNode = {
    kind: 'collect',
    list: nodeOf(list),
    variable,
    name,
    keep,
    item: argNode(made),
    result: { type: 'data', item: argNode(made).result },
  }
  return exprOf(node)
}

/** The items for which `where` is true. */
export function filterList<T>(
  list: Expr<readonly T[]>,
  where: (item: Ref<T>) => Condition,
  options: { readonly as?: string } = {},
): Expr<readonly T[]> {
  return mapList<T, T>(list, (item) => item, { ...options, where })
}

/** A reference to the item of a loop over `list`, with the fields that were declared for it. */
export function loopVariable(list: ExprNode, name: string): ReferenceNode {
  const declared = itemDeclaration(list)
  return referenceNode({ variable: { name } }, [], declared, declared?.result ?? list.result.item)
}

/** What the values declare for the items of a list, also of one that was filtered. */
function itemDeclaration(list: ExprNode): Declaration | undefined {
  if (list.kind === 'reference') return (list as ReferenceNode).declaration?.item
  const item = list.kind === 'collect' ? (list as CollectNode).item : undefined
  return item?.kind === 'reference' ? (item as ReferenceNode).declaration : undefined
}

/** The identity of a loop variable. */
export function identityOf(variable: ReferenceNode): object {
  return 'variable' in variable.origin ? variable.origin.variable : variable
}

export const collectRules: ExprRules<CollectNode> = {
  children: (node) => [node.list, ...(node.keep === undefined ? [] : [node.keep]), node.item],
  evaluate: (node, evaluation) => collect(node, evaluation),
  lower: (node, lowering) => lowerCollect(node, lowering),
}

function collect(node: CollectNode, { evaluate, evaluateWith }: Evaluation): unknown {
  const list = (evaluate(node.list) ?? []) as readonly unknown[]
  const identity = identityOf(node.variable)
  const kept = list.filter(
    (each) => node.keep === undefined || isTrue(evaluateWith(identity, each, node.keep)),
  )
  return kept.map((each) => evaluateWith(identity, each, node.item))
}

function lowerCollect(node: CollectNode, lowering: Lowering): GoExpr {
  const list = lowering.lower(node.list)
  const result = lowering.fresh(`${node.name}s`)
  const item = lowering.fresh(node.name)
  const inner = lowering.inLoop(identityOf(node.variable), item)

  lowering.statement(`${result} := list`)
  lowering.statement(`range ${item} := ${printPipeline(list)}`)
  if (node.keep !== undefined) lowering.statement(`if ${printPipeline(inner.lower(node.keep))}`)
  const made = inner.lower(node.item)
  lowering.statement(`${result} = append ${result} ${printOperand(made)}`)
  if (node.keep !== undefined) lowering.statement('end')
  lowering.statement('end')
  lowering.release(item)
  return atom(result)
}
