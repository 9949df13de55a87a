import { formatValue } from '../format.ts'
import type { LeafPlace } from '../function.ts'
import type { GoValue } from '../value.ts'
import { containerOf, entriesOf, isContainer, type Key } from './container.ts'
import { type ContainerOrigins } from './container-origins.ts'
import { allOf, both, decided, type Dependence, late } from './dependence.ts'
import { latePieces, markOf, type Piece } from './piece.ts'
import { Traced, untraced } from './traced.ts'
import { argument, computed, type TracedCall } from './traced-call.ts'

type Leaves = (text: string) => readonly LeafPlace[]

/** The result of a function that writes a value as structured text, or reads one: every leaf by itself. */
export function traceLeaves(call: TracedCall, leaves: Leaves, result: GoValue): GoValue {
  const value = argument(call, 0)
  if (typeof result === 'string') return traceWritten(call, leaves, value, result)
  return value instanceof Traced && isContainer(result)
    ? traceRead(call.origins, leaves, value, result)
    : computed(call, result)
}

function traceWritten(call: TracedCall, leaves: Leaves, value: GoValue, result: string): GoValue {
  const raw = untraced(value)
  if (typeof raw !== 'object' || raw === null || !isContainer(containerOf(raw))) return computed(call, result)
  const whole = call.origins.of(value, 'whole')
  if (whole === undefined) return result
  const chosen = value instanceof Traced ? value.dependence : undefined
  const origin = snapshot(raw, call.origins)
  const source = latePieces(() =>
    leaves(result).map(({ start, end, path }) => {
      return { start, end, at: undefined, mark: markOf(both(origin(path), chosen)) }
    }),
  )
  return new Traced(result, whole, source)
}

/** What the value at the end of a way into something depends on. */
type Snapshot = (path: readonly Key[]) => Dependence

/** What is in a container now: templates may change it before somebody asks. */
function snapshot(container: GoValue, origins: ContainerOrigins): Snapshot {
  const known = origins.pathResolver(container)
  if (known !== undefined) return known
  const shape = origins.of(container, 'shape')
  const items = new Map<string, { readonly own: Dependence; readonly inside: Snapshot | undefined }>()
  for (const [key, item] of entriesOf(containerOf(container as object))) {
    const child = origins.child(container, key, item)
    const own = child instanceof Traced ? child.dependence : undefined
    const raw = untraced(child)
    items.set(String(key), { own, inside: isContainer(raw) ? snapshot(raw, origins) : undefined })
  }
  return ([key, ...rest]) => {
    if (key === undefined) return shape
    const item = items.get(String(key))
    return both(item?.own, item?.inside?.(rest))
  }
}

/** Each leaf depends on the part of the text that it was read from. */
function traceRead(origins: ContainerOrigins, leaves: Leaves, text: Traced, result: GoValue): GoValue {
  const whole = text.dependence
  if (!text.hasPieces) {
    origins.make(result, { shape: decided(whole), rest: whole, absent: decided(whole) })
    return result
  }
  let found: Map<string, Dependence> | undefined
  const leafAt = (path: readonly Key[]): Dependence => {
    found ??= leafDependences(formatValue(text.value), leaves, text.pieces)
    return found.has(JSON.stringify(path)) ? found.get(JSON.stringify(path)) : whole
  }
  noteLeaves(origins, result, [], whole, leafAt)
  return result
}

function noteLeaves(
  origins: ContainerOrigins,
  container: GoValue,
  path: readonly Key[],
  whole: Dependence,
  leafAt: (path: readonly Key[]) => Dependence,
): void {
  origins.make(container, { shape: decided(whole), absent: decided(whole) })
  for (const [key, item] of entriesOf(container)) {
    const inside = [...path, key]
    if (isContainer(item)) noteLeaves(origins, item, inside, whole, leafAt)
    else
      origins.put(
        container,
        key,
        item,
        late(() => leafAt(inside)),
      )
  }
}

function leafDependences(text: string, leaves: Leaves, pieces: readonly Piece[]): Map<string, Dependence> {
  const found = new Map<string, Dependence>()
  for (const { path, start, end } of leaves(text)) {
    const covering = pieces.filter(
      (piece) => piece.start <= end && piece.end >= start && touches(piece, start, end),
    )
    const dependence = allOf(covering.map(({ mark }) => both(mark.dependence, decided(mark.guard))))
    found.set(JSON.stringify(path), dependence)
  }
  return found
}

function touches(piece: Piece, start: number, end: number): boolean {
  if (piece.start < piece.end) return piece.start < end && piece.end > start
  return piece.start < end || piece.reach === undefined || piece.reach === Infinity
}
