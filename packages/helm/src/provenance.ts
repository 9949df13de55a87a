import type { Origin, RenderOutput, Segment } from '@seaworthy/gotemplate'
import type { SequenceNode, YamlNode } from '@seaworthy/yaml'
import { type FieldWay, lastWritten, wayTo } from './field-way.ts'
import type { FieldOrigin, FieldPath, ValueRead } from './rendered.ts'
import type { ValueNaming } from './value-naming.ts'
import { isBelow, type PathNormalizer } from './values/value-origin.ts'

/** A document of a rendered file: `start` is its offset in the output. */
interface Document {
  readonly root: YamlNode
  readonly text: string
  readonly segments: readonly Segment[]
  readonly start: number
}

/** A document, and how its values are named. */
export interface DocumentPlace {
  readonly root: YamlNode | undefined
  readonly output: RenderOutput
  /** The offset of the document in the output of its file. */
  readonly start: number
  /** The template. */
  readonly source: string
  readonly naming: ValueNaming
}

/** Where a field of a rendered document comes from. */
export function fieldOrigin(place: DocumentPlace, path: FieldPath): FieldOrigin | undefined {
  const { root, start } = place
  const { segments, text } = place.output
  if (segments === undefined || root === undefined) return undefined
  const document = { root, text, segments, start }
  const way = wayTo(root, path)
  const covering = contentOf(document, way)
  const first = firstOf(way)
  const writer = segmentsIn(document, first, first + 1).find(isWritten) ?? covering.find(isWritten)
  if (writer === undefined) return undefined
  const { file, line, column, chain } = writer.origin
  const passed = writer.isText ? Math.max(0, start + first - writer.start) : 0
  const keys = way.keys.flatMap((key) => segmentsIn(document, key.start, key.end))
  return {
    file,
    line,
    column: column + passed,
    via: chain.map((call) => ({ file: call.file, line: call.line, column: call.column })),
    ...reasonsOf(covering, keys, positionsOf(document, way, place.naming), place),
  }
}

/** The values read, named where a person would set them, each path and extent once. */
export function normalizedReads(
  reads: readonly ValueRead[],
  normalize: PathNormalizer,
): readonly ValueRead[] {
  const named = reads.flatMap(({ path, extent }) =>
    normalize(path).map((each): ValueRead => ({ path: each, extent })),
  )
  return [...new Map(named.map((read) => [`${read.extent} ${read.path}`, read])).values()]
}

/** The segments that wrote a field, or that could have written more of it. */
function contentOf(document: Document, { value, keys }: FieldWay): readonly Segment[] {
  const key = keys.at(-1)
  if (value.kind !== 'scalar') return segmentsIn(document, value.start, Math.max(value.end, value.start + 1))
  const column = key === undefined ? 0 : columnOf(document, key.start)
  if (value.text === '' && value.style === 'plain') {
    const from = key === undefined ? value.start : key.end + 1
    return emptyContent(document, from)
  }
  const end = value.start + document.text.slice(...range(document, value)).trimEnd().length
  const isBlock = value.style === 'literal' || value.style === 'folded'
  const isQuoted = value.style === 'single' || value.style === 'double'
  return touching(document, value.start, value.end).filter((segment) => {
    if (isWritten(segment)) return segment.start < document.start + value.end
    if (segment.start - document.start < end) return true
    const { reach = Infinity } = segment
    return (
      !isQuoted && (isBlock ? reach > column : reach === Infinity && segment.start - document.start === end)
    )
  })
}

/** Of a value that is not written: what could have written it in the rest of its line. */
function emptyContent(document: Document, from: number): readonly Segment[] {
  const { text, start } = document
  const newline = text.indexOf('\n', start + from)
  const end = newline === -1 ? text.length : newline
  return touching(document, from, end - start).filter(
    (segment) => isWritten(segment) || segment.reach === Infinity,
  )
}

function range({ start }: Document, node: YamlNode): [number, number] {
  return [start + node.start, start + node.end]
}

function columnOf({ text, start }: Document, offset: number): number {
  return start + offset - (text.lastIndexOf('\n', start + offset - 1) + 1)
}

/** The first character of a scalar, behind its quote, or of the key or the item of what is no scalar. */
function firstOf({ value, keys, items }: FieldWay): number {
  const isItem = items.some(({ list, index }) => list.items[index] === value)
  if (value.kind !== 'scalar' || (value.text === '' && value.style === 'plain'))
    return isItem ? value.start : (keys.at(-1)?.start ?? value.start)
  const isQuoted = value.style === 'single' || value.style === 'double'
  return value.start + (isQuoted && value.text !== '' ? 1 : 0)
}

