import type { Json, KubeObject, Schema } from '@seaworthy/kube'
import { deepEqual } from './deep-equal.ts'
import { childrenOf, difference, type FieldSet, fieldSetOf, isEmptySet, isWhole, union } from './field-set.ts'

/** One entry of `metadata.managedFields`: what a manager owns by one kind of writing. */
export interface ManagerEntry {
  readonly manager: string
  readonly operation: 'Apply' | 'Update'
  readonly apiVersion: string
  readonly time?: string
  readonly fieldsType: 'FieldsV1'
  readonly fieldsV1: FieldSet
  readonly subresource?: string
}

export function entriesOf(object: KubeObject): readonly ManagerEntry[] {
  return (object.metadata.managedFields ?? []) as readonly ManagerEntry[]
}

/** The part of an object that can be owned: not its identity, nor what only the server writes. */
export function ownable(object: KubeObject): Json {
  const { apiVersion: _a, kind: _k, metadata, status: _s, ...content } = object
  const { labels, annotations, finalizers, ownerReferences } = metadata
  const owned: Record<string, Json> = {}
  if (labels !== undefined) owned.labels = labels
  if (annotations !== undefined) owned.annotations = annotations
  if (finalizers !== undefined) owned.finalizers = finalizers
  if (ownerReferences !== undefined) owned.ownerReferences = ownerReferences
  return Object.keys(owned).length === 0 ? content : { ...content, metadata: owned }
}

/** The fields whose value differs, or that only `after` has. Fields that are gone have no owner any more. */
export function changedFields(before: Json, after: Json, schema: Schema): FieldSet {
  if (before === undefined) return fieldSetOf(after, schema)
  const changed: Record<string, FieldSet> = {}
  if (isWhole(after, schema) || isWhole(before, schema)) return changed
  const old = new Map([...childrenOf(before, schema)].map((child) => [child.step, child.value]))
  for (const { step, value, schema: described } of childrenOf(after, schema)) {
    const was = old.get(step)
    if (was === value) continue
    if (was === undefined) {
      const inner = fieldSetOf(value, described)
      changed[step] = step.startsWith('k:') ? { ...inner, '.': {} } : inner
    } else if (isWhole(value, described) || isWhole(was, described)) {
      if (!deepEqual(was, value)) changed[step] = {}
    } else {
      const inner = changedFields(was, value, described)
      if (!isEmptySet(inner)) changed[step] = inner
    }
  }
  return changed
}

/** The fields of a set that a value still has. */
export function stillThere(set: FieldSet, value: Json, schema: Schema): FieldSet {
  const kept: Record<string, FieldSet> = {}
  if (set['.'] !== undefined) kept['.'] = {}
  for (const { step, value: child, schema: described } of childrenOf(value, schema)) {
    const inner = set[step]
    if (inner === undefined) continue
    const rest = isEmptySet(inner) ? inner : stillThere(inner, child, described)
    if (isEmptySet(inner) || !isEmptySet(rest)) kept[step] = rest
  }
  return kept
}

/** Who wrote, for an update or patch. */
export interface Writer {
  readonly manager: string
  readonly apiVersion: string
  readonly time: string
  readonly subresource?: string
}

/** The entries after a write that was not an apply: what changed is the writer's alone. */
export function afterUpdate(
  entries: readonly ManagerEntry[],
  before: Json,
  after: Json,
  schema: Schema,
  writer: Writer,
): readonly ManagerEntry[] {
  const changed = changedFields(before, after, schema)
  const mine = (entry: ManagerEntry) =>
    entry.operation === 'Update' &&
    entry.manager === writer.manager &&
    entry.subresource === writer.subresource
  const others = entries.filter((entry) => !mine(entry))
  const own = entries.find(mine)
  const kept = others.map((entry) => ({
    ...entry,
    fieldsV1: stillThere(difference(entry.fieldsV1, changed), after, schema),
  }))
  const owned = union(own === undefined ? {} : stillThere(own.fieldsV1, after, schema), changed)
  const { manager, apiVersion, time, subresource } = writer
  const entry: ManagerEntry = {
    manager,
    operation: 'Update',
    apiVersion,
    time,
    fieldsType: 'FieldsV1',
    fieldsV1: owned,
    ...(subresource !== undefined && { subresource }),
  }
  return [...kept, entry].filter((each) => !isEmptySet(each.fieldsV1))
}
