import { fieldSchemaOf, itemSchemaOf, type Json, type Schema } from '@seaworthy/kube'

/**
 * A set of fields of an object, as a tree (sigs.k8s.io/structured-merge-diff/fieldpath). A step is written as in
 * `managedFields`: `f:name`, `k:{"name":"x"}` for an item of a keyed list, `v:"x"` for one of a set. A tree that is
 * itself a member says so with the step `.`; a leaf is `{}`.
 */
export interface FieldSet {
  readonly [step: string]: FieldSet
}

type Growing = { [step: string]: Growing }

const leaf: FieldSet = {}

/** Values of keys that an item may leave out (defaults of the OpenAPI schema). */
const keyDefaults: Readonly<Record<string, Json>> = { protocol: 'TCP' }

/** Sets of values met before: the same manifest is applied in run after run. */
const known = new WeakMap<object, { schema: Schema; set: FieldSet }>()

/** Every leaf of a value, and every item of its keyed lists. Lists and objects that are taken whole are leaves. */
export function fieldSetOf(value: Json, schema: Schema): FieldSet {
  if (isWhole(value, schema)) return leaf
  const before = known.get(value)
  if (before !== undefined && before.schema === schema) return before.set
  const set: Growing = {}
  for (const { step, value: child, schema: described } of childrenOf(value, schema)) {
    const inner = fieldSetOf(child, described)
    set[step] = step.startsWith('k:') ? { ...inner, '.': leaf } : inner
  }
  known.set(value, { schema, set })
  return set
}

export interface Child {
  readonly step: string
  readonly value: Json
  readonly schema: Schema
}

/** The parts of a value that are owned one by one; of a list that is taken whole, none. */
export function* childrenOf(value: Json, schema: Schema): Iterable<Child> {
  if (isWhole(value, schema)) return
  if (Array.isArray(value)) {
    const items = itemSchemaOf(schema)
    for (const item of value) yield { step: stepOfItem(item, schema), value: item, schema: items }
    return
  }
  for (const name in value) {
    const described = fieldSchemaOf(schema, name) ?? undescribed
    yield { step: `f:${name}`, value: value[name], schema: described }
  }
}

const undescribed: Schema = { type: 'object', preserve: true }

/** Scalars, atomic objects and lists without keys are owned as one; so is an empty object. */
export function isWhole(value: Json, schema: Schema): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (schema.atomic === true || schema.type === 'any') return true
  return Array.isArray(value) ? schema.list === undefined : false
}

const steps = new WeakMap<object, { schema: Schema; step: string }>()

/** `k:{"name":"x"}` or `v:"x"`. */
export function stepOfItem(item: Json, schema: Schema): string {
  if (typeof item !== 'object' || item === null) return `v:${JSON.stringify(item)}`
  const before = steps.get(item)
  if (before !== undefined && before.schema === schema) return before.step
  const step = schema.list === 'set' ? `v:${JSON.stringify(item)}` : keyStep(item, schema)
  steps.set(item, { schema, step })
  return step
}

function keyStep(item: Json, schema: Schema): string {
  const keys = (schema.keys ?? []).toSorted()
  return `k:${JSON.stringify(Object.fromEntries(keys.map((key) => [key, item[key] ?? keyDefaults[key]])))}`
}

export function isEmptySet(set: FieldSet): boolean {
  for (const _ in set) return false
  return true
}

/** A member is a leaf of the tree or carries `.`. */
function isMember(set: FieldSet): boolean {
  return set['.'] !== undefined || isEmptySet(set)
}

export function union(a: FieldSet, b: FieldSet): FieldSet {
  if (a === b || isEmptySet(b)) return mark(a, b)
  if (isEmptySet(a)) return mark(b, a)
  const both: Growing = { ...a }
  for (const step in b) {
    const own = both[step]
    both[step] = (own === undefined ? b[step] : union(own, b[step] as FieldSet)) as Growing
  }
  return both
}

/** A leaf joined with a tree stays a member of its own. */
function mark(tree: FieldSet, other: FieldSet): FieldSet {
  return isEmptySet(tree) || other['.'] === undefined ? tree : { ...tree, '.': leaf }
}

/** The members of `a` that are not members of `b`. */
export function difference(a: FieldSet, b: FieldSet): FieldSet {
  const rest: Growing = {}
  for (const step in a) {
    const mine = a[step] as FieldSet
    const theirs = b[step]
    if (theirs === undefined) rest[step] = mine
    else if (step !== '.' && !(isEmptySet(mine) && isMember(theirs))) {
      const inner = difference(mine, theirs)
      if (!isEmptySet(inner)) rest[step] = inner
    }
  }
  return rest
}

/** The members that both have. */
export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  const both: Growing = {}
  for (const step in a) {
    const mine = a[step] as FieldSet
    const theirs = b[step]
    if (theirs === undefined) continue
    if (step === '.' || (isMember(mine) && isMember(theirs) && (isEmptySet(mine) || isEmptySet(theirs)))) {
      both[step] = {}
      continue
    }
    const inner = intersection(mine, theirs)
    if (!isEmptySet(inner)) both[step] = inner
  }
  return both
}

/** The members as paths in the words of a refusal: `.spec.template.spec.containers[name="c"].image`. */
export function pathsOf(set: FieldSet, prefix = ''): string[] {
  const paths: string[] = []
  for (const step of Object.keys(set).toSorted()) {
    if (step === '.') {
      paths.push(prefix)
      continue
    }
    const path = prefix + words(step)
    const inner = set[step] as FieldSet
    if (isEmptySet(inner)) paths.push(path)
    else paths.push(...pathsOf(inner, path))
  }
  return paths
}

/** A step in the words of a refusal: `.image`, `[name="c"]`, `["x"]`. */
export function words(step: string): string {
  const rest = step.slice(2)
  if (step.startsWith('f:')) return `.${rest}`
  if (step.startsWith('v:')) return `[=${rest}]`
  const named = JSON.parse(rest) as Record<string, unknown>
  return `[${Object.entries(named)
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join(',')}]`
}
