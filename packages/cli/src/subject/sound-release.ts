import { type Diagnostic, DiagnosticError } from '@seaworthy/diagnostics'
import type { RenderedObject, RenderedRelease } from '@seaworthy/helm'
import type { KubeObject } from '@seaworthy/kube'

/**
 * A release of which every object is one that an API server could be asked about. `helm template` prints anything, an install
 * refuses what has no kind, apiVersion or name, and takes lists apart (cli-runtime, `resource.Builder.Flatten`).
 * @throws DiagnosticError `not-an-object` for each document that is none
 */
export function soundRelease(release: RenderedRelease): RenderedRelease {
  const wrong: Diagnostic[] = []
  const sort = (rendered: readonly RenderedObject[]) =>
    rendered.flatMap(unpacked).filter((each) => {
      const fault = faultOf(each)
      if (fault !== undefined) wrong.push(fault)
      return fault === undefined
    })
  const sound = {
    ...release,
    crds: sort(release.crds),
    objects: sort(release.objects),
    hooks: sort(release.hooks),
  }
  if (wrong.length > 0) throw new DiagnosticError(wrong)
  return sound
}

/** The items of a list as objects of their own, those of lists inside it too. */
function unpacked(list: RenderedObject): RenderedObject[] {
  const { apiVersion, kind, items } = fieldsOf(list)
  if (apiVersion !== 'v1' || kind !== 'List') return [list]
  if (items !== undefined && items !== null && !Array.isArray(items)) return [list]
  return ((items ?? []) as KubeObject[]).flatMap((object, index) =>
    unpacked({ ...list, object, origin: (path) => list.origin(['items', index, ...path]) }),
  )
}

/** What was rendered is whatever the YAML says, whatever its type promises. */
function fieldsOf({ object }: RenderedObject): Readonly<Record<string, unknown>> {
  return isMap(object) ? object : {}
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function faultOf(rendered: RenderedObject): Diagnostic | undefined {
  const fault = firstFault(rendered)
  if (fault === undefined) return undefined
  const [missing, found, expected] = fault
  const place = rendered.origin([]) ?? rendered.origin([Object.keys(fieldsOf(rendered))[0] ?? ''])
  const { file, line, column } = place ?? { file: rendered.source, line: 1, column: 1 }
  return {
    code: 'not-an-object',
    severity: 'error',
    message: `a document of ${rendered.source} is no Kubernetes object: ${missing}`,
    where: { file, line, column },
    found,
    expected,
    help: 'complete the object, or put a condition around all of it; helm template prints it, helm install refuses it',
  }
}

type Fault = readonly [missing: string, found: string, expected: string]

function firstFault(rendered: RenderedObject): Fault | undefined {
  const { apiVersion, kind, metadata, items } = fieldsOf(rendered)
  if (!isMap(rendered.object))
    return ['it is no map', shown(rendered.object), 'apiVersion, kind and metadata']
  if (!isText(kind)) return ['it has no kind', shown(kind, 'kind'), 'a kind, such as kind: ConfigMap']
  if (!isText(apiVersion))
    return [`${kind} has no apiVersion`, shown(apiVersion, 'apiVersion'), 'a text, such as apiVersion: v1']
  if (apiVersion === 'v1' && kind === 'List')
    return ['the items of its List are no list', shown(items, 'items'), 'items: [ … ]']
  if (!isMap(metadata))
    return [`${kind} has no metadata`, shown(metadata, 'metadata'), 'metadata with a name']
  const { name } = metadata
  if (!isText(name)) return [`${kind} has no name`, shown(name, 'metadata.name'), 'a text as metadata.name']
  return undefined
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function shown(value: unknown, field?: string): string {
  const text = value === undefined ? undefined : JSON.stringify(value)
  if (field === undefined) return text ?? 'nothing'
  return text === undefined ? `no ${field}` : `${field}: ${text}`
}
