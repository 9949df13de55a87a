import type { Template, TemplateSource } from '../node.ts'
import { allOf, both, decided, type Dependence } from './dependence.ts'

/** A template that was entered, and from where: the include chain as a list that grows at its end. */
export interface Frame {
  readonly parent: Frame | undefined
  readonly template: Template
  readonly callerSource: TemplateSource
  readonly callerAt: number
}

/** What wrote a piece of text. */
export interface Mark {
  readonly source: TemplateSource
  readonly at: number
  readonly frame: Frame | undefined
  /** What decided that it is written: conditions and loops around it. */
  readonly guard: Dependence
  /** What the text itself was computed from. */
  readonly dependence: Dependence
}

/**
 * A part of a text; `at` is the offset in the template of its first character where the text stands there as it is.
 * Where a text with pieces of its own was printed, `inner` is that text, and `expandPieces` puts its pieces here.
 * A piece without length says what could have written something here.
 */
export interface Piece {
  readonly start: number
  readonly end: number
  readonly mark: Mark
  readonly at: number | undefined
  readonly inner?: InnerText
  /** Where the text stands in another that was executed as a template, and has pieces of its own. */
  readonly copied?: CopiedText
  /** Of a piece without length: how far right a line may begin that could have been written (see `branchReach`). */
  readonly reach?: number
}

/** What a piece needs to know of a text that was printed. */
interface InnerText {
  readonly value: unknown
  readonly pieces: readonly Piece[]
  readonly dependence: Dependence
}

interface CopiedText {
  readonly from: { readonly pieces: readonly Piece[] }
  readonly at: number
}

/** Pieces are much work to gather and often not asked for: whoever has this asks, and asks again for nothing. */
export interface PieceSource {
  pieces(): readonly Piece[]
}

export function latePieces(find: () => readonly Piece[]): PieceSource {
  let known: readonly Piece[] | undefined
  return { pieces: () => (known ??= find()) }
}

const noSource: TemplateSource = { name: '', text: '' }

/** Offset of marks that know only what the text depends on: they stand where their text is printed. */
const nowhere = -1

/** A mark of a text that a function wrote. */
export function markOf(dependence: Dependence): Mark {
  return { source: noSource, at: nowhere, frame: undefined, guard: undefined, dependence }
}

/** Pieces without inner and copied texts. */
export function expandPieces(pieces: readonly Piece[]): readonly Piece[] {
  if (!pieces.some(({ inner, copied }) => inner !== undefined || copied !== undefined)) return pieces
  const expanded: Piece[] = []
  for (const piece of pieces) {
    if (piece.copied !== undefined) expandCopied(piece, piece.copied, expanded)
    else if (piece.inner !== undefined) expandInner(piece, piece.inner, expanded)
    else expanded.push(piece)
  }
  return expanded
}

/** Each part of a text that was executed, with what that part depends on; it stands where the text was executed. */
function expandCopied(piece: Piece, { from, at }: CopiedText, into: Piece[]): void {
  const { start: place, end } = piece
  let { mark } = piece
  let done = 0
  for (const part of slicePieces(from.pieces, at, at + end - place)) {
    if (part.start === part.end) continue
    if (part.start > done) into.push({ start: place + done, end: place + part.start, mark, at: undefined })
    mark = { ...piece.mark, dependence: both(part.mark.dependence, decided(part.mark.guard)) }
    into.push({ start: place + part.start, end: place + part.end, mark, at: undefined })
    done = part.end
  }
  if (place + done < end) into.push({ start: place + done, end, mark, at: undefined })
}

/** What no inner piece covers was written by the action that printed the text. */
function expandInner({ start, end, mark }: Piece, inner: InnerText, into: Piece[]): void {
  const text = String(inner.value)
  let done = 0
  for (const each of inner.pieces) {
    if (each.start > done) into.push(gap(text, done, each.start, start, mark, inner))
    into.push({
      ...each,
      start: start + each.start,
      end: start + each.end,
      mark: printed(each.mark, mark),
    })
    done = Math.max(done, each.end)
  }
  if (start + done < end) into.push(gap(text, done, end - start, start, mark, inner))
}

/** An indentation says nothing of the values; quotes and the like were made with all of them. */
function gap(text: string, from: number, to: number, start: number, mark: Mark, inner: InnerText): Piece {
  const isBlank = text.slice(from, to).trim() === ''
  const filled = isBlank ? mark : { ...mark, dependence: both(inner.dependence, mark.dependence) }
  return { start: start + from, end: start + to, mark: filled, at: undefined }
}

/** A mark made elsewhere, under the guards that are around the place where its text is printed. */
function printed(mark: Mark, place: Mark): Mark {
  const dependence = both(mark.dependence, place.dependence)
  if (mark.at === nowhere) return { ...place, dependence, guard: both(place.guard, mark.guard) }
  if (mark.guard === place.guard && dependence === mark.dependence) return mark
  return {
    ...mark,
    dependence,
    guard: mark.guard === place.guard ? mark.guard : both(mark.guard, place.guard),
  }
}

/** The pieces of `text.slice(start, end)`. */
export function slicePieces(pieces: readonly Piece[], start: number, end: number): Piece[] {
  const cut: Piece[] = []
  for (const piece of pieces) {
    const from = Math.max(piece.start, start)
    const to = Math.min(piece.end, end)
    if (from < to || (piece.start === piece.end && from === to))
      cut.push(movePiece(piece, from, to, from - start))
  }
  return cut
}

/** The part `from`..`to` of a piece, at a new place. */
export function movePiece(piece: Piece, from: number, to: number, start: number): Piece {
  const at = piece.at === undefined ? undefined : piece.at + (from - piece.start)
  const { inner: _, copied: __, ...rest } = piece
  return { ...rest, start, end: start + (to - from), at }
}

/** The pieces of a text from which every occurrence of a word was deleted: what wrote the word could write here. */
export function deletePieces(text: string, pieces: readonly Piece[], word: string): Piece[] {
  const holes: number[] = []
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length)) holes.push(at)
  return pieces.flatMap((piece) => partsBetween(piece, holes, word.length))
}

function partsBetween(piece: Piece, holes: readonly number[], length: number): Piece[] {
  const parts: Piece[] = []
  let from = piece.start
  let deleted = 0
  for (const hole of holes) {
    if (hole >= piece.end && !(hole === piece.end && piece.start === piece.end)) break
    const end = hole + length
    if (end > piece.start) {
      if (from < hole) parts.push(movePiece(piece, from, hole, from - deleted))
      parts.push({ start: hole - deleted, end: hole - deleted, mark: piece.mark, at: undefined })
      from = Math.max(from, Math.min(end, piece.end))
    }
    deleted += length
  }
  const shift = from - deletedBefore(from, holes, length)
  if (from < piece.end || parts.length === 0) parts.push(movePiece(piece, from, piece.end, shift))
  return parts
}

function deletedBefore(at: number, holes: readonly number[], length: number): number {
  let deleted = 0
  for (const hole of holes) deleted += Math.max(0, Math.min(at, hole + length) - hole)
  return deleted
}

/** What the text depends on as a whole. */
export function dependenceOfPieces(pieces: readonly Piece[]): Dependence {
  let all: Dependence
  for (const piece of pieces) all = both(all, dependenceOfPiece(piece))
  return all
}

function dependenceOfPiece(piece: Piece): Dependence {
  const { mark, inner, copied } = piece
  if (copied === undefined) return both(both(mark.dependence, inner?.dependence), mark.guard)
  return allOf(expandPieces([piece]).map(dependenceOfPiece))
}
