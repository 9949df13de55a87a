import type { Template, TemplateSource } from '../node.ts'
import { noPaths, type Paths, union } from './paths.ts'

/** A template that was entered, and from where: the include chain as a list that grows at its end. */
export interface Frame {
  readonly parent: Frame | undefined
  readonly template: Template
  readonly callerSource: TemplateSource
  readonly callerAt: number
}

/** Conditions and loops around what is being written, innermost first. */
export interface Guard {
  readonly parent: Guard | undefined
  readonly paths: Paths
}

/** What wrote a piece of text. */
export interface Mark {
  readonly source: TemplateSource
  readonly at: number
  readonly frame: Frame | undefined
  readonly guard: Guard | undefined
  readonly paths: Paths
}

/**
 * A part of a text; `at` is the offset in the template of its first character where the text stands there as it is.
 * Where a text with pieces of its own was printed, `inner` is that text, and `expandPieces` puts its pieces here.
 */
export interface Piece {
  readonly start: number
  readonly end: number
  readonly mark: Mark
  readonly at: number | undefined
  readonly inner?: InnerText
}

/** What a piece needs to know of a text that was printed. */
interface InnerText {
  readonly value: unknown
  readonly pieces: readonly Piece[]
  readonly paths: Paths
}

/** Offset of marks that know only paths: they stand where their text was printed. */
export const nowhere = -1

/** Pieces without inner texts. */
export function expandPieces(pieces: readonly Piece[]): readonly Piece[] {
  if (!pieces.some(({ inner }) => inner !== undefined)) return pieces
  const expanded: Piece[] = []
  for (const piece of pieces) {
    if (piece.inner === undefined) expanded.push(piece)
    else expandInner(piece, piece.inner, expanded)
  }
  return expanded
}

/** What no inner piece covers was written by the action that printed the text. */
function expandInner({ start, end, mark }: Piece, inner: InnerText, into: Piece[]): void {
  const text = String(inner.value)
  let done = 0
  for (const each of inner.pieces) {
    if (each.start > done) into.push(gap(text, done, each.start, start, mark, inner))
    into.push({
      start: start + each.start,
      end: start + each.end,
      mark: printed(each.mark, mark),
      at: each.at,
    })
    done = each.end
  }
  if (start + done < end) into.push(gap(text, done, end - start, start, mark, inner))
}

/** An indentation says nothing of the values; quotes and the like were made with all of them. */
function gap(text: string, from: number, to: number, start: number, mark: Mark, inner: InnerText): Piece {
  const isBlank = text.slice(from, to).trim() === ''
  const filled = isBlank ? mark : { ...mark, paths: union(inner.paths, mark.paths) }
  return { start: start + from, end: start + to, mark: filled, at: undefined }
}

/** A mark made elsewhere, under the guards that are around the place where its text is printed. */
function printed(mark: Mark, place: Mark): Mark {
  if (mark.at === nowhere) return { ...place, paths: union(mark.paths, place.paths) }
  for (let each = mark.guard; each !== place.guard; each = each.parent) {
    if (each === undefined) return { ...mark, guard: { parent: place.guard, paths: guardPaths(mark.guard) } }
  }
  return mark
}

/** The pieces of `text.slice(start, end)`. */
function slicePieces(pieces: readonly Piece[], start: number, end: number): Piece[] {
  const cut: Piece[] = []
  for (const piece of pieces) {
    const from = Math.max(piece.start, start)
    const to = Math.min(piece.end, end)
    if (from < to) cut.push(movePiece(piece, from, to, from - start))
  }
  return cut
}

/** The part `from`..`to` of a piece, at a new place. */
function movePiece(piece: Piece, from: number, to: number, start: number): Piece {
  const at = piece.at === undefined ? undefined : piece.at + (from - piece.start)
  return { start, end: start + (to - from), mark: piece.mark, at }
}

/** The pieces of a text from which every occurrence of a word was deleted. */
export function deletePieces(text: string, pieces: readonly Piece[], word: string): Piece[] {
  const kept: Piece[] = []
  let start = 0
  let length = 0
  for (let found = text.indexOf(word); start <= text.length; found = text.indexOf(word, start)) {
    const end = found === -1 ? text.length : found
    for (const piece of slicePieces(pieces, start, end)) {
      kept.push({ ...piece, start: piece.start + length, end: piece.end + length })
    }
    length += end - start
    if (found === -1) break
    start = end + word.length
  }
  return kept
}

/** A text that a function took apart or wrapped: each line of each piece is looked for in it, in order. */
export function alignPieces(text: string, pieces: readonly Piece[], result: string, from: number): Piece[] {
  const aligned: Piece[] = []
  let position = from
  for (const piece of pieces) {
    for (let start = piece.start; start < piece.end; ) {
      const newline = text.indexOf('\n', start)
      const end = newline === -1 || newline >= piece.end ? piece.end : newline + 1
      const found = find(result, text, start, end, position)
      if (found !== undefined) {
        aligned.push(movePiece(piece, found.from, found.to, found.at))
        position = found.at + (found.to - found.from)
      }
      start = end
    }
  }
  return aligned
}

function find(
  result: string,
  text: string,
  start: number,
  end: number,
  position: number,
): { from: number; to: number; at: number } | undefined {
  const line = text.slice(start, end)
  const trimmed = line.trim()
  // White space is found everywhere, so it counts only where it is expected.
  if (trimmed === '')
    return result.startsWith(line, position) ? { from: start, to: end, at: position } : undefined
  const whole = result.indexOf(line, position)
  if (whole !== -1) return { from: start, to: end, at: whole }
  const at = result.indexOf(trimmed, position)
  if (at === -1) return undefined
  const from = start + line.indexOf(trimmed)
  return { from, to: from + trimmed.length, at }
}

/** Everything that the text depends on: what was written, and the conditions passed on the way to it. */
export function pathsOfPieces(
  pieces: readonly Piece[],
  outer: Guard | undefined,
  consulted: readonly Paths[],
): Paths {
  let paths = noPaths
  for (const each of consulted) paths = union(paths, each)
  for (const { mark } of pieces) paths = union(union(paths, mark.paths), guardPaths(mark.guard, outer))
  return paths
}

/** The paths of guards up to, and without, an outer one. */
export function guardPaths(guard: Guard | undefined, outer?: Guard): Paths {
  let paths = noPaths
  for (let each = guard; each !== undefined && each !== outer; each = each.parent)
    paths = union(paths, each.paths)
  return paths
}
