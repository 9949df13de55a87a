import { goQuote } from '@seaworthy/gotemplate'
import { readJsonDocument } from './json-document.ts'
import { isPlainSchema } from './plain-schema.ts'
import { printCauses, type SchemaCause } from './schema-cause.ts'
import { below, lookUp, placeText } from './schema-address.ts'
import { SchemaCompiler } from './schema-compiler.ts'
import { type SchemaDocument, SchemaDocuments, type SchemaLoader, resourceOf } from './schema-documents.ts'
import { SchemaError } from './schema-error.ts'
import type { SchemaNode } from './schema-node.ts'
import { validate } from './validator.ts'

/** Says why values do not fit a schema: nothing where they fit. Throws `SchemaError` beyond the bounds of a check. */
export type SchemaCheck = (values: unknown) => readonly SchemaCause[]

/** The address under which Helm's validator knows the schema of a chart. */
const address = 'file:///values.schema.json'

/**
 * Prepares a check with a schema as Helm does with santhosh-tekuri/jsonschema 6: its draft by `$schema`, itself judged against
 * that draft's metaschema. Throws `SchemaError` for a text that is no JSON, a schema that is none, or one that cannot be
 * followed.
 */
export function compileSchema(data: Uint8Array, load: SchemaLoader): SchemaCheck {
  const documents = new SchemaDocuments(load, checkAgainstDraft)
  documents.add(address, readJsonDocument(data))
  documents.document(address)
  const node = new SchemaCompiler(documents, false).compile({ url: address, pointer: '' })
  return (values) => validate(node, values)
}

const metaNodes = new Map<string, SchemaNode>()

function metaNode(url: string): SchemaNode {
  const known = metaNodes.get(url)
  if (known !== undefined) return known
  const documents = new SchemaDocuments(
    () => undefined,
    () => {},
  )
  const node = new SchemaCompiler(documents, true).compile({ url, pointer: '' })
  metaNodes.set(url, node)
  return node
}

function checkAgainstDraft(document: SchemaDocument, pointer: string): void {
  const schema = lookUp(document.content, { url: document.url, pointer })
  if (isPlainSchema(schema)) return
  const dialectAt = (path: readonly string[]) => {
    const own = document.resources.get(below('', path))
    return own === undefined ? undefined : metaNode(own.draft.url)
  }
  const { draft } = resourceOf(document, pointer)
  const causes = validate(metaNode(draft.url), schema, dialectAt)
  if (causes.length === 0) return
  const place = placeText({ url: document.url, pointer })
  const failed = `jsonschema validation failed with '${draft.url}#'\n${printCauses(causes)}`
  throw new SchemaError(`${goQuote(place)} is not valid against metaschema: ${failed}`, {
    pointer: below(pointer, deepest(causes)),
  })
}

/** Place of the first innermost fault, for people. */
function deepest(causes: readonly SchemaCause[]): readonly string[] {
  const [first] = causes
  if (first === undefined) return []
  return first.causes.length === 0 ? first.instance : deepest(first.causes)
}
