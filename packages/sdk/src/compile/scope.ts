import { failure } from '@seaworthy/diagnostics'
import type { CallNode } from '../expr/call.ts'
import type { ExprNode } from '../expr/expr.ts'
import { rulesFor } from '../expr/rules.ts'
import type { HelperRequest, Lowering } from '../expr/rules-of.ts'
import { atom, type GoExpr } from '../go/syntax.ts'

/** What one template (a file or a named one) shares among its scopes. */
export interface TemplateFrame {
  /** Identities of its parameters; with parameters the root is `.root`. */
  readonly parameters: ReadonlyMap<object, string>
  readonly usedNames: Set<string>
  readonly requestHelper: (helper: HelperRequest) => string
}

export function frameOf(
  requestHelper: TemplateFrame['requestHelper'],
  parameters: TemplateFrame['parameters'] = new Map(),
): TemplateFrame {
  return { parameters, usedNames: new Set(), requestHelper }
}

interface ScopeChanges {
  readonly dotIsContext?: boolean
  readonly names?: ReadonlyMap<object, string>
  readonly assumed?: ReadonlySet<ExprNode | string>
}

/** Where `and` holds, each of its arguments does. */
function partsOf(condition: ExprNode): readonly ExprNode[] {
  const { rule, args } = condition as CallNode
  const isAnd = condition.kind === 'call' && rule.name === 'and'
  return isAnd ? [condition, ...args.flatMap(partsOf)] : [condition]
}

/**
 * A place in a template: what the dot is there and which variables have a name. Actions that must run first collect in
 * `statements` until the emitter writes them.
 */
export class Scope implements Lowering {
  private readonly frame: TemplateFrame
  /** Whether the dot is still what the template was called with. */
  private readonly dotIsContext: boolean
  private readonly names: ReadonlyMap<object, string>
  private readonly pending: string[]
  /** Lists that were collected into a variable, which this block and the blocks in it can use again. */
  private readonly collected: Map<ExprNode, GoExpr>
  /** Conditions that hold here, because a block around asked for them; as nodes and as text. */
  private readonly assumed: ReadonlySet<ExprNode | string>

  constructor(frame: TemplateFrame, outer?: Scope, changes: ScopeChanges = {}) {
    this.frame = frame
    this.dotIsContext = changes.dotIsContext ?? outer?.dotIsContext ?? true
    this.names = changes.names ?? outer?.names ?? new Map()
    this.pending = outer?.pending ?? []
    this.collected = new Map(outer?.collected)
    this.assumed = changes.assumed ?? outer?.assumed ?? new Set()
  }

  readonly lower = (node: ExprNode): GoExpr => {
    const known = this.collected.get(node)
    if (known !== undefined) return known
    const lowered = rulesFor(node).lower(node, this)
    if (node.kind === 'collect') this.collected.set(node, lowered)
    return lowered
  }

  /** Inside a block of its own, in which `condition` holds. */
  within(condition: ExprNode, text: string): Scope {
    const assumed = new Set([...this.assumed, ...partsOf(condition), text])
    return new Scope(this.frame, this, { assumed })
  }

  /** Inside a block of its own. */
  inside(): Scope {
    return new Scope(this.frame, this)
  }

  knows(list: ExprNode): boolean {
    return this.collected.has(list)
  }

  assumes(condition: ExprNode | string): boolean {
    return this.assumed.has(condition)
  }

  root(...path: readonly string[]): GoExpr {
    const steps = [...(this.frame.parameters.size > 0 ? ['root'] : []), ...path]
    return atom(this.dotIsContext ? `.${steps.join('.')}` : ['$', ...steps].join('.'))
  }

  rootContext(): GoExpr {
    return this.root()
  }

  variable(identity: object): GoExpr {
    const parameter = this.frame.parameters.get(identity)
    if (parameter !== undefined) return atom(`${this.dotIsContext ? '' : '$'}.${parameter}`)
    const name = this.names.get(identity)
    if (name === undefined) throw strayVariable(identity)
    return atom(name)
  }

  fresh(hint: string): string {
    const base = hint.replace(/\W/g, '') || 'value'
    let name = `$${base}`
    for (let count = 2; this.frame.usedNames.has(name); count++) name = `$${base}${count}`
    this.frame.usedNames.add(name)
    return name
  }

  release(name: string): void {
    this.frame.usedNames.delete(name)
  }

  statement(action: string): void {
    this.pending.push(action)
  }

  /** The statements that were asked for since the last call. */
  takeStatements(): readonly string[] {
    return this.pending.splice(0)
  }

  inLoop(identity: object, name: string): Scope {
    return new Scope(this.frame, this, {
      dotIsContext: false,
      names: new Map(this.names).set(identity, name),
    })
  }

  helper(helper: HelperRequest): string {
    return this.frame.requestHelper(helper)
  }
}

function strayVariable(identity: object) {
  const name = 'name' in identity ? ` "${String(identity.name)}"` : ''
  return failure({
    code: 'stray-variable',
    message: `the variable${name} of a loop, an ifSet or a template was used outside of it`,
    help: 'use it only inside the function that was given it',
  })
}
