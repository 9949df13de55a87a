import { Executor, type Flow } from '../execute.ts'
import type { ExecutorOptions } from '../execution-options.ts'
import { printValue } from '../format.ts'
import type { TemplateFunction } from '../function.ts'
import type { AnyNode, OperandNode, Template, TemplateNode } from '../node.ts'
import { isTruthy, underlyingOf } from '../truth.ts'
import { type GoMethod, type GoValue, Missing, type ParameterType } from '../value.ts'
import { resultTracers } from './function-results.ts'
import { noPaths, type Paths, union } from './paths.ts'
import {
  deletePieces,
  type Frame,
  type Guard,
  guardPaths,
  type Mark,
  pathsOfPieces,
  type Piece,
} from './piece.ts'
import { Traced, untraced } from './traced.ts'
import type { ValuePaths } from './value-paths.ts'

/** A text that a template wrote during a call of a function. */
interface Rendered {
  readonly text: string
  readonly pieces: readonly Piece[]
  readonly paths: () => Paths
}

/** An executor that knows of every piece of output where it came from, and of values what they were computed from. */
export class TracingExecutor extends Executor {
  pieces: Piece[] = []
  private readonly values: ValuePaths
  private frame: Frame | undefined
  private guard: Guard | undefined
  /** What each condition so far looked at, in order: a text depends on those that were passed while it was made. */
  private readonly consulted: Paths[] = []
  /** Paths of a text that is itself being executed as a template. */
  private inherited: Paths = noPaths
  private rendered: Rendered | undefined
  private callArguments: readonly GoValue[] = []
  private action: AnyNode | undefined

  constructor(options: ExecutorOptions, values: ValuePaths) {
    super(options)
    this.values = values
  }

  override run(template: Template, data: GoValue): string {
    const text = super.run(template, data)
    this.pieces = [...(this.rendered?.pieces ?? [])]
    return text
  }

  override executeText(name: string, text: string, data: GoValue): string {
    const { inherited } = this
    this.inherited = union(inherited, this.values.of(this.recognised(text)))
    try {
      return super.executeText(name, text, data)
    } finally {
      this.inherited = inherited
    }
  }

  protected override runNested(template: Template, data: GoValue): string {
    const { pieces, guard, callArguments, consulted } = this
    const from = consulted.length
    const written: Piece[] = []
    this.pieces = written
    try {
      const text = super.runNested(template, data)
      const to = consulted.length
      const paths = () => pathsOfPieces(written, guard, consulted.slice(from, to))
      this.rendered = { text, pieces: written, paths }
      return text
    } finally {
      this.pieces = pieces
      this.callArguments = callArguments
    }
  }

  protected override finished(text: string): string {
    const out = super.finished(text)
    if (out !== text && this.rendered !== undefined) {
      this.rendered = {
        ...this.rendered,
        text: out,
        pieces: deletePieces(text, this.rendered.pieces, '<no value>'),
      }
    }
    return out
  }

  protected override enterTemplate(template: Template, data: GoValue): void {
    const { frame, action, template: caller } = this
    if ((caller as Template | undefined) !== undefined) {
      const callerAt = (action ?? caller.root).at
      this.frame = { parent: frame, template, callerSource: caller.source, callerAt }
    }
    super.enterTemplate(template, data)
    this.frame = frame
    this.action = action
  }

  protected override walk(dot: GoValue, node: TemplateNode): Flow {
    this.action = node
    return super.walk(dot, node)
  }

  protected override write(text: string): void {
    const { at } = this.node
    this.writePiece(text, this.mark(at, noPaths), at)
  }

  private writePiece(text: string, mark: Mark, at: number | undefined): void {
    if (text === '') return
    const start = this.output.length
    super.write(text)
    this.pieces.push({ start, end: start + text.length, mark, at })
  }

  protected override writeValue(value: GoValue): void {
    const raw = untraced(value)
    const text = printValue(raw)
    if (value instanceof Traced && value.pieces !== undefined && typeof raw === 'string') {
      this.writePieces(text, value.pieces, value)
    } else {
      this.writePiece(text, this.mark(this.node.at, this.values.of(value)), undefined)
    }
  }

  /** A text whose parts are known; what no piece covers was written by this action. */
  private writePieces(text: string, pieces: readonly Piece[], value: Traced): void {
    const start = this.output.length
    super.write(text)
    let end = 0
    for (const piece of pieces) {
      if (piece.start > end) this.writeGap(text, end, piece.start, start, value)
      const mark = this.here(piece.mark)
      this.pieces.push({ start: start + piece.start, end: start + piece.end, mark, at: piece.at })
      end = piece.end
    }
    if (end < text.length) this.writeGap(text, end, text.length, start, value)
  }

