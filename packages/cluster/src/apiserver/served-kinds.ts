import { findKind, type KindInfo, kindId, kinds, type KubeObject, StatusError } from '@seaworthy/kube'
import { kindKey, type Store } from '../store/store.ts'

/** Kinds that no CustomResourceDefinition in the store declares and the server takes all the same. */
export type AcceptKinds = 'all' | readonly string[]

const CRD = 'CustomResourceDefinition.apiextensions.k8s.io'

/** What kinds the server serves: Kubernetes' own, those of the definitions in the store, those it was told to accept. */
export class ServedKinds {
  private readonly store: Store
  private readonly accept: AcceptKinds
  private declared: Map<string, KindInfo> | undefined
  private definitions = new Map<string, KubeObject>()

  constructor(store: Store, accept: AcceptKinds) {
    this.store = store
    this.accept = accept
  }

  find(kind: { apiVersion: string; kind: string }): KindInfo | undefined {
    const known = findKind(kind)
    if (known?.builtIn === true) return known
    const id = kindId(kind)
    const declared = this.declarations().get(id)
    if (declared !== undefined) return declared
    if (this.accept !== 'all' && !this.accept.includes(id)) return undefined
    return known ?? guessed(kind)
  }

  /** @throws StatusError NotFound with the words of kubectl's and Helm's mapping when the kind is not served */
  require(kind: { apiVersion: string; kind: string }): KindInfo {
    const found = this.find(kind)
    if (found !== undefined) return found
    throw new StatusError('NotFound', `no matches for kind "${kind.kind}" in version "${kind.apiVersion}"`)
  }

  /** The CustomResourceDefinition that declares a kind, when one does. */
  definitionOf(kind: { apiVersion: string; kind: string }): KubeObject | undefined {
    this.declarations()
    return this.definitions.get(kindId(kind))
  }

  /** A definition was written: read them again when they are next needed. */
  changed(key: string): void {
    if (key === CRD) this.declared = undefined
  }

  /** Every version and kind, as Helm's `.Capabilities.APIVersions` has them: `apps/v1`, `apps/v1/Deployment`. */
  discover(): readonly string[] {
    const served = [...kinds.filter((info) => info.builtIn), ...this.declarations().values()].map((info) =>
      kindId(info),
    )
    if (this.accept !== 'all') served.push(...this.accept)
    const versions = served.map((id) => id.slice(0, id.lastIndexOf('/')))
    return [...new Set([...versions, ...served])].toSorted()
  }

  private declarations(): Map<string, KindInfo> {
    if (this.declared === undefined) {
      this.declared = new Map()
      this.definitions = new Map()
      for (const definition of this.store.list(CRD)) {
        for (const info of declaredKinds(definition.spec)) {
          this.declared.set(kindId(info), info)
          this.definitions.set(kindId(info), definition)
        }
      }
    }
    return this.declared
  }
}

interface DefinitionSpec {
  readonly group: string
  readonly scope: string
  readonly names: { readonly kind: string; readonly plural: string; readonly shortNames?: readonly string[] }
  readonly versions: readonly { readonly name: string; readonly served: boolean }[]
}

function declaredKinds(spec: DefinitionSpec): readonly KindInfo[] {
  return spec.versions
    .filter((version) => version.served)
    .map((version) => ({
      apiVersion: `${spec.group}/${version.name}`,
      kind: spec.names.kind,
      plural: spec.names.plural,
      namespaced: spec.scope === 'Namespaced',
      shortNames: spec.names.shortNames ?? [],
      builtIn: false,
    }))
}

/** An accepted kind that nobody described: namespaced, with the plural that most kinds have. */
function guessed({ apiVersion, kind }: { apiVersion: string; kind: string }): KindInfo {
  return {
    apiVersion,
    kind,
    plural: `${kind.toLowerCase()}s`,
    namespaced: true,
    shortNames: [],
    builtIn: false,
  }
}

/** Kinds whose `metadata.generation` the server never sets (strategies of the registries, at 1.36). */
const withoutGeneration = new Set(
  [
    [
      'v1',
      'Service ConfigMap Secret ServiceAccount PersistentVolumeClaim PersistentVolume ResourceQuota LimitRange Event',
    ],
    ['v1', 'Node Namespace Endpoints'],
    ['autoscaling/v2', 'HorizontalPodAutoscaler'],
    ['storage.k8s.io/v1', 'StorageClass CSIDriver CSINode CSIStorageCapacity VolumeAttachment'],
    ['rbac.authorization.k8s.io/v1', 'Role RoleBinding ClusterRole ClusterRoleBinding'],
    ['coordination.k8s.io/v1', 'Lease'],
    ['events.k8s.io/v1', 'Event'],
    ['apps/v1', 'ControllerRevision'],
  ].flatMap(([apiVersion = '', names = '']) => names.split(' ').map((kind) => kindKey(apiVersion, kind))),
)

export function hasGeneration(key: string): boolean {
  return !withoutGeneration.has(key)
}
