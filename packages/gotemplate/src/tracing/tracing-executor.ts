import { Executor, type Flow } from '../execute.ts'
import type { ExecutorOptions } from '../execution-options.ts'
import { printValue } from '../format.ts'
import type { TemplateFunction } from '../function.ts'
import type { AnyNode, OperandNode, Template, TemplateNode, TemplateSource } from '../node.ts'
import { isTruthy, underlyingOf } from '../truth.ts'
import { type GoMethod, type GoValue, Missing, type ParameterType } from '../value.ts'
import { resultTracers } from './function-results.ts'
import { noPaths, type Paths, union } from './paths.ts'
import {
  deletePieces,
  type Frame,
  type Guard,
  expandPieces,
  type Mark,
  pathsOfPieces,
  type Piece,
} from './piece.ts'
import { piecesOf, Traced, untraced } from './traced.ts'
import type { ValuePaths } from './value-paths.ts'

/** A text that a template wrote during a call of a function. */
interface Rendered {
  readonly text: string
  readonly pieces: readonly Piece[]
  readonly paths: () => Paths
}

interface Place {
  readonly source: TemplateSource
  readonly at: number
}

/** An executor that knows of every piece of output where it came from, and of values what they were computed from. */
export class TracingExecutor extends Executor {
  pieces: Piece[] = []
  private readonly values: ValuePaths
  private frame: Frame | undefined
  private guard: Guard | undefined
  /** What each condition so far looked at, in order: a text depends on those that were passed while it was made. */
  private readonly consulted: Paths[] = []
  /** A text that is executed as a template is in no file: what it writes stands where it was executed. */
  private readonly textPlaces = new Map<TemplateSource, Place>()
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

  protected override runText(template: Template, data: GoValue): string {
    const { source } = template
    const outer = this.textPlaces.get(source)
    this.textPlaces.set(source, this.placeOf((this.action ?? this.template.root).at))
    try {
      return super.runText(template, data)
    } finally {
      if (outer === undefined) this.textPlaces.delete(source)
      else this.textPlaces.set(source, outer)
    }
  }

  private placeOf(at: number): Place {
    const { source } = this.template
    return this.textPlaces.get(source) ?? { source, at }
  }

  protected override runNested(template: Template, data: GoValue): string {
    const { pieces, guard, callArguments, consulted } = this
    const from = consulted.length
    const written: Piece[] = []
    this.pieces = written
    try {
      const text = super.runNested(template, data)
      const to = consulted.length
      const paths = () => pathsOfPieces(expandPieces(written), guard, consulted.slice(from, to))
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
        pieces: deletePieces(text, expandPieces(this.rendered.pieces), '<no value>'),
      }
    }
    return out
  }

  protected override enterTemplate(template: Template, data: GoValue): void {
    const { frame, action, template: caller } = this
    if ((caller as Template | undefined) !== undefined && !this.textPlaces.has(template.source)) {
      const { source: callerSource, at: callerAt } = this.placeOf((action ?? caller.root).at)
      this.frame = { parent: frame, template, callerSource, callerAt }
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
    this.writePiece(text, this.mark(at, noPaths), this.textPlaces.has(this.template.source) ? undefined : at)
  }

  private writePiece(text: string, mark: Mark, at: number | undefined, inner?: Traced): void {
    if (text === '') return
    const start = this.output.length
    super.write(text)
    const end = start + text.length
    this.pieces.push(inner === undefined ? { start, end, mark, at } : { start, end, mark, at, inner })
  }

  protected override writeValue(value: GoValue): void {
    const raw = untraced(value)
    const text = printValue(raw)
    if (value instanceof Traced && value.hasPieces && typeof raw === 'string') {
      this.writePiece(text, this.mark(this.node.at, noPaths), undefined, value)
    } else {
      this.writePiece(text, this.mark(this.node.at, this.values.of(value)), undefined)
    }
  }

  private mark(at: number, paths: Paths): Mark {
    const { source, at: place } =
      this.textPlaces.size === 0 ? { source: this.template.source, at } : this.placeOf(at)
    return { source, at: place, frame: this.frame, guard: this.guard, paths: union(paths, this.inherited) }
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
    return new Traced(untraced(value), union(paths, this.values.of(value)), piecesOf(value))
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
    if (rendered !== undefined && rendered.text === result) {
      return new Traced(result, rendered.paths, () => expandPieces(rendered.pieces))
    }
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
