import { failure } from '@seaworthy/diagnostics'
import type { GoValue } from '@seaworthy/gotemplate'
import { parseDocuments, toValue, YamlDocument } from '@seaworthy/yaml'
import type { Table } from '../chart/chart.ts'
import { kindWord } from '../chart/decode.ts'
import { isYamlFault, yamlFailure } from '../chart/load-error.ts'
import { documentChunks } from '../document-chunks.ts'
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
  try {
    const documents: YamlDocument[] = []
    for (const { root } of parseDocuments(text)) {
      documents.push(new YamlDocument(file, text, root))
      if (version !== '4.2') break
    }
    return documents
  } catch (error) {
    if (isYamlFault(error))
      throw yamlFailure(doing, version === '4.2' ? countedInDocument(error, text) : error, file, text)
    throw error
  }
}

/** Helm 4 reads each document for itself, and counts its lines. */
function countedInDocument(fault: Error & { offset?: number | undefined }, text: string): typeof fault {
  for (const chunk of documentChunks(text)) {
    if (typeof chunk !== 'string') return fault
    try {
      for (const _document of parseDocuments(chunk));
    } catch (error) {
      if (!isYamlFault(error)) throw error
      return fault.offset === undefined ? error : Object.assign(error, { offset: fault.offset })
    }
  }
  return fault
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
