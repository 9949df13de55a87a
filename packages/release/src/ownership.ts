import {
  findKind,
  type KubeClient,
  type KubeObject,
  type ObjectRef,
  type Operation,
  refOf,
} from '@seaworthy/kube'
import { find } from './find.ts'
import { ReleaseFailure } from './release-failure.ts'

const NAME = 'meta.helm.sh/release-name'
const NAMESPACE = 'meta.helm.sh/release-namespace'
const MANAGED_BY = 'app.kubernetes.io/managed-by'

/**
 * What was made of an object before, by what it was made for. A trial sends the same objects hundreds of times, and a server that
 * has judged an object knows it again by its identity.
 */
const placedObjects = new WeakMap<KubeObject, Map<string, KubeObject>>()
const stampedObjects = new WeakMap<KubeObject, Map<string, KubeObject>>()

function remembered(
  known: WeakMap<KubeObject, Map<string, KubeObject>>,
  object: KubeObject,
  key: string,
  make: () => KubeObject,
): KubeObject {
  const made = known.get(object) ?? new Map<string, KubeObject>()
  known.set(object, made)
  const result = made.get(key) ?? make()
  made.set(key, result)
  return result
}

/** An object as it is sent: in the release's namespace unless it names one, or its kind has none. */
export function inNamespace(object: KubeObject, namespace: string): KubeObject {
  return remembered(placedObjects, object, namespace, () => placed(object, namespace))
}

function placed(object: KubeObject, namespace: string): KubeObject {
  const namespaced = findKind(object)?.namespaced ?? true
  if (!namespaced || object.metadata.namespace !== undefined) return object
  return { ...object, metadata: { ...object.metadata, namespace } }
}

/** The label and the two annotations by which Helm knows its own objects (`pkg/action/validate.go`). */
export function stamped(object: KubeObject, release: { name: string; namespace: string }): KubeObject {
  const key = `${release.namespace}/${release.name}`
  return remembered(stampedObjects, object, key, () => withMarks(object, release))
}

function withMarks(object: KubeObject, release: { name: string; namespace: string }): KubeObject {
  const { metadata } = object
  return {
    ...object,
    metadata: {
      ...metadata,
      labels: { ...metadata.labels, [MANAGED_BY]: 'Helm' },
      annotations: { ...metadata.annotations, [NAME]: release.name, [NAMESPACE]: release.namespace },
    },
  }
}

/**
 * Refuses objects that exist and belong to somebody else; all of them in one message, where Helm names the first. Gives those that
 * exist and are the release's own, which it adopts.
 * @throws ReleaseFailure `unable to continue with install: …`
 */
export function* refuseForeign(
  client: KubeClient,
  objects: readonly KubeObject[],
  release: { name: string; namespace: string },
  doing: 'install' | 'update',
): Operation<readonly KubeObject[]> {
  const complaints: string[] = []
  const foreign: ObjectRef[] = []
  const own: KubeObject[] = []
  for (const object of objects) {
    const ref = refOf(object)
    const live = yield* find(client, ref)
    if (live === undefined) continue
    const missing = missingMarks(live, release)
    if (missing.length === 0) {
      own.push(object)
      continue
    }
    foreign.push(ref)
    complaints.push(
      `${ref.kind} "${ref.name}" in namespace "${ref.namespace ?? ''}" exists and cannot be imported into the current release: invalid ownership metadata; ${missing.join('; ')}`,
    )
  }
  if (complaints.length === 0) return own
  throw new ReleaseFailure('check', `unable to continue with ${doing}: ${complaints.join('\n')}`, foreign)
}

function missingMarks(live: KubeObject, release: { name: string; namespace: string }): string[] {
  const { labels = {}, annotations = {} } = live.metadata
  return [
    mark('label', labels, MANAGED_BY, 'Helm'),
    mark('annotation', annotations, NAME, release.name),
    mark('annotation', annotations, NAMESPACE, release.namespace),
  ].filter((text) => text !== undefined)
}

function mark(
  what: string,
  found: Readonly<Record<string, string>>,
  key: string,
  wanted: string,
): string | undefined {
  const value = found[key]
  if (value === wanted) return undefined
  if (value === undefined) return `${what} validation error: missing key "${key}": must be set to "${wanted}"`
  return `${what} validation error: key "${key}" must equal "${wanted}": current value is "${value}"`
}
