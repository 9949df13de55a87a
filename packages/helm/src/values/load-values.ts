import { failure } from '@seaworthy/diagnostics'
import type { GoValue } from '@seaworthy/gotemplate'
import { parseDocuments, toValue, YamlDocument } from '@seaworthy/yaml'
import type { Table } from '../chart/chart.ts'
import { kindWord } from '../chart/decode.ts'
import { isYamlFault, loadFailure, yamlFailure } from '../chart/load-error.ts'
import { documentSpans } from '../document-chunks.ts'
import type { HelmVersion } from '../version.ts'
import { isTable, mergeMaps } from './table.ts'

export interface LoadedValues {
  readonly values: Table
  readonly documents: readonly YamlDocument[]
}

/**
 * The values of a file: a map, or nothing. Helm 4 merges all documents that the file holds, Helm 3 reads the first.
 * Throws a `DiagnosticError` whose message begins with `doing`, Helm's words for what it was at.
 */
export function loadValues(text: string, file: string, doing: string, version: HelmVersion): LoadedValues {
  const reading = version === '4.2' ? `${doing}: cannot unmarshal yaml document` : doing
  const documents = parseAll(text, file, reading, version)
  return { values: mergeDocuments(documents, reading), documents }
}

/** The map that several documents of one file make together; later ones win. */
export function mergeDocuments(documents: readonly YamlDocument[], reading: string): Table {
  let values: Table = new Map<string, GoValue>()
  for (const document of documents) values = mergeMaps(values, tableOf(document, reading))
  return values
}

/** Helm 3 does not look behind the first document. */
function parseAll(text: string, file: string, doing: string, version: HelmVersion): readonly YamlDocument[] {
  if (version !== '4.2') return [parseAt(text, 0, text.length, file, doing)]
  const documents: YamlDocument[] = []
  for (const span of documentSpans(text)) {
    if ('fault' in span) {
      const message = doing.replace(
        /cannot unmarshal yaml document$/,
        `error reading yaml document: ${span.fault}`,
      )
      throw loadFailure(message, { code: 'yaml-syntax' })
    }
    documents.push(parseAt(text, span.start, span.end, file, doing))
  }
  return documents
}

/** The first document of a part of a text, with its places in the whole; Helm counts the lines of the part. */
function parseAt(text: string, start: number, end: number, file: string, doing: string): YamlDocument {
  const part = text.slice(start, end)
  try {
    const root = start === 0 ? firstRoot(part) : firstRoot(part) && firstRoot('\n'.repeat(start) + part)
    return new YamlDocument(file, text, root)
  } catch (error) {
    if (!isYamlFault(error)) throw error
    const offset = (error.offset ?? 0) + start
    throw yamlFailure(doing, Object.assign(error, { offset }), file, text)
  }
}

function firstRoot(text: string): YamlDocument['root'] {
  for (const { root } of parseDocuments(text)) return root
  return undefined
}

function tableOf({ file, text, root }: YamlDocument, reading: string): Table {
  try {
    const value = toValue(root)
    if (value === null) return new Map()
    if (isTable(value)) return value
  } catch (error) {
    if (isYamlFault(error)) throw yamlFailure(reading, error, file, text)
    throw error
  }
  const found = root === undefined ? 'null' : kindWord(root)
  throw failure({
    code: 'values-not-a-map',
    message:
      `${reading}: error unmarshaling JSON: while decoding JSON: ` +
      `json: cannot unmarshal ${found} into Go value of type map[string]interface {}`,
    where: { file, line: 1, column: 1 },
    source: text,
    expected: 'a map of values, or an empty file',
  })
}
