import type { FieldPath } from '@seaworthy/helm'
import type { Json, KubeObject } from '@seaworthy/kube'
import { asArray, containersOf, type PodTemplate, podTemplateOf } from './pod-spec.ts'

/** One object that a pod needs in order to start. */
export interface Reference {
  readonly kind: 'Secret' | 'ConfigMap' | 'ServiceAccount' | 'PersistentVolumeClaim'
  readonly name: string
  /** The key in it, where one is named. */
  readonly key?: string
  /** The kubelet goes on without it. */
  readonly optional: boolean
  readonly use: 'env' | 'envFrom' | 'volume' | 'imagePullSecret' | 'serviceAccount'
  /** The field that names it. */
  readonly path: FieldPath
}

/** What the pods of an object refer to, in the order in which it is written. */
export function referencesOf(object: KubeObject): Reference[] {
  const template = podTemplateOf(object)
  if (template === undefined) return []
  return [
    ...serviceAccount(template),
    ...imagePullSecrets(template),
    ...asArray(template.spec.volumes).flatMap((volume, i) =>
      volumeReferences(volume, [...template.specPath, 'volumes', i]),
    ),
    ...containersOf(template).flatMap(({ container, path }) => containerReferences(container, path)),
  ]
}

function serviceAccount({ spec, specPath }: PodTemplate): Reference[] {
  const name: unknown = spec.serviceAccountName ?? spec.serviceAccount
  if (typeof name !== 'string' || name === '') return []
  const field = spec.serviceAccountName === undefined ? 'serviceAccount' : 'serviceAccountName'
  return [
    { kind: 'ServiceAccount', name, optional: false, use: 'serviceAccount', path: [...specPath, field] },
  ]
}

/** A missing pull secret does not keep a pod from being made; the pull may fail later, or not. */
function imagePullSecrets({ spec, specPath }: PodTemplate): Reference[] {
  return asArray(spec.imagePullSecrets).flatMap((each, i) =>
    reference('Secret', each.name, undefined, true, 'imagePullSecret', [
      ...specPath,
      'imagePullSecrets',
      i,
      'name',
    ]),
  )
}

function volumeReferences(volume: Json, path: FieldPath): Reference[] {
  const found: Reference[] = []
  const { secret, configMap, persistentVolumeClaim, projected } = volume
  if (secret)
    found.push(...volumeSource('Secret', secret, secret.secretName, [...path, 'secret'], 'secretName'))
  if (configMap)
    found.push(...volumeSource('ConfigMap', configMap, configMap.name, [...path, 'configMap'], 'name'))
  if (persistentVolumeClaim) {
    const at = [...path, 'persistentVolumeClaim', 'claimName']
    found.push(
      ...reference('PersistentVolumeClaim', persistentVolumeClaim.claimName, undefined, false, 'volume', at),
    )
  }
  asArray(projected?.sources).forEach((source, i) => {
    const at = [...path, 'projected', 'sources', i]
    if (source.secret)
      found.push(...volumeSource('Secret', source.secret, source.secret.name, [...at, 'secret'], 'name'))
    if (source.configMap) {
      found.push(
        ...volumeSource('ConfigMap', source.configMap, source.configMap.name, [...at, 'configMap'], 'name'),
      )
    }
  })
  return found
}

function volumeSource(
  kind: 'Secret' | 'ConfigMap',
  source: Json,
  name: unknown,
  path: FieldPath,
  field: string,
): Reference[] {
  const optional = source.optional === true
  const items = asArray(source.items)
  if (items.length === 0) return reference(kind, name, undefined, optional, 'volume', [...path, field])
  return items.flatMap((item, i) =>
    reference(kind, name, item.key, optional, 'volume', [...path, 'items', i, 'key']),
  )
}

function containerReferences(container: Json, path: FieldPath): Reference[] {
  const fromEnv = asArray(container.env).flatMap((env, i) => {
    const at = [...path, 'env', i, 'valueFrom']
    const { secretKeyRef, configMapKeyRef } = env.valueFrom ?? {}
    return [
      ...keyRef('Secret', secretKeyRef, [...at, 'secretKeyRef']),
      ...keyRef('ConfigMap', configMapKeyRef, [...at, 'configMapKeyRef']),
    ]
  })
  const whole = asArray(container.envFrom).flatMap((from, i) => {
    const at = [...path, 'envFrom', i]
    return [
      ...wholeRef('Secret', from.secretRef, [...at, 'secretRef', 'name']),
      ...wholeRef('ConfigMap', from.configMapRef, [...at, 'configMapRef', 'name']),
    ]
  })
  return [...whole, ...fromEnv]
}

function keyRef(kind: 'Secret' | 'ConfigMap', ref: Json, path: FieldPath): Reference[] {
  if (!ref) return []
  return reference(kind, ref.name, ref.key, ref.optional === true, 'env', [...path, 'key'])
}

function wholeRef(kind: 'Secret' | 'ConfigMap', ref: Json, path: FieldPath): Reference[] {
  if (!ref) return []
  return reference(kind, ref.name, undefined, ref.optional === true, 'envFrom', path)
}

function reference(
  kind: Reference['kind'],
  name: unknown,
  key: unknown,
  optional: boolean,
  use: Reference['use'],
  path: FieldPath,
): Reference[] {
  if (typeof name !== 'string' || name === '') return []
  return [{ kind, name, ...(typeof key === 'string' ? { key } : {}), optional, use, path }]
}
