import { call } from '../go/syntax.ts'
import { type Arg, type Expr, type ExprNode, exprOf, type Result } from './expr.ts'
import { argNode } from './literal.ts'
import type { ExprRules, World } from './rules-of.ts'

/** A method of one of the chart's built-in objects: `.Files.Get "notes.txt"`. */
export interface RootCallNode extends ExprNode {
  readonly kind: 'root-call'
  readonly path: readonly string[]
  readonly args: readonly ExprNode[]
  readonly compute: (world: World, ...args: readonly never[]) => unknown
}

function rootCall<T>(
  path: readonly string[],
  result: Result,
  compute: RootCallNode['compute'],
  ...args: readonly Arg<unknown>[]
): Expr<T> {
  const node: RootCallNode = { kind: 'root-call', path, args: args.map(argNode), compute, result }
  return exprOf(node)
}

/** The text of a file that the chart carries (`files` of `defineChart`). Empty when it carries none of that name. */
export function fileText(path: string): Expr<string> {
  return rootCall(['Files', 'Get'], { type: 'string' }, (world, name) => world.files.get(name) ?? '', path)
}

/** Whether the cluster serves an API: `hasApi('route.openshift.io/v1')`. */
export function hasApi(apiVersion: string): Expr<boolean> {
  const has: RootCallNode['compute'] = (world, name) => world.capabilities.apiVersions.includes(name)
  return rootCall(['Capabilities', 'APIVersions', 'Has'], { type: 'boolean' }, has, apiVersion)
}

export const rootCallRules: ExprRules<RootCallNode> = {
  children: (node) => node.args,
  evaluate: (node, { evaluate, world }) => node.compute(world, ...(node.args.map(evaluate) as never[])),
  lower(node, lowering) {
    const method = lowering.root(...node.path)
    return call('atom' in method ? method.atom : '', ...node.args.map(lowering.lower))
  },
}
