import type { Json } from '../object.ts'
import { isJsonObject } from './json-value.ts'

/** A value as Go prints it in messages: `map[image:n:1 name:web]`. */
export function goText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`
  if (!isJsonObject(value)) return value === null ? '<nil>' : String(value)
  const fields = Object.keys(value)
    .sort()
    .map((key) => `${key}:${goText(value[key])}`)
  return `map[${fields.join(' ')}]`
}
