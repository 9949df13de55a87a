import type { KubeObject } from '@seaworthy/kube'
import type { Store } from '../store/store.ts'
import { type ContainerSpec, type EnvVar, podSpec, type VolumeSpec } from '../pod.ts'

type Source = 'ConfigMap' | 'Secret'

/**
 * What keeps the volumes of a pod from being set up, in the kubelet's words: `configmap "x" not found`,
 * `references non-existent config key: a`; undefined when nothing does.
 */
export function missingForVolumes(
  store: Store,
  pod: KubeObject,
): { volume: string; message: string } | undefined {
  for (const volume of podSpec(pod).volumes ?? []) {
    for (const [kind, source] of volumeSources(volume)) {
      const message = missingSource(store, pod, kind, source)
      if (message !== undefined) return { volume: volume.name, message }
    }
  }
  return undefined
}

interface FoundSource {
  readonly name: string
  readonly optional?: boolean | undefined
  readonly keys: readonly string[]
}

function volumeSources(volume: VolumeSpec): [Source, FoundSource][] {
  const found: [Source, FoundSource][] = []
  const add = (
    kind: Source,
    name: string | undefined,
    source: { optional?: boolean; items?: readonly { key: string }[] },
  ) =>
    found.push([
      kind,
      { name: name ?? '', optional: source.optional, keys: (source.items ?? []).map((item) => item.key) },
    ])
  if (volume.configMap !== undefined) add('ConfigMap', volume.configMap.name, volume.configMap)
  if (volume.secret !== undefined) add('Secret', volume.secret.secretName, volume.secret)
  for (const { configMap, secret } of volume.projected?.sources ?? []) {
    if (configMap !== undefined) add('ConfigMap', configMap.name, configMap)
    if (secret !== undefined) add('Secret', secret.name, secret)
  }
  return found
}

function missingSource(store: Store, pod: KubeObject, kind: Source, source: FoundSource): string | undefined {
  const { name, optional, keys } = source
  // Every namespace gets it from a controller soon after its creation; a volume of each pod names it.
  if (kind === 'ConfigMap' && name === 'kube-root-ca.crt') return undefined
  const object = store.get(kind, pod.metadata.namespace, name)
  if (optional === true) return undefined
  if (object === undefined) return notFound(kind, name)
  const missing = keys.find((key) => !hasKey(object, key))
  if (missing === undefined) return undefined
  return `references non-existent ${kind === 'Secret' ? 'secret' : 'config'} key: ${missing}`
}

/** What keeps a container from being created, in the words of `CreateContainerConfigError`; undefined when nothing does. */
export function missingForEnv(store: Store, pod: KubeObject, container: ContainerSpec): string | undefined {
  for (const { configMapRef, secretRef } of container.envFrom ?? []) {
    const ref = configMapRef ?? secretRef
    const kind: Source = configMapRef === undefined ? 'Secret' : 'ConfigMap'
    if (ref === undefined || ref.optional === true) continue
    if (store.get(kind, pod.metadata.namespace, ref.name ?? '') === undefined)
      return notFound(kind, ref.name ?? '')
  }
  for (const variable of container.env ?? []) {
    const message = missingKey(store, pod, variable)
    if (message !== undefined) return message
  }
  return undefined
}

function missingKey(store: Store, pod: KubeObject, { valueFrom }: EnvVar): string | undefined {
  const ref = valueFrom?.configMapKeyRef ?? valueFrom?.secretKeyRef
  if (ref === undefined || ref.optional === true) return undefined
  const kind: Source = valueFrom?.configMapKeyRef === undefined ? 'Secret' : 'ConfigMap'
  const object = store.get(kind, pod.metadata.namespace, ref.name ?? '')
  if (object === undefined) return notFound(kind, ref.name ?? '')
  if (hasKey(object, ref.key)) return undefined
  return `couldn't find key ${ref.key} in ${kind} ${pod.metadata.namespace}/${ref.name}`
}

function notFound(kind: Source, name: string): string {
  return `${kind === 'Secret' ? 'secret' : 'configmap'} "${name}" not found`
}

/** `stringData` of a Secret is merged into `data` by the API server; a copy that still has it counts too. */
function hasKey(object: KubeObject, key: string): boolean {
  return ['data', 'binaryData', 'stringData'].some((field) => {
    const values = object[field] as Record<string, unknown> | undefined
    return values !== undefined && Object.hasOwn(values, key)
  })
}
