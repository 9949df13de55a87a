import type { MergeSchema } from '../patch/merge-schema.ts'
import { itemSchemaOf, resolveSchema, type Schema } from './schema.ts'

const made = new WeakMap<Schema, MergeSchema>()

/** How a strategic merge patch merges an object of a schema: the keys and strategies of its lists, all the way down. */
export function mergeSchemaOf(schema: Schema): MergeSchema {
  let found = made.get(schema)
  if (found === undefined) {
    found = make(schema)
    made.set(schema, found)
  }
  return found
}

function make(schema: Schema): MergeSchema {
  const strategies = schema.patch?.split(',') ?? []
  const strategy = strategies.find((each) => each === 'merge' || each === 'replace')
  const inside = schema.type === 'list' ? mergeSchemaOf(itemSchemaOf(schema)).fields : fieldsOf(schema)
  return {
    ...(strategy !== undefined && { strategy }),
    ...(schema.patchKey !== undefined && { mergeKey: schema.patchKey }),
    ...(inside !== undefined && { fields: inside }),
  }
}

function fieldsOf(schema: Schema): Readonly<Record<string, MergeSchema>> | undefined {
  if (schema.fields === undefined) return undefined
  const described = Object.entries(schema.fields).map(
    ([name, node]) => [name, mergeSchemaOf(resolveSchema(node))] as const,
  )
  const telling = described.filter(([, merge]) => Object.keys(merge).length > 0)
  return telling.length === 0 ? undefined : Object.fromEntries(telling)
}
