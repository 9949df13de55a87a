/** Any Kubernetes object, as its JSON. Objects are values: nobody writes into one that somebody else may hold. */
export interface KubeObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: ObjectMeta
  readonly spec?: Json
  readonly status?: Json
  readonly [field: string]: unknown
}

/** A JSON object whose fields are read with care. `any` on purpose: the schema of the kind says what is in it. */
// biome-ignore lint: objects of any kind pass through here
export type Json = any

export interface ObjectMeta {
  readonly name: string
  readonly generateName?: string
  readonly namespace?: string
  readonly uid?: string
  readonly resourceVersion?: string
  readonly generation?: number
  readonly creationTimestamp?: string
  readonly deletionTimestamp?: string
  readonly deletionGracePeriodSeconds?: number
  readonly labels?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  readonly finalizers?: readonly string[]
  readonly ownerReferences?: readonly OwnerReference[]
  readonly managedFields?: readonly Json[]
}

export interface OwnerReference {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  readonly uid: string
  readonly controller?: boolean
  readonly blockOwnerDeletion?: boolean
}

/** Names one object in a cluster. `namespace` is absent for kinds that have none. */
export interface ObjectRef {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  readonly namespace?: string
}

export function refOf(object: KubeObject): ObjectRef {
  const { name, namespace } = object.metadata
  const { apiVersion, kind } = object
  return namespace === undefined ? { apiVersion, kind, name } : { apiVersion, kind, name, namespace }
}

/** `Deployment/web`: how messages name an object. */
export function describeRef(ref: { kind: string; name: string }): string {
  return `${ref.kind}/${ref.name}`
}
