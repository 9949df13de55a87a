import { fromBytes } from '@seaworthy/gotemplate'

/** A file of a chart; its name is relative to the chart and uses `/`. */
export interface ChartFile {
  readonly name: string
  readonly data: Uint8Array
  /** When it was changed last, in seconds since 1970; absent where nobody knows. */
  readonly modifiedSeconds?: number
}

/** Where the files of a chart folder come from. The disk is one answer, a test's memory another. */
export interface ChartFiles {
  /** Every regular file below the folder, in the order in which Helm would walk it (by name within each folder). */
  list(): Iterable<ChartFile>
}

/** The text of a file as templates see it; bytes that are no UTF-8 are kept. */
export function textOf(file: ChartFile): string {
  return fromBytes(file.data)
}

/** Files in memory, for charts that are made and not read. */
export function memoryFiles(files: Readonly<Record<string, string | Uint8Array>>): ChartFiles {
  const encoder = new TextEncoder()
  return {
    list: () =>
      Object.entries(files)
        .map(([name, data]) => ({ name, data: typeof data === 'string' ? encoder.encode(data) : data }))
        .sort((a, b) => compareWalk(a.name, b.name)),
  }
}

/** Order of a walk that sorts the names within each folder: `a/b` comes before `a.txt` only if `a` does. */
export function compareWalk(left: string, right: string): number {
  const a = left.split('/')
  const b = right.split('/')
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const order = Buffer.compare(Buffer.from(a[at] as string), Buffer.from(b[at] as string))
    if (order !== 0) return order
  }
  return a.length - b.length
}
