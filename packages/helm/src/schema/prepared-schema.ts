import { compileSchema, type SchemaCheck } from './compile-schema.ts'
import { SchemaError } from './schema-error.ts'
import { offlineLoader } from './schema-loader.ts'

/** The schema of a chart, ready for use. */
export interface PreparedSchema {
  /** Throws `SchemaError` where the schema itself cannot be used. */
  readonly check: SchemaCheck
  /** References to what nobody can read, and everything fits. */
  readonly urns: readonly string[]
}

/** Schemas by their bytes, as long as somebody holds those. */
const prepared = new WeakMap<Uint8Array, PreparedSchema>()

/** A schema, prepared once for the same bytes. */
export function preparedSchema(data: Uint8Array): PreparedSchema {
  const known = prepared.get(data) ?? prepare(data)
  prepared.set(data, known)
  return known
}

function prepare(data: Uint8Array): PreparedSchema {
  const urns: string[] = []
  try {
    const check = compileSchema(
      data,
      offlineLoader((urn) => urns.push(urn)),
    )
    return { check, urns }
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error
    const broken = error
    const check = () => {
      throw broken
    }
    return { check, urns }
  }
}
