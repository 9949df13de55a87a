import {
  type KubeObject,
  type Schema,
  type StatusCause,
  StatusError,
  type WriteOptions,
} from '@seaworthy/kube'
import { mergeApplied, prune } from './apply-merge.ts'
import { create } from './create.ts'
import { internalError } from './decode.ts'
import { schemaOf } from './schema-of.ts'
import { deepEqual } from './deep-equal.ts'
import { changedFields, entriesOf, type ManagerEntry, ownable } from './field-managers.ts'
import {
  difference,
  type FieldSet,
  fieldSetOf,
  intersection,
  isEmptySet,
  pathsOf,
  union,
} from './field-set.ts'
import { typedFaults } from './typed-faults.ts'
import { normalise } from './normalise.ts'
import { badRequest, conflict, modifiedMeanwhile } from './refusal.ts'
import { type Place, placeOfObject, type Server } from './server.ts'
import { replace } from './update.ts'

export type ApplyOptions = WriteOptions & { readonly force?: boolean }

/** A kind that nobody described: its objects merge field by field, its lists are taken whole. */
const undescribed: Schema = { type: 'object', preserve: true }

/**
 * Server-side apply: the object becomes what its manager says of it, what the manager no longer says goes, and what
 * another manager owns and would change is a conflict unless forced. Rules: KEP-555, structured-merge-diff.
 * @throws StatusError Conflict with one cause per field, InternalError (configuration that does not fit the schema)
 */
export function apply(server: Server, given: KubeObject, options: ApplyOptions): KubeObject {
  const place = placeOfObject(server, given)
  const manager = options.fieldManager
  if (manager === undefined || manager === '') throw needsManager()
  if (given.metadata.managedFields !== undefined) throw badRequest('metadata.managedFields must be nil')
  const schema = schemaOf(server, given) ?? undescribed
  const applied = typed(place, given, schema)
  const fields = fieldSetOf(ownable(applied), schema)
  const live = server.host.store.get(place.key, place.namespace, place.name)
  const entry = { manager, apiVersion: given.apiVersion, fields }
  if (live === undefined) return createApplied(server, place, applied, entry, options)
  const { uid, resourceVersion } = applied.metadata
  if (uid !== undefined && uid !== live.metadata.uid)
    throw conflict(
      place.info,
      place.name,
      'uid mismatch: the provided object specified uid ' + `${uid}, and no existing object was found`,
    )
  if (resourceVersion !== undefined && resourceVersion !== live.metadata.resourceVersion) {
    throw modifiedMeanwhile(place.info, place.name)
  }
  return applyTo(server, place, live, applied, schema, entry, options)
}

interface Applying {
  readonly manager: string
  readonly apiVersion: string
  readonly fields: FieldSet
}

function createApplied(
  server: Server,
  place: Place,
  applied: KubeObject,
  entry: Applying,
  options: ApplyOptions,
): KubeObject {
  if (applied.metadata.uid !== undefined) {
    throw conflict(
      place.info,
      place.name,
      `uid mismatch: the provided object specified uid ${applied.metadata.uid}, and no existing object was found`,
    )
  }
  const managedFields = isEmptySet(entry.fields) ? [] : [ownEntry(server, entry, undefined)]
  return create(server, { ...applied, metadata: { ...applied.metadata, managedFields } }, options)
}

function applyTo(
  server: Server,
  place: Place,
  live: KubeObject,
  applied: KubeObject,
  schema: Schema,
  entry: Applying,
  options: ApplyOptions,
): KubeObject {
  const entries = entriesOf(live)
  const isOwn = (each: ManagerEntry) =>
    each.operation === 'Apply' && each.manager === entry.manager && each.subresource === undefined
  const before = ownable(live)
  const merged = mergeApplied(before, ownable(applied), schema)
  const changed = changedFields(before, merged, schema)
  const others = settleConflicts(
    entries.filter((each) => !isOwn(each)),
    changed,
    options.force === true,
  )
  const own = entries.find(isOwn)
  const managed = others.reduce((all, each) => union(all, each.fieldsV1), entry.fields)
  const content = prune(merged, own?.fieldsV1 ?? {}, managed, schema)
  const managedFields = [ownEntry(server, entry, own), ...others].filter((each) => !isEmptySet(each.fieldsV1))
  const { metadata = {}, ...rest } = content
  const after = {
    ...rest,
    apiVersion: applied.apiVersion,
    kind: applied.kind,
    metadata: { name: live.metadata.name, ...metadata, managedFields },
  }
  // The entries are settled: the write itself is nobody's update.
  return replace(server, place, live, after, options.dryRun === true ? { dryRun: true } : {})
}

