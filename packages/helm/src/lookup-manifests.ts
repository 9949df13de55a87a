import { failure } from '@seaworthy/diagnostics'
import { findKind, type KubeObject } from '@seaworthy/kube'
import { readYaml, toObject } from '@seaworthy/yaml'
import type { RenderOptions } from './render.ts'

/** The text of a file with manifests, YAML or JSON, of several documents or with lists. */
export interface ManifestText {
  readonly file: string
  readonly text: string
}

/**
 * Answers `lookup` from manifests as a cluster would that holds them: one object by its name, and without a name a list of those in
 * the namespace, or in all where the namespace is empty too. Objects of a namespaced kind that name no namespace are in
 * `namespace`.
 *
 * Throws a `DiagnosticError` for what is no manifest.
 */
export function lookupIn(
  texts: readonly ManifestText[],
  namespace: string,
): NonNullable<RenderOptions['lookup']> {
  const objects = texts.flatMap((text) => objectsOf(text)).map((object) => placed(object, namespace))
  return (apiVersion, kind, wanted, name) => {
    const ofKind = objects.filter((each) => each.apiVersion === apiVersion && each.kind === kind)
    const scope = isNamespaced({ apiVersion, kind }, ofKind) ? wanted : ''
    if (name !== '')
      return ofKind.find(({ metadata }) => metadata.name === name && (metadata.namespace ?? '') === scope)
    const items = ofKind.filter(({ metadata }) => scope === '' || metadata.namespace === scope).sort(byName)
    return { apiVersion, kind: `${kind}List`, metadata: { resourceVersion: '1' }, items }
  }
}

/** Kinds that nobody knows are what their objects show. */
function isNamespaced(kind: { apiVersion: string; kind: string }, objects: readonly KubeObject[]): boolean {
  return findKind(kind)?.namespaced ?? objects.some(({ metadata }) => metadata.namespace !== undefined)
}

function placed(object: KubeObject, namespace: string): KubeObject {
  const { metadata } = object
  if (metadata.namespace !== undefined || findKind(object)?.namespaced !== true) return object
  return { ...object, metadata: { ...metadata, namespace } }
}

function byName({ metadata: a }: KubeObject, { metadata: b }: KubeObject): number {
  const [left, right] = [`${a.namespace ?? ''}/${a.name}`, `${b.namespace ?? ''}/${b.name}`]
  return left < right ? -1 : Number(left > right)
}

function objectsOf({ file, text }: ManifestText): KubeObject[] {
  return readYaml(text, file).flatMap((document) => {
    const content = toObject(document.value())
    return content === null ? [] : unlisted(content, file)
  })
}

/** A list is its items. */
function unlisted(content: unknown, file: string): KubeObject[] {
  const { kind, apiVersion, metadata, items } = (content ?? {}) as Record<string, unknown>
  if (typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items))
    return items.flatMap((item) => unlisted(item, file))
  const name = (metadata as { name?: unknown } | undefined)?.name
  if (typeof kind === 'string' && typeof apiVersion === 'string' && typeof name === 'string')
    return [content as KubeObject]
  throw failure({
    code: 'lookup-file-invalid',
    message: `${file} holds something that is no Kubernetes object`,
    where: { file, line: 1, column: 1 },
    found: JSON.stringify(content)?.slice(0, 100) ?? 'nothing',
    expected: 'manifests with apiVersion, kind and metadata.name, as kubectl get -o yaml prints them',
  })
}
