import { parseDocuments, toValue, type YamlNode } from '@seaworthy/yaml'
import { isNull, StructReader } from '../chart/decode.ts'
import { isYamlFault } from '../chart/load-error.ts'
import { documentChunks } from '../document-chunks.ts'
import { goFaultOfJson } from '../engine/parse-json.ts'
import { trimSpace } from '../manifest/split.ts'
import type { HelmVersion } from '../version.ts'
import { yamlFaultText } from './lint-subject.ts'

/** What `helm lint` reads of an object. */
export interface KubeDocument {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
}

type Found = KubeDocument | { readonly fault: string }

/**
 * The objects of a text, or the fault at which reading ends, as apimachinery's YAMLOrJSONDecoder finds them: a text that begins
 * with `{` is read as a stream of JSON, and as YAML from where that fails, if no more than one object was found before.
 */
export function* readKubeDocuments(text: string, version: HelmVersion): Generator<Found> {
  if (!/^\s*\{/.test(text.slice(0, 4096))) return yield* yamlDocuments(text, version)
  let rest = text
  for (let count = 0; ; count++) {
    if (trimSpace(rest) === '') return
    const read = readJson(rest, version)
    if ('fault' in read) {
      if (count > 1) return yield { fault: read.fault }
      return yield* afterJson(rest, read.fault, read.offset + text.length - rest.length, version)
    }
    if (read.document !== undefined) yield read.document
    rest = rest.slice(read.end)
  }
}

/** Where both fail, the fault of the JSON is told. */
function* afterJson(rest: string, fault: string, offset: number, version: HelmVersion): Generator<Found> {
  const jsonFault = fault === 'unexpected EOF' ? fault : `json: offset ${offset}: ${fault}`
  for (const found of yamlDocuments(rest.replace(/^[^\S\n]*\n?/, ''), version)) {
    if (!('fault' in found)) yield found
    else return yield { fault: jsonFault }
  }
}

type JsonRead =
  | { readonly fault: string; readonly offset: number }
  | { readonly document: KubeDocument | undefined; readonly end: number }

/** One value from the front of a text. */
function readJson(text: string, version: HelmVersion): JsonRead {
  const end = endOfJson(text)
  const value = text.slice(0, end)
  const fault = goFaultOfJson(value)
  if (fault !== undefined) {
    const isCut = fault.message === 'unexpected end of JSON input'
    return { fault: isCut ? 'unexpected EOF' : fault.message, offset: fault.offset }
  }
  const document = decode(value, version)
  return document !== undefined && 'fault' in document
    ? { fault: document.fault, offset: end }
    : { document, end }
}

/** Where the first object of a text ends: behind the bracket that closes it. */
function endOfJson(text: string): number {
  let depth = 0
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === '{' || token === '[') depth++
    else if (token === '}' || token === ']') depth--
    if (depth === 0 && token !== undefined && !token.startsWith('"')) return index + 1
  }
  return text.length
}

/** Documents between lines that begin with `---`; behind that only a comment may stand (YAMLReader). */
function* yamlDocuments(text: string, version: HelmVersion): Generator<Found> {
  for (const part of documentChunks(text)) {
    if (typeof part !== 'string') return yield part
    const found = decode(part, version)
    if (found === undefined) continue
    yield found
    if ('fault' in found) return
  }
}

/** The first document of a text; nothing where nothing is written. */
function decode(text: string, version: HelmVersion): Found | undefined {
  try {
    for (const { root } of parseDocuments(text)) {
      toValue(root)
      return root === undefined || isNull(root) ? undefined : readObject(root, version)
    }
    return undefined
  } catch (error) {
    if (isYamlFault(error)) return { fault: yamlFaultText(error) }
    throw error
  }
}

function readObject(root: YamlNode, version: HelmVersion): KubeDocument {
  const struct = version === '4.2' ? 'k8sYamlStruct' : 'K8sYamlStruct'
  const object = new StructReader(root, struct, { into: `Go value of type rules.${struct}` })
  const metadata = new StructReader(object.node('Metadata'), 'k8sYamlMetadata', {
    into: `Go struct field ${struct}.Metadata of type rules.k8sYamlMetadata`,
    path: 'Metadata.',
  })
  metadata.text('Namespace')
  return { apiVersion: object.text('apiVersion'), kind: object.text('Kind'), name: metadata.text('Name') }
}
