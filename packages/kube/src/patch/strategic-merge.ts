import type { Json } from '../object.ts'
import { StatusError } from '../status-error.ts'
import { goText } from './go-text.ts'
import { isJsonObject, type JsonObject } from './json-value.ts'
import { fieldSchema, type MergeSchema } from './merge-schema.ts'
import { isBothLists, mergeList, orderList, removeFromList } from './strategic-merge-list.ts'

const orderPrefix = '$setElementOrder/'
const deletePrefix = '$deleteFromPrimitiveList/'

/**
 * Kubernetes' strategic merge: like a merge patch, but lists whose schema says so merge by key. Understands `$patch`,
 * `$retainKeys`, `$setElementOrder/…` and `$deleteFromPrimitiveList/…`. Changes none of its arguments.
 * Rules: k8s.io/apimachinery/pkg/util/strategicpatch. Throws `StatusError` InternalError, as the server answers, for a
 * directive it does not know or an item without its merge key.
 */
export function applyStrategicMerge(target: Json, patch: Json, schema: MergeSchema): Json {
  if (!isJsonObject(patch))
    throw new StatusError('BadRequest', 'error decoding patch: a strategic patch is an object')
  return mergeObject(isJsonObject(target) ? target : {}, patch, schema)
}

function mergeObject(target: JsonObject, patch: JsonObject, schema: MergeSchema): JsonObject {
  if ('$patch' in patch) return directed(patch)
  const result = retain(target, patch)
  for (const [name, wanted] of Object.entries(patch)) {
    if (name.startsWith(orderPrefix) || name.startsWith(deletePrefix) || name === '$retainKeys') continue
    if (wanted === null) delete result[name]
    else setField(result, name, mergeValue(result[name], wanted, fieldSchema(schema, name)))
  }
  for (const [directive, items] of Object.entries(patch)) {
    if (directive.startsWith(deletePrefix)) {
      const name = directive.slice(deletePrefix.length)
      if (name in result) result[name] = removeFromList(result[name], items)
    }
    if (directive.startsWith(orderPrefix)) {
      const name = directive.slice(orderPrefix.length)
      const before = Array.isArray(target[name]) ? target[name] : []
      if (name in result)
        result[name] = orderList(result[name], items, before, fieldSchema(schema, name).mergeKey)
    }
  }
  return result
}

function setField(result: Record<string, Json>, name: string, value: Json): void {
  if (value === undefined) delete result[name]
  else result[name] = value
}

function mergeValue(target: Json, wanted: Json, schema: MergeSchema): Json {
  if (isJsonObject(target) && isJsonObject(wanted)) {
    return schema.strategy === 'replace' ? wanted : mergeObject(target, wanted, schema)
  }
  if (isBothLists(target, wanted)) {
    if (schema.strategy !== 'merge') return wanted
    return mergeList(target, wanted, schema.mergeKey, (item, change) => mergeObject(item, change, schema))
  }
  return withoutDirectives(wanted)
}

/** `$patch: replace` takes the patch whole, `$patch: delete` leaves an empty object. */
function directed(patch: JsonObject): JsonObject {
  const { $patch: directive, ...rest } = patch
  if (directive === 'replace') return rest
  if (directive === 'delete') return {}
  throw new StatusError('InternalError', `unknown patch type: ${String(directive)} in map: ${goText(patch)}`)
}

/** The target's fields; only those that `$retainKeys` lists, where the patch has it. */
function retain(target: JsonObject, patch: JsonObject): Record<string, Json> {
  const kept = patch['$retainKeys']
  if (kept === undefined) return { ...target }
  const stray = Object.entries(patch).find(
    ([name, value]) =>
      !name.startsWith('$') && value !== null && !(Array.isArray(kept) && kept.includes(name)),
  )
  if (!Array.isArray(kept) || stray !== undefined) {
    throw new StatusError('InternalError', 'invalid patch format of retainKeys')
  }
  return Object.fromEntries(Object.entries(target).filter(([name]) => kept.includes(name)))
}

/** What a patch adds where nothing was: no nulls, no directives; undefined when it only says to delete. */
function withoutDirectives(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutDirectives).filter((item) => item !== undefined)
  if (!isJsonObject(value)) return value
  if ('$patch' in value) return undefined
  const cleaned = Object.entries(value)
    .filter(([name, inner]) => inner !== null && !name.startsWith('$'))
    .map(([name, inner]) => [name, withoutDirectives(inner)] as const)
  return Object.fromEntries(cleaned.filter(([, inner]) => inner !== undefined))
}
