import { builtInKinds, type KindRow } from './kinds-builtin.ts'
import { extensionKinds } from './kinds-extension.ts'

/** What the API says of a kind, apart from its schema. */
export interface KindInfo {
  readonly apiVersion: string
  readonly kind: string
  /** The API's plural name, as in paths and roles: `deployments`. */
  readonly plural: string
  readonly namespaced: boolean
  /** As kubectl accepts them: `deploy`. */
  readonly shortNames: readonly string[]
  /** Served by Kubernetes itself; false for kinds that need a CustomResourceDefinition or an extension server. */
  readonly builtIn: boolean
}

/** Every kind known by name: Kubernetes 1.36's own, then common extensions. */
export const kinds: readonly KindInfo[] = [
  ...builtInKinds.map((row) => kindInfo(row, true)),
  ...extensionKinds.map((row) => kindInfo(row, false)),
]

const byId = new Map(kinds.map((info) => [kindId(info), info]))

/** The kind by its full name; undefined when neither Kubernetes 1.36 nor the table of extensions has it. */
export function findKind(kind: { apiVersion: string; kind: string }): KindInfo | undefined {
  return byId.get(kindId(kind))
}

/**
 * The kind that a user means in kubectl's way: `deploy`, `deployments`, `Deployment`, `deployments.apps`.
 * Kubernetes' own kinds win over extensions, and earlier groups over later, as in discovery.
 */
export function findResource(name: string): KindInfo | undefined {
  const [word, ...groupParts] = name.toLowerCase().split('.')
  const group = groupParts.join('.')
  return kinds.find(
    (info) =>
      (group === '' || groupOf(info.apiVersion) === group) &&
      (info.plural === word || info.kind.toLowerCase() === word || info.shortNames.includes(word ?? '')),
  )
}

/** `apps` of `apps/v1`; the empty string for the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/')
  return slash === -1 ? '' : apiVersion.slice(0, slash)
}

/** `v1` of `apps/v1`. */
export function versionOf(apiVersion: string): string {
  return apiVersion.slice(apiVersion.indexOf('/') + 1)
}

/** `apps/v1/Deployment`, as Helm's `.Capabilities.APIVersions` lists kinds. */
export function kindId(kind: { apiVersion: string; kind: string }): string {
  return `${kind.apiVersion}/${kind.kind}`
}

function kindInfo([apiVersion, kind, plural, scope, shortNames]: KindRow, builtIn: boolean): KindInfo {
  const names = shortNames === '' ? [] : shortNames.split(' ')
  return { apiVersion, kind, plural, namespaced: scope === 'namespaced', shortNames: names, builtIn }
}
