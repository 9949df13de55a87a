import { fromBytes } from '@seaworthy/gotemplate'
import { goMessageOfJson } from '../engine/parse-json.ts'
import { SchemaError } from './schema-error.ts'

/** A number as it was written: Go keeps the text, and prints it in messages. */
export class JsonNumber {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

export type JsonObject = ReadonlyMap<string, JsonDocument>

/** JSON with the text of its numbers. */
export type JsonDocument = null | boolean | string | JsonNumber | readonly JsonDocument[] | JsonObject

/**
 * Reads one JSON text, as Go's stream decoder does: the last of two equal keys wins. Throws `SchemaError` in Go's words, with
 * the offset of the fault.
 */
export function readJsonDocument(data: Uint8Array): JsonDocument {
  const text = fromBytes(data)
  const fault = jsonFault(text)
  if (fault !== undefined) throw fault
  return new Reader(text).value()
}

function jsonFault(text: string): SchemaError | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch {
    if (text.trim() === '') return new SchemaError('EOF', { offset: text.length })
    const message = goMessageOfJson(text)
    if (message.endsWith('after top-level value')) {
      return new SchemaError('invalid character after top-level value', { offset: text.length })
    }
    const words = message === 'unexpected end of JSON input' ? 'unexpected EOF' : message
    return new SchemaError(words, { offset: faultOffset(text) })
  }
}

/** Where JSON.parse of this engine stops; the end where it does not say. */
function faultOffset(text: string): number {
  try {
    JSON.parse(text)
    return 0
  } catch (error) {
    const found = /at position (\d+)/.exec((error as Error).message)?.[1]
    return found === undefined ? text.length : Number(found)
  }
}

const tokens = /[{}[\],:]|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/gy
const blanks = /[ \t\r\n]*/y
const deepest = 10_000

/** Reads a text that is known to be JSON. */
class Reader {
  private readonly text: string
  private at = 0
  private depth = 0

  constructor(text: string) {
    this.text = text
  }

  value(): JsonDocument {
    const token = this.next()
    if (token === '{') return this.object()
    if (token === '[') return this.list()
    if (token.startsWith('"')) return textOf(token)
    if (token === 'true' || token === 'false') return token === 'true'
    return token === 'null' ? null : new JsonNumber(token)
  }

  private next(): string {
    blanks.lastIndex = this.at
    blanks.exec(this.text)
    tokens.lastIndex = blanks.lastIndex
    const token = tokens.exec(this.text)?.[0] ?? ''
    this.at = tokens.lastIndex
    return token
  }

  private peek(): string {
    const before = this.at
    const token = this.next()
    this.at = before
    return token
  }

  private enter(): void {
    this.depth++
    if (this.depth > deepest) throw new SchemaError('exceeded max depth')
  }

  private object(): JsonObject {
    this.enter()
    const fields = new Map<string, JsonDocument>()
    if (this.peek() === '}') this.next()
    else {
      do {
        const key = textOf(this.next())
        this.next()
        fields.set(key, this.value())
      } while (this.next() === ',')
    }
    this.depth--
    return fields
  }

  private list(): JsonDocument[] {
    this.enter()
    const items: JsonDocument[] = []
    if (this.peek() === ']') this.next()
    else {
      do items.push(this.value())
      while (this.next() === ',')
    }
    this.depth--
    return items
  }
}

/** What a quoted text means; most have nothing to replace. */
function textOf(token: string): string {
  return token.includes('\\') ? (JSON.parse(token) as string) : token.slice(1, -1)
}
