import type { RenderedRelease } from '@seaworthy/helm'
import { findKind, kindId } from '@seaworthy/kube'

/**
 * The kinds that a release uses and neither Kubernetes nor its own `crds/` serve. A trial takes them for served, because it
 * asks how the release behaves and not whether an operator is installed; a report says so.
 */
export function assumedKinds(release: RenderedRelease): string[] {
  const own = new Set(release.crds.map(({ object }) => String(object.spec?.names?.kind)))
  const foreign = [...release.hooks, ...release.objects]
    .map(({ object }) => object)
    .filter((object) => findKind(object)?.builtIn !== true && !own.has(object.kind))
  return [...new Set(foreign.map(kindId))].toSorted()
}