/** The other managers' entries; with force they lose what changes. @throws StatusError Conflict without */
function settleConflicts(
  others: readonly ManagerEntry[],
  changed: FieldSet,
  force: boolean,
): readonly ManagerEntry[] {
  if (isEmptySet(changed)) return others
  const lost = others.map((entry) => ({ entry, fields: intersection(entry.fieldsV1, changed) }))
  const conflicts = lost.filter(({ fields }) => !isEmptySet(fields))
  if (conflicts.length === 0) return others
  if (!force) throw conflictOf(conflicts)
  return lost
    .map(({ entry, fields }) => ({ ...entry, fieldsV1: difference(entry.fieldsV1, fields) }))
    .filter((entry) => !isEmptySet(entry.fieldsV1))
}

/** Words of k8s.io/apimachinery/pkg/util/managedfields/internal/conflict.go. */
function conflictOf(conflicts: readonly { entry: ManagerEntry; fields: FieldSet }[]): StatusError {
  const named = conflicts
    .map(({ entry, fields }) => ({ who: describeManager(entry), paths: pathsOf(fields) }))
    .toSorted((a, b) => (a.who < b.who ? -1 : 1))
  const causes: StatusCause[] = named.flatMap(({ who, paths }) =>
    paths.map((field) => ({ reason: 'FieldManagerConflict', message: `conflict with ${who}`, field })),
  )
  if (causes.length === 1) {
    const [only] = causes
    return new StatusError('Conflict', `Apply failed with 1 conflict: ${only?.message}: ${only?.field}`, {
      causes,
    })
  }
  const lists = named.map(
    ({ who, paths }) => `conflicts with ${who}:\n${paths.map((path) => `- ${path}`).join('\n')}`,
  )
  return new StatusError('Conflict', `Apply failed with ${causes.length} conflicts: ${lists.join('\n')}`, {
    causes,
  })
}

function describeManager({ manager, operation, apiVersion, subresource }: ManagerEntry): string {
  const under = subresource === undefined ? '' : ` with subresource "${subresource}"`
  return `"${manager}"${under}${operation === 'Apply' ? '' : ` using ${apiVersion}`}`
}

/** The manager's entry; the very same one while it owns the same fields. */
function ownEntry(
  server: Server,
  { manager, apiVersion, fields }: Applying,
  before: ManagerEntry | undefined,
): ManagerEntry {
  if (before !== undefined && before.apiVersion === apiVersion && deepEqual(before.fieldsV1, fields))
    return before
  return {
    manager,
    operation: 'Apply',
    apiVersion,
    time: server.host.timestamp(),
    fieldsType: 'FieldsV1',
    fieldsV1: fields,
  }
}

/** The configuration as a typed value. @throws StatusError InternalError at the first place that does not fit, as the real server */
function typed(place: Place, given: KubeObject, schema: Schema): KubeObject {
  const [fault] = typedFaults(given, schema, '')
  if (fault === undefined) return normalise(given, schema, place.info.builtIn)
  const who = `${place.namespace === undefined ? '' : `${place.namespace}/`}${place.name}; ${given.apiVersion}, Kind=${given.kind}`
  throw internalError(`failed to create typed patch object (${who}): ${fault}`)
}

function needsManager(): StatusError {
  return new StatusError(
    'Invalid',
    'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    {
      causes: [
        {
          reason: 'FieldValueRequired',
          field: 'fieldManager',
          message: 'Required value: is required for apply patch',
        },
      ],
    },
  )
}
