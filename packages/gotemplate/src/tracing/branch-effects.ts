import type { AnyNode, BranchNode, CommandNode, ListNode, PipeNode, TemplateNode } from '../node.ts'

/**
 * What a branch may do to what comes after it, whether it is taken or not: from the text of the template alone. What the
 * templates do that it includes is not looked at.
 */
export interface BranchEffects {
  /** Variables that it gives other values to. */
  readonly assigned: readonly string[]
  /** Calls that change a map. */
  readonly changes: readonly CommandNode[]
  /** Whether it may end a round of the loop around it. */
  readonly interrupts: boolean
  /**
   * How far right a line may begin that it writes first; `Infinity` where it may go on with the line before it. A text
   * can only grow by what begins further right than its key.
   */
  readonly reach: number
}

const changers: ReadonlySet<string> = new Set([
  'set',
  'unset',
  'merge',
  'mustMerge',
  'mergeOverwrite',
  'mustMergeOverwrite',
])

const known = new WeakMap<BranchNode, BranchEffects>()

export function effectsOf(node: BranchNode): BranchEffects {
  const before = known.get(node)
  if (before !== undefined) return before
  const found: Found = { assigned: new Set(), changes: [], interrupts: false }
  for (const list of listsOf(node)) visitList(list, node.kind === 'range' && list === node.body, found)
  const effects = { ...found, assigned: [...found.assigned], reach: branchReach(node) }
  known.set(node, effects)
  return effects
}

interface Found {
  readonly assigned: Set<string>
  readonly changes: CommandNode[]
  interrupts: boolean
}

function listsOf({ body, otherwise }: BranchNode): ListNode[] {
  return otherwise === undefined ? [body] : [body, otherwise]
}

function visitList(list: ListNode, isLoop: boolean, found: Found): void {
  for (const node of list.nodes) visitNode(node, isLoop, found)
}

function visitNode(node: TemplateNode, isLoop: boolean, found: Found): void {
  switch (node.kind) {
    case 'action':
      return visitPipe(node.pipe, found)
    case 'template':
      if (node.pipe !== undefined) visitPipe(node.pipe, found)
      return
    case 'break':
    case 'continue':
      if (!isLoop) found.interrupts = true
      return
    case 'if':
    case 'with':
    case 'range':
      visitPipe(node.pipe, found)
      for (const list of listsOf(node))
        visitList(list, isLoop || (node.kind === 'range' && list === node.body), found)
      return
    default:
  }
}

function visitPipe(pipe: PipeNode, found: Found): void {
  if (pipe.assigns) for (const { name } of pipe.declarations) found.assigned.add(name)
  for (const command of pipe.commands) {
    const [first] = command.args
    if (first?.kind === 'identifier' && changers.has(first.name)) found.changes.push(command)
    for (const operand of command.args) visitOperand(operand, found)
  }
}

function visitOperand(node: AnyNode, found: Found): void {
  if (node.kind === 'pipe') visitPipe(node, found)
  else if (node.kind === 'chain') visitOperand(node.base, found)
}

function branchReach(node: BranchNode): number {
  return Math.max(...listsOf(node).map(listReach))
}

function listReach({ nodes }: ListNode): number {
  for (const [index, node] of nodes.entries()) {
    if (node.kind === 'text' && node.text !== '') return textReach(node.text, index === nodes.length - 1)
    if (node.kind === 'action' && node.pipe.declarations.length === 0 && !isSilent(node.pipe))
      return beginsLine(node.pipe) ? indentOf(node.pipe) : Infinity
    if (node.kind === 'template') return Infinity
    if (node.kind === 'if' || node.kind === 'with' || node.kind === 'range') {
      const reach = branchReach(node)
      if (reach === Infinity) return reach
      return Math.max(reach, listReach({ ...nodesAfter(nodes, index) }))
    }
  }
  return 0
}

function nodesAfter(nodes: readonly TemplateNode[], index: number): ListNode {
  return { kind: 'list', at: 0, nodes: nodes.slice(index + 1) }
}

/** The column of the first line that the text begins; white space alone may be followed by anything. */
function textReach(text: string, isLast: boolean): number {
  const match = /^[ \t]*\n(?:[ \t]*\n)*([ \t]*)(\S?)/.exec(text)
  if (match === null) return text.trim() === '' && isLast ? 0 : Infinity
  return match[1]?.length ?? 0
}

/** Functions of which only the effect is wanted, or that write nothing. */
function isSilent({ commands }: PipeNode): boolean {
  const first = commands[0]?.args[0]
  return first?.kind === 'identifier' && (first.name === 'fail' || first.name === 'required')
}

function beginsLine({ commands }: PipeNode): boolean {
  const first = commands.at(-1)?.args[0]
  return first?.kind === 'identifier' && first.name === 'nindent'
}

function indentOf({ commands }: PipeNode): number {
  const width = commands.at(-1)?.args[1]
  return width?.kind === 'number' ? Number(width.int ?? 0n) : 1000
}
