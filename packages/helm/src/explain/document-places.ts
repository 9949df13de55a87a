import { locate, readFirstYaml, type YamlNode } from '@seaworthy/yaml'
import type { FieldPath } from '../rendered.ts'

/** A place in a text, with its line. */
export interface TextPlace {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endColumn?: number
  /** Absent where it is not known, and where it would show a secret. */
  readonly source?: string
}

/** Finds fields in the text of one rendered document, which is read once. */
export class DocumentPlaces {
  private readonly source: string
  private readonly lines: readonly string[]
  private readonly starts: readonly number[]
  private readonly root: YamlNode | undefined

  /** `source` is how places call the document. */
  constructor(text: string, source: string) {
    this.source = source
    this.lines = text.split('\n')
    const starts: number[] = []
    let start = 0
    for (const line of this.lines) {
      starts.push(start)
      start += line.length + 1
    }
    this.starts = starts
    this.root = readFirstYaml(text, source).root
  }

  /** The key of a field with what of its value stands on the same line; undefined for what is not in the text. */
  place(path: FieldPath): TextPlace | undefined {
    if (this.root === undefined) return undefined
    const { key, value, depth } = locate(this.root, path)
    if (depth < path.length) return undefined
    const start = (key ?? value).start
    const line = this.lineOf(start)
    const first = this.starts[line] ?? 0
    const source = this.lines[line] ?? ''
    const end = Math.min(Math.max(value.end, (key ?? value).end), first + source.length)
    return {
      file: this.source,
      line: line + 1,
      column: start - first + 1,
      ...(end > start && { endColumn: end - first + 1 }),
      source,
    }
  }

  /** The line of an offset, found by halving. */
  private lineOf(offset: number): number {
    let low = 0
    let high = this.starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
}
