import { didYouMean, failure } from '@seaworthy/diagnostics'
import type { FieldPath, RenderedObject } from '../rendered.ts'
import { formatPath, parsePath, type PathStep } from '../values/path-syntax.ts'
import { objectName } from './object-query.ts'

/**
 * The field that a user means: `spec.template.spec.containers[0].image`, `containers[web]` by the name of the item,
 * `metadata.annotations['checksum/config']`, `data.nginx\.conf`; a key with dots may also be written without backslashes.
 * Throws a `DiagnosticError` with what is there instead.
 */
export function findField(at: RenderedObject, query: string): FieldPath {
  const steps = parsePath(query, 'field path')
  const path: (string | number)[] = []
  let value: unknown = at.object
  for (let index = 0; index < steps.length; ) {
    const next = enter(value, steps, index)
    if (next === undefined) throw unknownField(at, query, path, value, steps[index])
    path.push(next.key)
    value = next.value
    index += next.steps
  }
  return path
}

interface Entered {
  readonly key: string | number
  readonly value: unknown
  /** How many steps of the query the key is. */
  readonly steps: number
}

function enter(value: unknown, steps: readonly PathStep[], from: number): Entered | undefined {
  const step = steps[from]
  if (step === undefined || typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value)) return enterList(value, step)
  const table = value as Readonly<Record<string, unknown>>
  for (let count = keysFrom(steps, from); count >= 1; count--) {
    const key = steps
      .slice(from, from + count)
      .map(textOf)
      .join('.')
    if (Object.hasOwn(table, key)) return { key, value: table[key], steps: count }
  }
  return undefined
}

/** How many steps in a row are plain keys, and so could be one key that has dots. */
function keysFrom(steps: readonly PathStep[], from: number): number {
  const end = steps.findIndex((step, index) => index > from && step.kind !== 'key')
  return (end === -1 ? steps.length : end) - from
}

function enterList(list: readonly unknown[], step: PathStep): Entered | undefined {
  const index = step.kind === 'index' ? step.index : namedItem(list, textOf(step))
  return index in list ? { key: index, value: list[index], steps: 1 } : undefined
}

/** Items of Kubernetes lists are known by their name, the keys of maps by themselves. */
function namedItem(list: readonly unknown[], name: string): number {
  if (/^\d+$/.test(name)) return Number(name)
  return list.findIndex((item) => nameOf(item) === name)
}

function nameOf(item: unknown): unknown {
  return typeof item === 'object' && item !== null && 'name' in item ? item.name : undefined
}

function textOf(step: PathStep): string {
  switch (step.kind) {
    case 'key':
      return step.key
    case 'index':
      return String(step.index)
    case 'word':
      return step.word
  }
}

function unknownField(
  at: RenderedObject,
  query: string,
  path: FieldPath,
  value: unknown,
  step: PathStep | undefined,
) {
  const asked = step === undefined ? '' : textOf(step)
  const known = knownSteps(value)
  const near = didYouMean(asked, known)
  const where = path.length === 0 ? 'there' : `in ${formatPath(path)}`
  return failure({
    code: 'field-not-rendered',
    message: `${objectName(at)} has no field ${query}`,
    found: known.length === 0 ? `${formatPath(path)} is no map and no list` : `${where}: ${known.join(', ')}`,
    expected: `a field that is rendered; ${JSON.stringify(asked)} is not`,
    help:
      near === undefined
        ? 'leave the field out to see all fields of the object'
        : `did you mean ${Array.isArray(value) ? `${formatPath(path)}[${near}]` : formatPath([...path, near])}?`,
  })
}

function knownSteps(value: unknown): string[] {
  if (Array.isArray(value)) {
    return value.map((item, index) => {
      const name = nameOf(item)
      return typeof name === 'string' ? name : String(index)
    })
  }
  return typeof value === 'object' && value !== null ? Object.keys(value) : []
}
