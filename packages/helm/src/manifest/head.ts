import { failure } from '@seaworthy/diagnostics'
import { parseDocuments, refuseInconvertible, skimBlocks, type YamlNode } from '@seaworthy/yaml'
import { isNull, StructError, StructReader } from '../chart/decode.ts'
import { isYamlFault } from '../chart/load-error.ts'
import type { HelmVersion } from '../version.ts'

/** What Helm reads of a document before anything else. */
export interface ManifestHead {
  readonly kind: string
  readonly name: string
  readonly annotations: ReadonlyMap<string, string>
  /** Whether anything but comments and null is written. */
  readonly isWritten: boolean
  readonly root: YamlNode | undefined
}

/** Reads kind, name and annotations of a document. Throws a `DiagnosticError` with Helm's text. */
export function readHead(text: string, path: string, version: HelmVersion): ManifestHead {
  return skimmedHead(text) ?? wholeHead(text, path, version)
}

/** The fields of the head, as keys are compared. */
const headFields: ReadonlySet<string> = new Set(['apiversion', 'kind', 'metadata'])

/** Reads no more than the head of a document, as far as that is plain to see and without faults. */
function skimmedHead(text: string): ManifestHead | undefined {
  const part = skimBlocks(text, headFields)
  if (part === undefined) return undefined
  try {
    const [document] = parseDocuments(part)
    return new SkimmedHead(headOf(document?.root), text)
  } catch (error) {
    // Whoever reads the whole knows the place.
    if (isYamlFault(error)) return undefined
    throw error
  }
}

function wholeHead(text: string, path: string, version: HelmVersion): ManifestHead {
  try {
    const [document] = parseDocuments(text)
    const { root } = document ?? {}
    refuseInconvertible(root)
    return { ...headOf(root), isWritten: root !== undefined && !isNull(root), root }
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

/** What decides where a document goes. */
type HeadFields = Pick<ManifestHead, 'kind' | 'name' | 'annotations'>

/** The whole of the document is read when somebody asks for it: printing does not. */
class SkimmedHead implements ManifestHead {
  readonly kind: string
  readonly name: string
  readonly annotations: ReadonlyMap<string, string>
  readonly isWritten = true
  private readonly text: string
  private read: YamlNode | undefined

  constructor({ kind, name, annotations }: HeadFields, text: string) {
    this.kind = kind
    this.name = name
    this.annotations = annotations
    this.text = text
  }

  get root(): YamlNode | undefined {
    if (this.read === undefined) for (const { root } of parseDocuments(this.text)) this.read ??= root
    return this.read
  }
}

function headOf(root: YamlNode | undefined): HeadFields {
  const head = new StructReader(root, 'SimpleHead')
  head.text('apiVersion')
  const kind = head.text('kind')
  const metadata = head.node('metadata')
  if (metadata === undefined || isNull(metadata)) return { kind, name: '', annotations: new Map() }
  if (metadata.kind !== 'mapping') throw head.mismatch(metadata, 'metadata', metadataType)
  const inner = new StructReader(metadata, '.metadata')
  return {
    kind,
    name: inner.text('name'),
    annotations: new Map(Object.entries(inner.textMap('annotations') ?? {})),
  }
}

const metadataType =
  'struct { Name string "json:\\"name\\""; Annotations map[string]string "json:\\"annotations\\"" }'
