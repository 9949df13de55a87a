import type { GoExpr } from '../go/syntax.ts'
import type { ExprNode } from './expr.ts'

/** What an expression may be computed from. Nothing here comes from the compiler. */
export interface World {
  readonly values: unknown
  readonly release: Readonly<Record<string, unknown>>
  readonly chart: Readonly<Record<string, unknown>>
  readonly capabilities: { readonly kubeVersion: string; readonly apiVersions: readonly string[] }
  readonly files: ReadonlyMap<string, string>
  /** Loop variables and template parameters, by the identity that their node holds. */
  readonly bindings: ReadonlyMap<object, unknown>
}

export interface Evaluation {
  readonly world: World
  evaluate(node: ExprNode): unknown
  /** Evaluates with one more binding. */
  evaluateWith(identity: object, value: unknown, node: ExprNode): unknown
  /** The result of a named template: text, or data. */
  template(body: unknown, bindings: ReadonlyMap<object, unknown>): unknown
}

export interface Lowering {
  lower(node: ExprNode): GoExpr
  /** How the chart's root is reached here: `root('Values', 'web')` is `.Values.web`, `$.Values.web`, … */
  root(...path: readonly string[]): GoExpr
  /** What to hand to `include` so that the template finds the root. */
  rootContext(): GoExpr
  variable(identity: object): GoExpr
  /** A name for a variable that is free here, starting with `$`. */
  fresh(hint: string): string
  /** The loop that the name belonged to has ended. */
  release(name: string): void
  /** An action that must run before the one that is being written: `$hosts := list`. */
  statement(action: string): void
  /** The rules inside `range $name := …`: the dot is something else there, the variable has its name. */
  inLoop(identity: object, name: string): Lowering
  /** Asks for a named template to be written into `_helpers.tpl`; gives its full name. */
  helper(helper: HelperRequest): string
}

/** A named template that an expression leans on: the author's own, or one of the compiler's. */
export interface HelperRequest {
  readonly name: string
}

/** What the passes must know of one kind. Recursion is handed in, so a kind imports no pass. */
export interface ExprRules<N extends ExprNode> {
  children(node: N): readonly ExprNode[]
  evaluate(node: N, evaluation: Evaluation): unknown
  lower(node: N, lowering: Lowering): GoExpr
}
