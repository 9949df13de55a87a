import { positionAt } from '@seaworthy/diagnostics'
import type { BranchNode, ListNode, Template, TemplateNode } from './node.ts'
import { printNode } from './print.ts'

/** A part of a template that is executed as a whole, and how often it was. */
export interface BranchCoverage {
  /** Name of the file, and where in it the keyword stands (for `file` its beginning): lines and columns from 1. */
  readonly file: string
  readonly line: number
  readonly column: number
  readonly kind: BranchKind
  /** What the branch depends on as it is printed, `.Values.ingress.enabled`; of a define its name. */
  readonly condition?: string
  /** Times it was executed: of a range, rounds. */
  readonly taken: number
}

/** `else` belongs to the condition of the branch before it; an `else if` is an `if` of its own. */
export type BranchKind = 'file' | 'define' | 'if' | 'with' | 'range' | 'else'

/** Counts how often each list of nodes is executed. */
export class CoverageCounter {
  private readonly counts = new Map<ListNode, number>()

  note(list: ListNode): void {
    this.counts.set(list, (this.counts.get(list) ?? 0) + 1)
  }

  taken(list: ListNode): number {
    return this.counts.get(list) ?? 0
  }
}

/** Every branch of templates with its count, in the order of the files' text. */
export function branchesOf(templates: Iterable<Template>, counter: CoverageCounter): BranchCoverage[] {
  const found: Found = []
  for (const template of templates) addTemplate(template, counter, found)
  return found.sort(byPlace)
}

function byPlace(a: BranchCoverage, b: BranchCoverage): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column
}

/** The counts of several executions together: of each branch, wherever it occurs, the sum. */
export function mergeCoverage(all: readonly (readonly BranchCoverage[])[]): BranchCoverage[] {
  const merged = new Map<string, BranchCoverage>()
  for (const branch of all.flat()) {
    const key = JSON.stringify([branch.file, branch.line, branch.column, branch.kind])
    const before = merged.get(key)
    merged.set(key, before === undefined ? branch : { ...before, taken: before.taken + branch.taken })
  }
  return [...merged.values()]
}

type Found = BranchCoverage[]

function addTemplate(template: Template, counter: CoverageCounter, found: Found): void {
  const { name, source, root } = template
  const isFile = name === source.name
  const at = isFile ? 0 : keywordBefore(source.text, 'define', root.at)
  const taken = counter.taken(root)
  const place = { file: source.name, ...placeOf(source.text, at) }
  found.push(
    isFile ? { ...place, kind: 'file', taken } : { ...place, kind: 'define', condition: name, taken },
  )
  addNodes(template, root.nodes, counter, found)
}

function addNodes(
  template: Template,
  nodes: readonly TemplateNode[],
  counter: CoverageCounter,
  found: Found,
): void {
  for (const node of nodes)
    if (node.kind === 'if' || node.kind === 'with' || node.kind === 'range')
      addBranch(template, node, counter, found)
}

function addBranch(template: Template, node: BranchNode, counter: CoverageCounter, found: Found): void {
  const { name: file, text } = template.source
  const condition = printNode(node.pipe)
  const add = (kind: BranchKind, at: number, list: ListNode) =>
    found.push({ file, ...placeOf(text, at), kind, condition, taken: counter.taken(list) })
  add(node.kind, keywordBefore(text, node.kind, node.pipe.at), node.body)
  addNodes(template, node.body.nodes, counter, found)
  if (node.otherwise === undefined) return
  if (!isElseIf(node, node.otherwise, text))
    add('else', keywordBefore(text, 'else', node.otherwise.at), node.otherwise)
  addNodes(template, node.otherwise.nodes, counter, found)
}

/** `else if` and `else with` are parsed as an else that begins at the second keyword. */
function isElseIf(node: BranchNode, otherwise: ListNode, text: string): boolean {
  const [first] = otherwise.nodes
  return otherwise.nodes.length === 1 && first?.kind === node.kind && text.startsWith(node.kind, otherwise.at)
}

/** Between a keyword and what it introduces there are only space, a name, delimiters: the nearest one is it. */
function keywordBefore(text: string, keyword: string, at: number): number {
  return Math.max(0, text.lastIndexOf(keyword, at))
}

function placeOf(text: string, at: number): { line: number; column: number } {
  const { line, column } = positionAt(text, at)
  return { line, column }
}
