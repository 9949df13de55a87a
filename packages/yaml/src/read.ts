import { type Diagnostic, DiagnosticError, positionAt, type Span } from '@seaworthy/diagnostics'
import { duplicateKeys, locate, type YamlPath } from './locate.ts'
import type { YamlNode } from './node.ts'
import { parseDocuments } from './parser.ts'
import { YamlConversionError, YamlSyntaxError } from './syntax-error.ts'
import { toObject, toValue, type YamlValue } from './value.ts'

/** One document of a file, with its places. */
export class YamlDocument {
  readonly file: string
  readonly text: string
  /** Undefined for a document in which nothing is written. */
  readonly root: YamlNode | undefined

  constructor(file: string, text: string, root: YamlNode | undefined) {
    this.file = file
    this.text = text
    this.root = root
  }

  /** As Helm's templates see it. Throws a `DiagnosticError` where the document has no JSON form. */
  value(): YamlValue {
    return explaining(this.file, this.text, () => toValue(this.root))
  }

  /** As plain objects, for Kubernetes. */
  object(): unknown {
    return toObject(this.value())
  }

  /**
   * Where a field is written: its key, or the item of a list. Undefined when it is not in the text; with `nearest`
   * the field above it is taken instead.
   */
  span(path: YamlPath, nearest = false): Span | undefined {
    if (this.root === undefined) return undefined
    const place = locate(this.root, path)
    if (place.depth < path.length && !nearest) return undefined
    return this.spanAt((place.key ?? place.value).start, (place.key ?? place.value).end)
  }

  /** Where the value of a field is written. */
  valueSpan(path: YamlPath): Span | undefined {
    if (this.root === undefined) return undefined
    const place = locate(this.root, path)
    return place.depth < path.length ? undefined : this.spanAt(place.value.start, place.value.end)
  }

  private spanAt(start: number, end: number): Span {
    return spanAt(this.file, this.text, start, end)
  }

  /** Keys that are written twice. */
  duplicates(): readonly Diagnostic[] {
    if (this.root === undefined) return []
    return duplicateKeys(this.root).map(({ key }) => ({
      code: 'yaml-duplicate-key',
      severity: 'warning',
      message: `the key "${this.text.slice(key.start, key.end)}" is written twice`,
      where: this.spanAt(key.start, key.end),
      source: this.text,
      notes: ['Helm takes the last one and says nothing'],
    }))
  }
}

/** All documents of a text. Throws a `DiagnosticError` with code `yaml-syntax`; `file` is how messages call the text. */
export function readYaml(text: string, file: string): readonly YamlDocument[] {
  return explaining(file, text, () =>
    Array.from(parseDocuments(text), ({ root }) => new YamlDocument(file, text, root)),
  )
}

/** The first document only, which is all that Helm reads in most places; a fault behind it is not seen. */
export function readFirstYaml(text: string, file: string): YamlDocument {
  const [first] = explaining(file, text, () => firstOf(text))
  return new YamlDocument(file, text, first)
}

function firstOf(text: string): [YamlNode | undefined] {
  for (const { root } of parseDocuments(text)) return [root]
  return [undefined]
}

/** The value of the first document. Throws `YamlSyntaxError` or `YamlConversionError` with the words of Go. */
export function parseYamlValue(text: string): YamlValue {
  return toValue(firstOf(text)[0])
}

function explaining<T>(file: string, text: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof YamlSyntaxError || error instanceof YamlConversionError) {
      throw new DiagnosticError([yamlDiagnostic(error, file, text)])
    }
    throw error
  }
}

export function yamlDiagnostic(
  error: YamlSyntaxError | YamlConversionError,
  file: string,
  text: string,
): Diagnostic {
  const { offset, message } = error
  return {
    code: error instanceof YamlSyntaxError ? 'yaml-syntax' : 'yaml-value',
    severity: 'error',
    message,
    ...(offset !== undefined && { where: { file, ...positionAt(text, offset) } }),
    source: text,
  }
}

function spanAt(file: string, text: string, start: number, end: number): Span {
  const from = positionAt(text, start)
  const to = positionAt(text, end)
  return { file, ...from, ...(to.line === from.line && to.column > from.column && { endColumn: to.column }) }
}
