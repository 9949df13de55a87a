/**
 * What strategic merge must know of a field, as the API's `x-kubernetes-patch-strategy` and `-merge-key` say it. A
 * field that is not described is an atomic list, or an object that merges field by field.
 */
export interface MergeSchema {
  /** `merge`: a list merges by key, or as a set when it has none. `replace`: an object or list is taken whole. */
  readonly strategy?: 'merge' | 'replace'
  readonly mergeKey?: string
  /** Of an object, or of each item of a list of objects. */
  readonly fields?: Readonly<Record<string, MergeSchema>>
}

const undescribed: MergeSchema = {}

export function fieldSchema(schema: MergeSchema, name: string): MergeSchema {
  return schema.fields?.[name] ?? undescribed
}
