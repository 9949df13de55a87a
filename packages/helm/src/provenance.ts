import type { Origin, RenderOutput, Segment } from '@seaworthy/gotemplate'
import { locate, type YamlNode } from '@seaworthy/yaml'
import type { FieldOrigin, FieldPath } from './rendered.ts'
import type { PathNormalizer } from './values/value-origin.ts'

/** Where a field of a rendered document comes from. `start` is the offset of the document in its file's output. */
export function fieldOrigin(
  root: YamlNode | undefined,
  output: RenderOutput,
  start: number,
  path: FieldPath,
  normalize: PathNormalizer,
): FieldOrigin | undefined {
  const { segments } = output
  if (segments === undefined || root === undefined) return undefined
  const place = locate(root, path)
  const { value } = place
  const first = place.key === undefined || isScalarAt(root, path, place.depth) ? value.start : place.key.start
  const covering = overlapping(segments, start + value.start, start + Math.max(value.end, value.start + 1))
  const writer = overlapping(segments, start + first, start + first + 1)[0] ?? covering[0]
  if (writer === undefined) return undefined
  return describe(writer.origin, [...new Set([writer, ...covering])], normalize)
}

function isScalarAt(root: YamlNode, path: FieldPath, depth: number): boolean {
  let node: YamlNode | undefined = root
  for (const step of path.slice(0, depth)) node = childOf(node, step)
  return node?.kind === 'scalar' && node.text !== ''
}

function childOf(node: YamlNode | undefined, step: string | number): YamlNode | undefined {
  const target = node?.kind === 'alias' ? node.target : node
  if (target?.kind === 'sequence') return target.items[Number(step)]
  if (target?.kind !== 'mapping') return undefined
  return target.entries.findLast(({ key }) => key.kind === 'scalar' && key.text === String(step))?.value
}

/** Segments are in order and cover the text: the first that ends behind `from` is found by halving. */
function overlapping(segments: readonly Segment[], from: number, to: number): Segment[] {
  let low = 0
  let high = segments.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((segments[middle] as Segment).end <= from) low = middle + 1
    else high = middle
  }
  const found: Segment[] = []
  for (let at = low; at < segments.length && (segments[at] as Segment).start < to; at++)
    found.push(segments[at] as Segment)
  return found
}

function describe(writer: Origin, covering: readonly Segment[], normalize: PathNormalizer): FieldOrigin {
  const { file, line, column, chain } = writer
  return {
    file,
    line,
    column,
    via: chain.map((call) => ({ file: call.file, line: call.line, column: call.column })),
    values: unique(covering.flatMap(({ origin }) => origin.paths.map(normalize))),
    guards: unique(covering.flatMap(({ origin }) => origin.guards.map(normalize))),
    inputs: [],
    position: [],
  }
}

function unique(paths: readonly string[]): readonly string[] {
  return [...new Set(paths)]
}
