import { failure } from '@seaworthy/diagnostics'
import { parseDocuments, refuseInconvertible, type YamlNode } from '@seaworthy/yaml'
import { isNull, StructError, StructReader } from '../chart/decode.ts'
import { isYamlFault } from '../chart/load-error.ts'
import type { HelmVersion } from '../version.ts'

/** What Helm reads of a document before anything else. */
export interface ManifestHead {
  readonly kind: string
  readonly name: string
  readonly annotations: ReadonlyMap<string, string>
  readonly root: YamlNode | undefined
}

/** Reads kind, name and annotations of a document. Throws a `DiagnosticError` with Helm's text. */
export function readHead(text: string, path: string, version: HelmVersion): ManifestHead {
  try {
    const [document] = parseDocuments(text)
    refuseInconvertible(document?.root)
    return headOf(document?.root)
  } catch (error) {
    if (!isYamlFault(error)) throw error
    const struct = version === '4.2' ? 'util.SimpleHead' : 'releaseutil.SimpleHead'
    const detail =
      error instanceof StructError
        ? error.message.replace('type SimpleHead', `type ${struct}`)
        : `error converting YAML to JSON: ${error.message}`
    throw failure({
      code: 'manifest-yaml',
      message: `YAML parse error on ${path}: ${detail}`,
      where: placeOf(text, path, error.offset ?? 0),
      source: text,
      notes: ['line and column are those of the rendered document'],
    })
  }
}

function placeOf(text: string, file: string, offset: number) {
  const before = text.slice(0, offset)
  return { file, line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}

function headOf(root: YamlNode | undefined): ManifestHead {
  const head = new StructReader(root, 'SimpleHead')
  head.text('apiVersion')
  const kind = head.text('kind')
  const metadata = head.node('metadata')
  if (metadata === undefined || isNull(metadata)) return { kind, name: '', annotations: new Map(), root }
  if (metadata.kind !== 'mapping') throw head.mismatch(metadata, 'metadata', metadataType)
  const inner = new StructReader(metadata, '.metadata')
  return {
    kind,
    name: inner.text('name'),
    annotations: new Map(Object.entries(inner.textMap('annotations') ?? {})),
    root,
  }
}

const metadataType =
  'struct { Name string "json:\\"name\\""; Annotations map[string]string "json:\\"annotations\\"" }'
