import { movePiece, type Piece } from './piece.ts'

/**
 * The pieces of a text in another that a function made of it, by taking it apart or wrapping it: each line of each piece is
 * looked for, in order, from an offset on. What could have been written before a piece still could.
 */
export function alignPieces(text: string, pieces: readonly Piece[], result: string, from: number): Piece[] {
  const aligned: Piece[] = []
  const waiting: Piece[] = []
  let position = from
  for (const piece of pieces) {
    if (piece.start === piece.end) waiting.push(piece)
    for (let start = piece.start; start < piece.end; ) {
      const newline = text.indexOf('\n', start)
      const end = newline === -1 || newline >= piece.end ? piece.end : newline + 1
      const found = find(result, text, start, end, position)
      if (found !== undefined) {
        place(waiting, found.at, aligned)
        aligned.push(movePiece(piece, found.from, found.to, found.at))
        position = found.at + (found.to - found.from)
      }
      start = end
    }
  }
  place(waiting, position, aligned)
  return aligned
}

function place(waiting: Piece[], at: number, into: Piece[]): void {
  for (const piece of waiting) into.push({ ...piece, start: at, end: at })
  waiting.length = 0
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
