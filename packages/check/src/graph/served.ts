import { didYouMean } from '@seaworthy/diagnostics'
import { findKind, groupOf, type KindInfo, kinds, versionOf } from '@seaworthy/kube'

const own = kinds.filter(({ builtIn }) => builtIn)
/** Groups whose kinds come with Kubernetes alone. `extensions` was the first home of many, and is empty now. */
const ownGroups = new Set(['extensions', ...own.map(({ apiVersion }) => groupOf(apiVersion))])
/** Kinds that were taken out of Kubernetes before they were stable; others that have no stable version may be switched on. */
const removed = new Set(['PodSecurityPolicy'])

interface Named {
  readonly apiVersion: string
  readonly kind: string
}

/**
 * Whether some cluster of Kubernetes 1.36 may take an object of this kind: Kubernetes serves it, its group belongs to somebody
 * else, or it is an alpha or beta kind that an administrator can switch on.
 */
export function isServable(named: Named): boolean {
  const group = groupOf(named.apiVersion)
  if (findKind(named)?.builtIn === true || !ownGroups.has(group) || isList(named)) return true
  const isStable = !/alpha|beta/.test(versionOf(named.apiVersion))
  return !isStable && group !== 'extensions' && !removed.has(named.kind) && nearestServed(named) === undefined
}

/** What is served under the same kind, in the same group first; else the kind whose name is nearest. */
export function nearestServed({ apiVersion, kind }: Named): KindInfo | undefined {
  const group = groupOf(apiVersion)
  const neighbours = own.filter((info) => groupOf(info.apiVersion) === group)
  const named = (name: string | undefined) =>
    [...neighbours, ...own].find((info) => name !== undefined && info.kind === name)
  const names = (infos: readonly KindInfo[]) => infos.map((info) => info.kind)
  return named(kind) ?? named(didYouMean(kind, names(neighbours)) ?? didYouMean(kind, names(own)))
}

/** A list stands for its items: clients take it apart and never send it. */
function isList({ kind }: Named): boolean {
  return kind.endsWith('List')
}
