/**
 * Makes template nodes from other programs than the parser: what a compiler to templates writes. Nodes made here stand
 * at offset 0; `templateText` turns them into text, which the parser reads back as the same nodes.
 */
import type {
  ActionNode,
  BranchNode,
  CommandNode,
  CommentNode,
  DefineNode,
  InvokeNode,
  ListNode,
  OperandNode,
  PipeNode,
  TemplateNode,
  TextNode,
  Trim,
} from './node.ts'
import { goQuote } from './quote.ts'

const at = 0

/** Text outside of actions. Throws where it would open an action. */
export function textNode(text: string): TextNode {
  if (text.includes('{{'))
    throw new RangeError('text of a template must not contain "{{": print it with an action')
  return { kind: 'text', at, text }
}

export function commentNode(text: string, trim?: Trim): CommentNode {
  if (text.includes('*/')) throw new RangeError('a comment of a template must not contain "*/"')
  return { kind: 'comment', at, text, ...trimmed(trim) }
}

/** `{{ operand }}` */
export function actionNode(value: OperandNode, trim?: Trim): ActionNode {
  return { kind: 'action', at, pipe: pipeOf(value), ...trimmed(trim) }
}

/** `{{ $name := operand }}` */
export function declareNode(name: string, value: OperandNode, trim?: Trim): ActionNode {
  return { kind: 'action', at, pipe: declaring([name], value, false), ...trimmed(trim) }
}

/** `{{ $name = operand }}` */
export function assignNode(name: string, value: OperandNode, trim?: Trim): ActionNode {
  return { kind: 'action', at, pipe: declaring([name], value, true), ...trimmed(trim) }
}

/** What a branch may have besides its condition and body. */
export interface BranchParts {
  readonly otherwise?: readonly TemplateNode[]
  readonly trim?: Trim
  readonly elseTrim?: Trim
  readonly endTrim?: Trim
}

export function ifNode(
  condition: OperandNode,
  body: readonly TemplateNode[],
  parts: BranchParts = {},
): BranchNode {
  return branch('if', pipeOf(condition), body, parts)
}

export function withNode(
  value: OperandNode,
  body: readonly TemplateNode[],
  parts: BranchParts = {},
): BranchNode {
  return branch('with', pipeOf(value), body, parts)
}

/** A range; `variables` are none, the element's, or the key's and the element's, with their dollar signs. */
export function rangeNode(
  variables: readonly [] | readonly [string] | readonly [string, string],
  value: OperandNode,
  body: readonly TemplateNode[],
  parts: BranchParts = {},
): BranchNode {
  return branch('range', declaring(variables, value, false), body, parts)
}

/** `{{ template "name" operand }}` */
export function invokeNode(name: string, data?: OperandNode, trim?: Trim): InvokeNode {
  return {
    kind: 'template',
    at,
    name,
    ...(data === undefined ? {} : { pipe: pipeOf(data) }),
    ...trimmed(trim),
  }
}

export function defineNode(
  name: string,
  body: readonly TemplateNode[],
  trim?: Trim,
  endTrim?: Trim,
): DefineNode {
  const ends = endTrim === undefined ? {} : { endTrim }
  return { kind: 'define', at, name, body: listNode(body), ...trimmed(trim), ...ends }
}

function listNode(nodes: readonly TemplateNode[]): ListNode {
  return { kind: 'list', at, nodes }
}

/** `.a.b`; with no names, the dot. */
export function field(...names: readonly string[]): OperandNode {
  return names.length === 0 ? { kind: 'dot', at } : { kind: 'field', at, names: names.map(checkedName) }
}

/** `$name.a.b`; the name with its dollar sign, `$` for the root. */
export function variable(name: string, ...names: readonly string[]): OperandNode {
  if (!/^\$[\p{L}\p{Nd}_]*$/u.test(name)) throw new RangeError(`not the name of a variable: ${name}`)
  return { kind: 'variable', at, name, names: names.map(checkedName) }
}

/** Fields of any operand: `(index .a 0).b`. */
export function chain(base: OperandNode, ...names: readonly string[]): OperandNode {
  if (base.kind === 'dot') return field(...names)
  if (base.kind === 'field' || base.kind === 'variable')
    return { ...base, names: [...base.names, ...names.map(checkedName)] }
  const inner = base.kind === 'pipe' || base.kind === 'identifier' ? base : pipeOf(base)
  return { kind: 'chain', at, base: inner, names: names.map(checkedName) }
}

/** A function with its arguments: `default "x" .a`. */
export function call(name: string, ...args: readonly OperandNode[]): PipeNode {
  return pipeline([{ kind: 'command', at, args: [{ kind: 'identifier', at, name }, ...args] }])
}

/** `operand | f a | g`: each later stage is a call, whose last argument is the value before it. */
export function piped(value: OperandNode, ...stages: readonly PipeNode[]): PipeNode {
  return pipeline([...pipeOf(value).commands, ...stages.flatMap((stage) => stage.commands)])
}

export function stringNode(text: string): OperandNode {
  return { kind: 'string', at, quoted: goQuote(text), text }
}

/** An integer literal, which is an int to Go. */
export function intNode(value: bigint | number): OperandNode {
  const int = BigInt(value)
  return {
    kind: 'number',
    at,
    text: String(int),
    int,
    float: Number(int),
    ...(int >= 0n ? { uint: int } : {}),
  }
}

/** A literal that Go reads as float64, also where the number is whole. */
export function floatNode(value: number): OperandNode {
  if (!Number.isFinite(value)) throw new RangeError(`no literal for ${value}`)
  const text = String(value)
  return { kind: 'number', at, text: /[.e]/.test(text) ? text : `${text}.0`, float: value }
}

export function boolNode(value: boolean): OperandNode {
  return { kind: 'bool', at, value }
}

export function nilNode(): OperandNode {
  return { kind: 'nil', at }
}

function branch(
  kind: BranchNode['kind'],
  pipe: PipeNode,
  body: readonly TemplateNode[],
  { otherwise, trim, elseTrim, endTrim }: BranchParts,
): BranchNode {
  return {
    kind,
    at,
    pipe,
    body: listNode(body),
    ...(otherwise === undefined ? {} : { otherwise: listNode(otherwise) }),
    ...trimmed(trim),
    ...(elseTrim === undefined ? {} : { elseTrim }),
    ...(endTrim === undefined ? {} : { endTrim }),
  }
}

function declaring(names: readonly string[], value: OperandNode, assigns: boolean): PipeNode {
  const declarations = names.map((name) => ({ kind: 'variable', at, name, names: [] }) as const)
  return { ...pipeOf(value), declarations, assigns }
}

function pipeline(commands: readonly CommandNode[]): PipeNode {
  return { kind: 'pipe', at, declarations: [], assigns: false, commands }
}

/** A pipe as it is; another operand as a pipeline of one. */
function pipeOf(value: OperandNode): PipeNode {
  return value.kind === 'pipe' ? value : pipeline([{ kind: 'command', at, args: [value] }])
}

function trimmed(trim: Trim | undefined): { trim?: Trim } {
  return trim === undefined ? {} : { trim }
}

/** A key that is no identifier cannot be written after a dot: `index` reads it. */
function checkedName(name: string): string {
  if (!/^[\p{L}_][\p{L}\p{Nd}_]*$/u.test(name)) throw new RangeError(`not a field name: ${name} (use index)`)
  return name
}
