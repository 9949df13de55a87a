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

  constructor(
    frame: TemplateFrame,
    dotIsContext = true,
    names: ReadonlyMap<object, string> = new Map(),
    pending: string[] = [],
  ) {
    this.frame = frame
    this.dotIsContext = dotIsContext
    this.names = names
    this.pending = pending
  }

  readonly lower = (node: ExprNode): GoExpr => rulesFor(node).lower(node, this)

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
    if (name === undefined) throw new TypeError('a loop variable was used outside of its loop')
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
    return new Scope(this.frame, false, new Map(this.names).set(identity, name), this.pending)
  }

  helper(helper: HelperRequest): string {
    return this.frame.requestHelper(helper)
  }
}
