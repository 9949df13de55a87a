import { compilePattern, goQuote } from '@seaworthy/gotemplate'
import { wholeNumber } from './exact-number.ts'
import type { JsonDocument, JsonObject } from './json-document.ts'
import { encodeFragment, type Place, placeText } from './schema-address.ts'
import type { SchemaDocument } from './schema-documents.ts'
import { SchemaError } from './schema-error.ts'
import type { Pattern } from './schema-node.ts'

/** The keywords of one schema, each with the type that it must have; metaschemas have refused all others. */
export class Source {
  readonly document: SchemaDocument
  readonly place: Place
  private readonly schema: JsonObject

  constructor(document: SchemaDocument, place: Place, schema: JsonObject) {
    this.document = document
    this.place = place
    this.schema = schema
  }

  /** What stands below, so that nobody looks for it from the root of the document. */
  below([keyword = '', name]: readonly string[]): JsonDocument | undefined {
    const value = this.schema.get(keyword)
    if (name === undefined) return value
    return value instanceof Map ? value.get(name) : Array.isArray(value) ? value[Number(name)] : undefined
  }

  has(keyword: string): boolean {
    return this.schema.has(keyword)
  }

  hasAny(keywords: ReadonlySet<string>): boolean {
    for (const keyword of this.schema.keys()) if (keywords.has(keyword)) return true
    return false
  }

  value(keyword: string): JsonDocument | undefined {
    return this.schema.get(keyword)
  }

  text(keyword: string): string | undefined {
    const value = this.schema.get(keyword)
    return typeof value === 'string' ? value : undefined
  }

  list(keyword: string): readonly JsonDocument[] | undefined {
    const value = this.schema.get(keyword)
    return Array.isArray(value) ? value : undefined
  }

  map(keyword: string): JsonObject | undefined {
    const value = this.schema.get(keyword)
    return value instanceof Map ? value : undefined
  }

  whole(keyword: string): number | undefined {
    return wholeNumber(this.schema.get(keyword))
  }

  pattern(keyword: string, source: string): Pattern {
    const compiled = compilePattern(source)
    if (typeof compiled !== 'string') return { source, matches: (text) => compiled.matcher(text).find() }
    const { url, pointer } = this.place
    const where = `${placeText({ url, pointer })}/${encodeFragment(keyword)}`
    throw new SchemaError(`invalid regex ${goQuote(source)} at ${goQuote(where)}: ${compiled}`, {
      pointer: `${pointer}/${keyword}`,
    })
  }
}
