/**
 * The syntax tree of a template. The same nodes are made by the parser and by the builders (`build.ts`), and printed
 * by `print.ts`. `at` is the offset (UTF-16 units) in the source from which Go reports errors of the node.
 */
export type TemplateNode =
  | TextNode
  | CommentNode
  | ActionNode
  | BranchNode
  | InvokeNode
  | DefineNode
  | BreakNode
  | ContinueNode

/** Where a delimiter eats the white space next to it: `{{-` and `-}}`. Kept only for printing. */
export interface Trim {
  readonly left?: boolean
  readonly right?: boolean
}

export interface TextNode {
  readonly kind: 'text'
  readonly at: number
  readonly text: string
}

/** A comment. The parser drops comments, builders may write them. */
export interface CommentNode {
  readonly kind: 'comment'
  readonly at: number
  readonly text: string
  readonly trim?: Trim
}

export interface ActionNode {
  readonly kind: 'action'
  readonly at: number
  readonly pipe: PipeNode
  readonly trim?: Trim
}

/** if, with and range; `else if` and `else with` are an `otherwise` that holds just one branch of the same keyword. */
export interface BranchNode {
  readonly kind: 'if' | 'with' | 'range'
  readonly at: number
  readonly pipe: PipeNode
  readonly body: ListNode
  readonly otherwise?: ListNode
  readonly trim?: Trim
  readonly elseTrim?: Trim
  readonly endTrim?: Trim
}

/** `{{template "name" pipeline}}`. */
export interface InvokeNode {
  readonly kind: 'template'
  readonly at: number
  readonly name: string
  readonly pipe?: PipeNode
  readonly trim?: Trim
}

/** `{{define "name"}}…{{end}}`; the parser returns definitions as templates of their own, builders may write them. */
export interface DefineNode {
  readonly kind: 'define'
  readonly at: number
  readonly name: string
  readonly body: ListNode
  readonly trim?: Trim
  readonly endTrim?: Trim
}

export interface BreakNode {
  readonly kind: 'break'
  readonly at: number
  readonly trim?: Trim
}

export interface ContinueNode {
  readonly kind: 'continue'
  readonly at: number
  readonly trim?: Trim
}

export interface ListNode {
  readonly kind: 'list'
  readonly at: number
  readonly nodes: readonly TemplateNode[]
}

export interface PipeNode {
  readonly kind: 'pipe'
  readonly at: number
  readonly declarations: readonly VariableNode[]
  /** `=` and not `:=`. */
  readonly assigns: boolean
  readonly commands: readonly CommandNode[]
}

export interface CommandNode {
  readonly kind: 'command'
  readonly at: number
  /** At least one; the first says what is called. */
  readonly args: readonly OperandNode[]
}

export type OperandNode =
  | FieldNode
  | VariableNode
  | ChainNode
  | IdentifierNode
  | PipeNode
  | DotNode
  | NilNode
  | BoolNode
  | NumberNode
  | StringNode

/** `.a.b` */
export interface FieldNode {
  readonly kind: 'field'
  readonly at: number
  readonly names: readonly string[]
}

/** `$x.a.b`; the name keeps its dollar sign. */
export interface VariableNode {
  readonly kind: 'variable'
  readonly at: number
  readonly name: string
  readonly names: readonly string[]
}

/** `(pipeline).a.b`, or a function without arguments followed by fields. */
export interface ChainNode {
  readonly kind: 'chain'
  readonly at: number
  readonly base: OperandNode
  readonly names: readonly string[]
}

export interface IdentifierNode {
  readonly kind: 'identifier'
  readonly at: number
  readonly name: string
}

export interface DotNode {
  readonly kind: 'dot'
  readonly at: number
}

export interface NilNode {
  readonly kind: 'nil'
  readonly at: number
}

export interface BoolNode {
  readonly kind: 'bool'
  readonly at: number
  readonly value: boolean
}

/** Each reading that the literal allows, as Go's ideal constants: `1` is an integer and a float, `1.5` only a float. */
export interface NumberNode {
  readonly kind: 'number'
  readonly at: number
  readonly text: string
  readonly int?: bigint
  /** Set where the value fits an unsigned 64-bit integer. */
  readonly uint?: bigint
  readonly float?: number
  /** The parts of a literal that is written as complex. */
  readonly complex?: { readonly real: number; readonly imaginary: number }
}

export interface StringNode {
  readonly kind: 'string'
  readonly at: number
  /** As written, with its quotes. */
  readonly quoted: string
  readonly text: string
}

export type AnyNode = TemplateNode | ListNode | PipeNode | CommandNode | OperandNode

/** The text that templates were parsed from; the name is the one that error messages show. */
export interface TemplateSource {
  readonly name: string
  readonly text: string
}

/** One named template: a whole file or one `define` in it. */
export interface Template {
  readonly name: string
  readonly source: TemplateSource
  readonly root: ListNode
}

/** Whether there is nothing but white space and comments (Go: such a body never replaces another definition). */
export function isBlank(list: ListNode): boolean {
  return list.nodes.every(
    (node) => node.kind === 'comment' || (node.kind === 'text' && /^\s*$/.test(node.text)),
  )
}