  /** Between pieces: an indentation says nothing of the values, quotes and the like were made with all of them. */
  private writeGap(text: string, from: number, to: number, start: number, value: Traced): void {
    const paths = text.slice(from, to).trim() === '' ? noPaths : value.paths
    const mark = this.mark(this.node.at, paths)
    this.pieces.push({ start: start + from, end: start + to, mark, at: undefined })
  }

  private mark(at: number, paths: Paths): Mark {
    return {
      source: this.template.source,
      at,
      frame: this.frame,
      guard: this.guard,
      paths: union(paths, this.inherited),
    }
  }

  /** A mark made elsewhere, under the guards that are around its text now. */
  private here(mark: Mark): Mark {
    if (mark.at === -1) return this.mark(this.node.at, mark.paths)
    for (let each = mark.guard; ; each = each.parent) {
      if (each === this.guard) return mark
      if (each === undefined) break
    }
    return { ...mark, guard: { parent: this.guard, paths: guardPaths(mark.guard) } }
  }

  protected override evalField(
    dot: GoValue,
    name: string,
    node: AnyNode,
    args: readonly OperandNode[],
    final: GoValue | undefined,
    receiver: GoValue,
    isElement: boolean,
  ): GoValue {
    const raw = untraced(receiver)
    const found = super.evalField(dot, name, node, args, final, raw, isElement)
    if (raw instanceof Map) return this.values.child(receiver, name, found)
    if (receiver instanceof Traced && receiver.paths.length > 0) {
      return new Traced(untraced(found), union(receiver.paths, this.values.of(found)))
    }
    return found
  }

  protected override settled(value: GoValue): GoValue {
    if (value === null) return Missing.value
    return value instanceof Traced && value.value === null ? new Traced(Missing.value, value.paths) : value
  }

  protected override checked(value: GoValue, type: ParameterType): GoValue {
    if (!(value instanceof Traced)) return super.checked(value, type)
    const checked = super.checked(value.value, type)
    return checked === value.value ? value : new Traced(checked, value.paths)
  }

  protected override truth(value: GoValue): boolean {
    return isTruthy(untraced(value))
  }

  protected override plain(value: GoValue): GoValue {
    return untraced(value)
  }

  protected override element(source: GoValue, key: string | number, element: GoValue): GoValue {
    return this.values.child(source instanceof Traced ? source : underlyingOf(source), key, element)
  }

  protected override elementKey(source: GoValue, key: string): GoValue {
    const paths = this.values.of(this.element(source, key, null))
    return paths.length === 0 ? key : new Traced(key, paths)
  }

  protected override joined(earlier: GoValue, value: GoValue): GoValue {
    const paths = this.values.of(earlier)
    if (paths.length === 0) return value
    const pieces = value instanceof Traced ? value.pieces : undefined
    return new Traced(untraced(value), union(paths, this.values.of(value)), pieces)
  }

  protected override enterGuard(value: GoValue): unknown {
    const outer = this.guard
    const paths = this.values.of(value)
    if (paths.length > 0) {
      this.guard = { parent: outer, paths }
      this.consulted.push(paths)
    }
    return outer
  }

  protected override leaveGuard(guard: unknown): void {
    this.guard = guard as Guard | undefined
  }

  protected override invoke(
    name: string,
    fn: TemplateFunction | GoMethod,
    args: readonly GoValue[],
  ): GoValue {
    const outer = this.callArguments
    this.callArguments = args
    this.rendered = undefined
    const result = super.invoke(name, fn, args.some(isTraced) ? args.map(untraced) : args)
    const rendered = this.takeRendered()
    this.callArguments = outer
    if (rendered !== undefined && rendered.text === result)
      return new Traced(result, rendered.paths, rendered.pieces)
    const tracer = resultTracers[name]
    if (tracer !== undefined) return tracer(args, result, this.values)
    return this.computed(args, result, rendered === undefined ? noPaths : rendered.paths())
  }

  private takeRendered(): Rendered | undefined {
    const { rendered } = this
    this.rendered = undefined
    return rendered
  }

  /** The result of a function of which nothing else is known: computed from all its arguments. */
  private computed(args: readonly GoValue[], result: GoValue, rendered: Paths): GoValue {
    if (this.values.pathOf(result) !== undefined) return result
    let paths = rendered
    for (const arg of args) paths = union(paths, this.values.of(arg))
    return paths.length === 0 ? result : new Traced(result, paths)
  }

  /** The argument of the function being called that holds this value, with what is known of it. */
  protected override recognised(data: GoValue): GoValue {
    return this.callArguments.find((arg) => arg instanceof Traced && arg.value === data) ?? data
  }
}

function isTraced(value: GoValue): boolean {
  return value instanceof Traced
}
