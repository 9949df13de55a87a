import type { Json } from '../object.ts'
import { isJsonObject } from './json-value.ts'

/** RFC 7386: objects merge field by field, null takes a field away, anything else replaces. Changes neither argument. */
export function applyMergePatch(target: Json, patch: Json): Json {
  if (!isJsonObject(patch)) return patch
  const result: Record<string, Json> = isJsonObject(target) ? { ...target } : {}
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key]
    else result[key] = applyMergePatch(result[key], value)
  }
  return result
}

/** The merge patch that turns `before` into `after`; an empty object when nothing differs. */
export function createMergePatch(before: Json, after: Json): Json {
  if (!isJsonObject(before) || !isJsonObject(after)) return after
  const patch: Record<string, Json> = {}
  for (const key of Object.keys(before)) if (!(key in after)) patch[key] = null
  for (const [key, value] of Object.entries(after)) {
    const old = before[key]
    if (isJsonObject(old) && isJsonObject(value)) {
      const inner = createMergePatch(old, value)
      if (Object.keys(inner).length > 0) patch[key] = inner
    } else if (JSON.stringify(old) !== JSON.stringify(value)) {
      patch[key] = value
    }
  }
  return patch
}
