import { atom, type GoExpr } from '../go/syntax.ts'
import { call } from '../go/syntax.ts'
import { goString } from '../go/syntax.ts'
import type { ReferenceNode } from './ref.ts'
import type { Evaluation, ExprRules, Lowering } from './rules-of.ts'

export const referenceRules: ExprRules<ReferenceNode> = {
  children: () => [],
  evaluate: (node, evaluation) => node.path.reduce(readField, origin(node, evaluation)),
  lower: (node, lowering) => lowerPath(node, lowering),
}

function origin(node: ReferenceNode, { world }: Evaluation): unknown {
  if ('variable' in node.origin) return world.bindings.get(node.origin.variable) ?? null
  const [root, ...path] = node.origin.root
  return path.reduce(readField, rootValue(root, world))
}

function rootValue(root: string | undefined, world: Evaluation['world']): unknown {
  if (root === 'Values') return world.values
  if (root === 'Release') return world.release
  if (root === 'Chart') return world.chart
  return { KubeVersion: { Version: world.capabilities.kubeVersion } }
}

/** An absent key is null, as `nil` is what a template sees. */
function readField(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return null
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : null
}

/** Go reads `.a.b` only where the names are identifiers; other keys go through `index`. */
function lowerPath(node: ReferenceNode, lowering: Lowering): GoExpr {
  const odd = node.path.findIndex((name) => !/^[A-Za-z_]\w*$/.test(name))
  const dotted = odd === -1 ? node.path : node.path.slice(0, odd)
  const base = start(node, dotted, lowering)
  return odd === -1 ? base : call('index', base, ...node.path.slice(odd).map(goString))
}

function start(node: ReferenceNode, dotted: readonly string[], lowering: Lowering): GoExpr {
  if ('root' in node.origin) return lowering.root(...node.origin.root, ...dotted)
  const variable = lowering.variable(node.origin.variable)
  const text = 'atom' in variable ? variable.atom : ''
  if (dotted.length === 0) return variable
  return atom(text === '.' ? `.${dotted.join('.')}` : [text, ...dotted].join('.'))
}
