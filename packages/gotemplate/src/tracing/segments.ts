import type { Template, TemplateSource } from '../node.ts'
import type { Call, Origin, Segment } from '../render-output.ts'
import { both, decided, flattened } from './dependence.ts'
import type { Frame, Mark, Piece } from './piece.ts'

/** Pieces as segments: places as lines and columns, text of templates cut at its line ends, nothing left out. */
export function segmentsOf(text: string, pieces: readonly Piece[]): Segment[] {
  const places = new Places()
  const segments: Segment[] = []
  for (const piece of pieces) {
    if (piece.start === piece.end) {
      const { start, end, mark, reach } = piece
      segments.push({
        start,
        end,
        origin: places.origin(mark, mark.at),
        isText: false,
        reach: reach ?? Infinity,
      })
    }
    for (let start = piece.start; start < piece.end; ) {
      const newline = piece.at === undefined ? -1 : text.indexOf('\n', start)
      const end = newline === -1 || newline >= piece.end ? piece.end : newline + 1
      const at = piece.at === undefined ? piece.mark.at : piece.at + (start - piece.start)
      const isText = piece.at !== undefined
      segments.push({ start, end, origin: places.origin(piece.mark, at), isText })
      start = end
    }
  }
  return segments
}

/** Computes each place and include chain once. */
class Places {
  private readonly lineStarts = new Map<TemplateSource, number[]>()
  private readonly chains = new Map<Frame, readonly Call[]>()
  private readonly reasons = new Map<Mark, Pick<Origin, 'paths' | 'guards' | 'inputs'>>()
  private readonly origins = new Map<Mark, { readonly at: number; readonly origin: Origin }>()

  origin(mark: Mark, at: number): Origin {
    const known = this.origins.get(mark)
    if (known?.at === at) return known.origin
    const origin: Origin = {
      file: mark.source.name,
      ...this.position(mark.source, at),
      chain: mark.frame === undefined ? [] : this.chain(mark.frame),
      ...this.reasonsOf(mark),
    }
    this.origins.set(mark, { at, origin })
    return origin
  }

  /** Pieces of text share their marks. */
  private reasonsOf(mark: Mark): Pick<Origin, 'paths' | 'guards' | 'inputs'> {
    const reasons = this.reasons.get(mark) ?? pathsOf(mark)
    this.reasons.set(mark, reasons)
    return reasons
  }

  private chain(frame: Frame): readonly Call[] {
    const known = this.chains.get(frame)
    if (known !== undefined) return known
    const call: Call = {
      template: (frame.template satisfies Template).name,
      file: frame.callerSource.name,
      ...this.position(frame.callerSource, frame.callerAt),
    }
    const chain = [...(frame.parent === undefined ? [] : this.chain(frame.parent)), call]
    this.chains.set(frame, chain)
    return chain
  }

  private position(source: TemplateSource, at: number): { line: number; column: number } {
    const starts = this.starts(source)
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= at) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: at - (starts[low] ?? 0) + 1 }
  }

  private starts(source: TemplateSource): number[] {
    const known = this.lineStarts.get(source)
    if (known !== undefined) return known
    const starts = [0]
    for (let at = source.text.indexOf('\n'); at !== -1; at = source.text.indexOf('\n', at + 1))
      starts.push(at + 1)
    this.lineStarts.set(source, starts)
    return starts
  }
}

function pathsOf({ dependence, guard }: Mark): Pick<Origin, 'paths' | 'guards' | 'inputs'> {
  const { values, guards, inputs } = flattened(both(dependence, decided(guard)))
  return { paths: values, guards, inputs }
}
