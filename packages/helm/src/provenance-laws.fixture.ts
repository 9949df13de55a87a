import type { FieldOrigin, FieldPath } from './index.ts'

/** One change of the values, as a layer over them, and the paths that differ after it. */
export interface Change {
  readonly name: string
  readonly values: Readonly<Record<string, unknown>>
  /** Leaves that differ, and maps or lists whose keys or length do. */
  readonly leaves: readonly string[]
  readonly shapes: readonly string[]
}

type Plain = Readonly<Record<string, unknown>>

/** Every scalar of an object, with empty maps and lists. */
export function fieldsOf(object: unknown, path: FieldPath = []): { path: FieldPath; value: unknown }[] {
  if (typeof object !== 'object' || object === null) return [{ path, value: object }]
  const entries = Array.isArray(object)
    ? object.map((item, index) => [index, item] as const)
    : Object.entries(object)
  return entries.flatMap(([key, item]) => fieldsOf(item, [...path, key]))
}

/** Whether what tells of a field names something that the change changed. */
export function isNamed(origin: FieldOrigin, change: Change, values: Plain): boolean {
  const { named, wholes } = namesIn(origin, values)
  const changed = [...change.leaves, ...change.shapes]
  if (changed.some((path) => named.has(path))) return true
  return wholes.some((whole) => changed.some((path) => isBelow(path, whole)))
}

interface Names {
  readonly named: ReadonlySet<string>
  /** Those that stand for all in them. */
  readonly wholes: readonly string[]
}

/** Each origin is of one field of one render. */
const known = new WeakMap<FieldOrigin, Names>()

function namesIn(origin: FieldOrigin, values: Plain): Names {
  const before = known.get(origin)
  if (before !== undefined) return before
  const { values: own, guards, position } = origin
  const decided = [...guards, ...position]
  const names = {
    named: new Set([...own, ...decided]),
    wholes: [...own, ...decided.filter((path) => !isContainer(plainAt(values, path)))],
  }
  known.set(origin, names)
  return names
}

function isBelow(path: string, above: string): boolean {
  return (
    above === '' || (path.startsWith(above) && (path[above.length] === '.' || path[above.length] === '['))
  )
}

function isContainer(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null
}

export function plainAt(values: Plain, path: string): unknown {
  let at: unknown = values
  for (const step of stepsOf(path)) at = isContainer(at) ? at[step] : undefined
  return at
}

function stepsOf(path: string): string[] {
  return path.split(/[.[\]]+/).filter((step) => step !== '')
}

/** Changes of every value, or of those at a path and below it: other values of the same type, none, more and fewer items. */
export function changesOf(values: Plain, only?: string): Change[] {
  const found: Change[] = []
  for (const path of placesOf(values)) {
    if (only !== undefined && path !== only && !isBelow(path, only)) continue
    if (isShadowed(path, values)) continue
    found.push(...changesAt(values, path))
  }
  if (only !== undefined && found.length === 0) found.push(...changesAt(values, only))
  return found
}

/** Globals are changed where they were given: the copies in subcharts follow. */
function isShadowed(path: string, values: Plain): boolean {
  const match = /^[\w-]+\.(global\b.*)$/.exec(path)
  return match !== null && plainAt(values, match[1] ?? '') !== undefined
}

function placesOf(value: unknown, path = ''): string[] {
  const own = path === '' ? [] : [path]
  if (Array.isArray(value))
    return [...own, ...value.flatMap((item, index) => placesOf(item, `${path}[${index}]`))]
  if (!isContainer(value)) return own
  return [
    ...own,
    ...Object.entries(value).flatMap(([key, item]) => placesOf(item, path === '' ? key : `${path}.${key}`)),
  ]
}

function changesAt(values: Plain, path: string): Change[] {
  const before = plainAt(values, path)
  return replacements(before).map(({ what, after }) => ({
    name: `${path} ${what}`,
    values: layerWith(values, path, after),
    ...difference(before, after, path),
  }))
}

function replacements(before: unknown): { what: string; after: unknown }[] {
  const gone = { what: 'removed', after: null }
  const to = (after: unknown) => ({ what: `to ${JSON.stringify(after)}`, after })
  if (typeof before === 'string') {
    if (before.includes('{{')) return [to('fresh'), to(`fresh${before}`), gone]
    return before === '' ? [to('fresh')] : [to('fresh'), to('zebra-kiwi-nut'), to(''), gone]
  }
  if (typeof before === 'number') return [to(before + 3), to(0), gone].filter(({ after }) => after !== before)
  if (typeof before === 'boolean') return [to(!before), gone]
  if (Array.isArray(before))
    return [to([...before, ...before.slice(0, 1)]), to(['fresh', ...before]), to(before.slice(0, -1)), to([])]
  if (isContainer(before)) return [to({ ...before, fresh: 'fresh' })]
  return [to('fresh')]
}

/** A layer that sets one value; a list is given as a whole. */
function layerWith(values: Plain, path: string, after: unknown): Plain {
  const [map, inside] = splitAtList(path)
  const value = inside === undefined ? after : replacedIn(plainAt(values, map), stepsOf(inside), after)
  return stepsOf(map).reduceRight<unknown>((inner, step) => ({ [step]: inner }), value) as Plain
}

function splitAtList(path: string): [string, string | undefined] {
  const at = path.indexOf('[')
  return at === -1 ? [path, undefined] : [path.slice(0, at), path.slice(at)]
}

function replacedIn(value: unknown, [step, ...rest]: readonly string[], after: unknown): unknown {
  if (step === undefined) return after
  if (Array.isArray(value))
    return value.map((item: unknown, index) =>
      String(index) === step ? replacedIn(item, rest, after) : item,
    )
  const map = isContainer(value) ? value : {}
  return { ...map, [step]: replacedIn(map[step], rest, after) }
}

function difference(before: unknown, after: unknown, path: string): Pick<Change, 'leaves' | 'shapes'> {
  const leaves: string[] = []
  const shapes: string[] = after === null ? [parentOf(path)] : []
  compare(before, after, path, leaves, shapes)
  return { leaves, shapes }
}

function compare(before: unknown, after: unknown, path: string, leaves: string[], shapes: string[]): void {
  if (JSON.stringify(before) === JSON.stringify(after)) return
  leaves.push(path)
  if (!isContainer(before) && !isContainer(after)) return
  const [was, is] = [isContainer(before) ? before : {}, isContainer(after) ? after : {}]
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])]
  if (Object.keys(was).length !== Object.keys(is).length) shapes.push(path)
  else if (isContainer(before)) leaves.pop()
  const isList = Array.isArray(before) || Array.isArray(after)
  for (const key of keys)
    compare(was[key], is[key], isList ? `${path}[${key}]` : `${path}.${key}`, leaves, shapes)
}

function parentOf(path: string): string {
  return path.replace(/(?:\.[^.[]+|\[\d+\]|^[^.[]+)$/, '')
}