/** The values that decided how many items the lists on the way have before the ones that are passed. */
function positionsOf(document: Document, { items }: FieldWay, naming: ValueNaming): ReadonlySet<string> {
  const found = new Set<string>()
  for (const { list, index, from } of items) {
    const known = positions.get(list) ?? []
    positions.set(list, known)
    for (let at = known.length; at <= index; at++)
      known.push(grown(known[at - 1] ?? [], beforeItem(document, list, at, from), naming))
    for (const path of known[index] ?? []) found.add(path)
  }
  return found
}

/** Of each item of a list, found in turn. Items before which nothing more was decided share what is known of them. */
const positions = new WeakMap<SequenceNode, (readonly string[])[]>()

/** The paths and those of the origins; the same paths where those say nothing more. */
function grown(
  paths: readonly string[],
  origins: readonly Origins[],
  naming: ValueNaming,
): readonly string[] {
  const all = new Set(paths)
  for (const origin of origins)
    for (const list of [origin.guards, origin.paths]) for (const path of naming.namesOf(list)) all.add(path)
  return all.size === paths.length ? paths : [...all]
}

type Origins = Pick<Origin, 'paths' | 'guards'>

/** What wrote the item before, and what stands between the two and could have written one. */
function beforeItem(document: Document, list: SequenceNode, index: number, from: number): Origins[] {
  const item = list.items[index] as YamlNode
  const before = list.items[index - 1]
  const first = before?.start ?? from
  const end = before === undefined ? from : lastWritten(document.text, document.start, before)
  const between = touching(document, first, item.start).filter((segment) => {
    const at = segment.start - document.start
    return !isWritten(segment) && at < item.start && (at <= first || at >= end)
  })
  if (before === undefined) return between.map(({ origin }) => origin)
  const writers = segmentsIn(document, before.start, before.start + 1).filter(isWritten)
  return [
    ...between.filter(({ start }) => start > document.start + first).map(({ origin }) => origin),
    ...writers.map(({ origin: { guards } }) => ({ paths: [], guards })),
  ]
}

function isWritten({ start, end }: Segment): boolean {
  return start < end
}

/** Segments that have a part of `from` to `to`, and those without length from `from` to before `to`. */
function segmentsIn(document: Document, from: number, to: number): Segment[] {
  return touching(document, from, to).filter(({ start }) => start < document.start + to)
}

/** Segments that have a part of `from` to `to`, and those without length at either end or between. */
function touching({ segments, start }: Document, from: number, to: number): Segment[] {
  const [first, last] = [start + from, start + to]
  let low = 0
  let high = segments.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((segments[middle] as Segment).end < first) low = middle + 1
    else high = middle
  }
  const found: Segment[] = []
  for (let at = low; at < segments.length && (segments[at] as Segment).start <= last; at++) {
    const segment = segments[at] as Segment
    if (!isWritten(segment) || segment.end > first) found.push(segment)
  }
  return found
}

function reasonsOf(
  covering: readonly Segment[],
  keys: readonly Segment[],
  positions: ReadonlySet<string>,
  { source, naming }: DocumentPlace,
): Pick<FieldOrigin, 'values' | 'guards' | 'inputs' | 'position'> {
  const values = outermost(named(covering, 'paths', naming))
  const guards = named([...covering, ...keys], 'guards', naming)
  for (const path of named(keys, 'paths', naming))
    if (!values.some((value) => isBelow(value, path))) guards.add(path)
  for (const path of naming.conditionsOf(source)) guards.add(path)
  return {
    values,
    guards: [...guards],
    inputs: [...new Set([...covering, ...keys].flatMap(({ origin }) => origin.inputs))],
    position: [...positions].filter((path) => !guards.has(path)),
  }
}

/** The names of the paths of segments, each list of paths and each name once. */
function named(segments: readonly Segment[], part: 'paths' | 'guards', naming: ValueNaming): Set<string> {
  const lists = new Set(segments.map(({ origin }) => origin[part]))
  const names = new Set<string>()
  for (const paths of lists) for (const name of naming.namesOf(paths)) names.add(name)
  return names
}

/** Without those that lie in others; the empty path is the whole of the values. */
function outermost(paths: ReadonlySet<string>): readonly string[] {
  if (paths.has('')) return ['']
  return [...paths].filter((path) => !liesInOther(path, paths))
}

function liesInOther(path: string, others: ReadonlySet<string>): boolean {
  if (others.size === 1) return false
  for (let at = 1; at < path.length; at++)
    if ((path[at] === '.' || path[at] === '[') && others.has(path.slice(0, at))) return true
  return false
}
