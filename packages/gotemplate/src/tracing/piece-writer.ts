import { Executor, type Flow } from '../execute.ts'
import type { ExecutorOptions } from '../execution-options.ts'
import { printValue } from '../format.ts'
import type { AnyNode, BranchNode, Template, TemplateNode, TemplateSource } from '../node.ts'
import type { GoValue } from '../value.ts'
import { both, type Dependence } from './dependence.ts'
import { deletePieces, type Frame, latePieces, type Mark, type Piece } from './piece.ts'
import { PartOfText, type Rendered, RenderedText } from './rendered-text.ts'
import { Traced, untraced } from './traced.ts'

/** A text that is executed as a template is in no file: what it writes stands where it was executed. */
interface TextPlace {
  readonly source: TemplateSource
  readonly at: number
  readonly text: GoValue
}

/** An executor that knows of every piece of output which template wrote it, on whose behalf and under which conditions. */
export class PieceWriter extends Executor {
  private pieces: Piece[] = []
  /** What decided that the node is executed which is being executed. */
  protected guard: Dependence
  protected rendered: Rendered | undefined
  private frame: Frame | undefined
  /** What each condition so far looked at, in order: a text depends on those that were passed while it was made. */
  private readonly consulted: Dependence[] = []
  private readonly textPlaces = new Map<TemplateSource, TextPlace>()
  /** What the text depends on that is itself being executed as a template. */
  private inherited: Dependence
  private executedText: GoValue = null
  private action: AnyNode | undefined
  private lastTextMark: Mark | undefined

  constructor(options: ExecutorOptions) {
    super(options)
  }

  /** Where the parts of the text came from that was executed last: much work, best left until somebody asks. */
  written(): () => readonly Piece[] {
    const { rendered } = this
    return () => rendered?.source.pieces() ?? []
  }

  override executeText(name: string, text: string, data: GoValue): string {
    this.executedText = this.recognised(text)
    return super.executeText(name, text, data)
  }

  protected override runText(template: Template, data: GoValue): string {
    const { source } = template
    const outer = this.textPlaces.get(source)
    const place = this.placeOf((this.action ?? this.template.root).at)
    this.textPlaces.set(source, { ...place, text: this.executedText })
    try {
      return super.runText(template, data)
    } finally {
      if (outer === undefined) this.textPlaces.delete(source)
      else this.textPlaces.set(source, outer)
    }
  }

  private placeOf(at: number): { readonly source: TemplateSource; readonly at: number } {
    const { source } = this.template
    return this.textPlaces.get(source) ?? { source, at }
  }

  protected override runNested(template: Template, data: GoValue): string {
    const { pieces, guard, consulted, inherited, action } = this
    const from = consulted.length
    const written: Piece[] = []
    this.pieces = written
    try {
      const text = super.runNested(template, data)
      this.rendered = new RenderedText(text, written, consulted, from, consulted.length)
      return text
    } finally {
      this.pieces = pieces
      this.guard = guard
      this.inherited = inherited
      this.action = action
    }
  }

  protected override finished(text: string): string {
    const out = super.finished(text)
    const { rendered } = this
    if (out !== text && rendered !== undefined) {
      this.rendered = {
        text: out,
        source: latePieces(() => deletePieces(text, rendered.source.pieces(), '<no value>')),
        dependence: rendered.dependence,
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
    if (this.textPlaces.size > 0) this.inheritAt(node)
    return super.walk(dot, node)
  }

  /** What is written by a node of a text that is itself a value depends on that part of the text. */
  private inheritAt({ at }: TemplateNode): void {
    const place = this.textPlaces.get(this.template.source)
    if (place === undefined || !(place.text instanceof Traced)) return
    const { text } = place
    this.inherited = text.hasPieces ? new PartOfText(text, at) : text.dependence
  }

  protected override write(text: string): void {
    const { at } = this.node
    const place = this.textPlaces.size === 0 ? undefined : this.textPlaces.get(this.template.source)
    if (place === undefined) this.writePiece(text, this.textMark(at), at)
    else if (place.text instanceof Traced && place.text.hasPieces) this.writeCopied(text, at, place.text)
    else this.writePiece(text, this.mark(at, undefined), undefined)
  }

  /** Text of a text that is executed: each part of it has what it depends on. */
  private writeCopied(text: string, at: number, from: Traced): void {
    const start = this.output.length
    super.write(text)
    const end = start + text.length
    if (end > start)
      this.pieces.push({ start, end, mark: this.mark(at, undefined), at: undefined, copied: { from, at } })
  }

  private writePiece(text: string, mark: Mark, at: number | undefined, inner?: Traced): void {
    const start = this.output.length
    super.write(text)
    const end = start + text.length
    if (inner !== undefined) this.pieces.push({ start, end, mark, at, inner })
    else if (end > start || mark.dependence !== undefined) this.pieces.push({ start, end, mark, at })
  }

  /** Writes the text of a value that depends on something. */
  protected writeDepending(value: GoValue, dependence: Dependence): void {
    const raw = untraced(value)
    const hasPieces = value instanceof Traced && value.hasPieces && typeof raw === 'string'
    const mark = this.mark(this.node.at, hasPieces ? undefined : dependence)
    this.writePiece(printValue(raw), mark, undefined, hasPieces ? value : undefined)
  }

  /** The offset of text is that of its piece: texts under the same conditions share a mark. */
  private textMark(at: number): Mark {
    const { lastTextMark: last } = this
    if (
      last?.source === this.template.source &&
      last.guard === this.guard &&
      last.frame === this.frame &&
      last.dependence === this.inherited
    )
      return last
    this.lastTextMark = this.mark(at, undefined)
    return this.lastTextMark
  }

  private mark(at: number, dependence: Dependence): Mark {
    const { source } = this.template
    const place = this.textPlaces.size === 0 ? undefined : this.textPlaces.get(source)
    return {
      source: place === undefined ? source : place.source,
      at: place === undefined ? at : place.at,
      frame: this.frame,
      guard: this.guard,
      dependence: both(dependence, this.inherited),
    }
  }

  /** Notes that a branch was decided here, whether it writes anything or not. */
  protected noteDecision(node: BranchNode, on: Dependence, reach: number): void {
    this.consulted.push(on)
    const start = this.output.length
    this.pieces.push({ start, end: start, mark: this.mark(node.at, on), at: undefined, reach })
  }

  protected takeRendered(): Rendered | undefined {
    const { rendered } = this
    this.rendered = undefined
    return rendered
  }
}
