import type { RenderedRelease } from '@seaworthy/helm'
import { findKind } from '@seaworthy/kube'

/** Namespaces that are in every cluster. */
const standing = ['default', 'kube-system']

/**
 * The namespaces beside the release's own that its objects go to and that it does not bring itself, sorted: a ServiceMonitor in
 * `monitoring`. A trial takes them for there before the install.
 */
export function otherNamespaces(release: RenderedRelease): string[] {
  const all = [...release.hooks, ...release.objects].map(({ object }) => object)
  const brought = all.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name)
  const known = new Set([...standing, ...brought, release.namespace, ''])
  const used = all
    .filter((object) => findKind(object)?.namespaced !== false)
    .map(({ metadata }) => metadata.namespace ?? '')
  return [...new Set(used)].filter((name) => !known.has(name)).toSorted()
}
