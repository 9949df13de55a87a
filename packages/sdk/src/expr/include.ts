import { call, type GoExpr, goString, pipe } from '../go/syntax.ts'
import type { NamedTemplate } from '../template/named-template.ts'
import { type ExprNode, isExpr } from './expr.ts'
import type { ExprRules, Lowering } from './rules-of.ts'

/** The result of a named template. */
export interface IncludeNode extends ExprNode {
  readonly kind: 'include'
  readonly template: NamedTemplate
  readonly args: ReadonlyMap<string, ExprNode>
}

export const includeRules: ExprRules<IncludeNode> = {
  children: (node) => [...node.args.values()],
  evaluate(node, { evaluate, template, world }) {
    const bindings = node.template.parameters.map(
      ({ name, identity }) => [identity, evaluate(argument(node, name))] as const,
    )
    return template(node.template.body, new Map([...world.bindings, ...bindings])) ?? nothingOf(node.template)
  },
  lower(node, lowering) {
    const text = lowerInclude(node, lowering)
    if (node.template.gives === 'text') return text
    return pipe(reader(node.template), text)
  },
}

/** What is read from a template that printed nothing. */
function nothingOf({ gives }: NamedTemplate): unknown {
  if (gives === 'text') return ''
  return gives === 'map' ? {} : []
}

/** JSON where the body is an expression: `toYaml` cuts off the last line break, and may so change a text. */
function reader({ gives, body }: NamedTemplate): string {
  const language = isExpr(body) ? 'Json' : 'Yaml'
  return `from${language}${gives === 'list' ? 'Array' : ''}`
}

/** The call as text: what the template prints. */
export function lowerInclude(node: IncludeNode, lowering: Lowering): GoExpr {
  return call('include', goString(lowering.helper(node.template)), context(node, lowering))
}

/** Without parameters a template gets the root itself, otherwise a map that holds it. */
function context(node: IncludeNode, lowering: Lowering): GoExpr {
  const { parameters } = node.template
  if (parameters.length === 0) return lowering.rootContext()
  const args = parameters.flatMap(({ name }) => [goString(name), lowering.lower(argument(node, name))])
  return call('dict', goString('root'), lowering.rootContext(), ...args)
}

function argument(node: IncludeNode, name: string): ExprNode {
  const found = node.args.get(name)
  if (found === undefined) throw new TypeError(`template ${node.template.name} was called without ${name}`)
  return found
}
