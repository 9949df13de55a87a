import { parsedVersion } from './parsed-version.ts'
import { isEntryField } from './index-fields.ts'

/** The entries of an index, each as the lines that it is made of. */
export type IndexBlocks = ReadonlyMap<string, string>

const chartLine = /^ {2}([A-Za-z0-9][A-Za-z0-9._-]*):$/
const fieldLine = /^ {2}(- | {2})([A-Za-z]+):(?: (.*))?$/

/**
 * Cuts an index into its charts without reading it as YAML, where it is written in the one way in which Helm and its likes write
 * theirs, and every entry is one that nobody would leave out or warn of. Undefined for every other text, which must be read whole.
 * Indexes of public repositories have tens of megabytes, and one chart of them is wanted.
 */
export function splitIndex(text: string): IndexBlocks | undefined {
  const start = text.indexOf('\nentries:\n')
  if (start < 0 || /[\t\r]|\n(---|\.\.\.)/.test(text)) return undefined
  const from = start + '\nentries:\n'.length
  const end = endOfEntries(text, from)
  const outside = text.slice(0, start + 1) + text.slice(end)
  return /^apiVersion: v1\n(generated: \S+\n?)?$/.test(outside) && text.endsWith('\n')
    ? cut(text, from, end)
    : undefined
}

/** The first line at the margin after the entries. */
function endOfEntries(text: string, from: number): number {
  const margin = /\n(?! )/g
  margin.lastIndex = from - 1
  const match = margin.exec(text)
  return match === null ? text.length : match.index + 1
}

function cut(text: string, from: number, end: number): IndexBlocks | undefined {
  const blocks = new Map<string, string>()
  let open: { name: string; from: number } | undefined
  let entry = new PlainEntry(false)
  for (let at = from, next = 0; at < end; at = next) {
    next = text.indexOf('\n', at) + 1 || end
    if (isDeeper(text, at)) continue
    const line = text.slice(at, next - 1)
    const chart = chartLine.exec(line)?.[1]
    const field = chart === undefined ? fieldLine.exec(line) : null
    if (chart === undefined && field === null) return undefined
    if (chart !== undefined || field?.[1] === '- ') {
      if (!entry.isGood()) return undefined
      entry = new PlainEntry(chart === undefined)
    }
    if (field !== null && !entry.take(field[2] ?? '', field[3] ?? '')) return undefined
    if (chart === undefined) continue
    if (open !== undefined) blocks.set(open.name, text.slice(open.from, at))
    if (blocks.has(chart)) return undefined
    open = { name: chart, from: next }
  }
  if (open !== undefined) blocks.set(open.name, text.slice(open.from, end))
  return entry.isGood() ? blocks : undefined
}

/** Whether a line is inside a field of an entry: most are, and are looked at no closer. */
function isDeeper(text: string, at: number): boolean {
  const fifth = text.charCodeAt(at + 4)
  return (fifth === space || fifth === dash) && text.startsWith('    ', at)
}

const space = 32
const dash = 45

/** What must be so of an entry that is not read. */
class PlainEntry {
  private readonly isEntry: boolean
  private readonly seen = new Set<string>()

  constructor(isEntry: boolean) {
    this.isEntry = isEntry
  }

  /** Whether the field is one of the struct, for the first time, and holds nothing that could be refused. */
  take(field: string, value: string): boolean {
    if (!this.isEntry || this.seen.has(field) || !isEntryField(field)) return false
    this.seen.add(field)
    if (/^[&*!|>]/.test(value) && field !== 'description') return false
    if (field === 'name') return /^[A-Za-z][A-Za-z0-9_.-]*$/.test(value)
    if (field === 'version')
      return /^v?\d+\.\d+\.\d+[-+0-9A-Za-z.]*$/.test(value) && parsedVersion(value) !== undefined
    if (field === 'type') return value === 'application' || value === 'library'
    return field !== 'urls' || value === ''
  }

  isGood(): boolean {
    return !this.isEntry || (this.seen.has('name') && this.seen.has('version'))
  }
}
