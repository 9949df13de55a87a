import type { RenderedRelease } from '@seaworthy/helm'
import { findKind, kindId, type KubeObject } from '@seaworthy/kube'

/**
 * The kinds that a release uses and that neither Kubernetes nor a definition of its own serves. A trial takes them for served,
 * because it asks how the release behaves and not whether an operator is installed; a report says so. Kinds of definitions among
 * the templates are served only once those are applied, as on a real cluster.
 */
export function assumedKinds(release: RenderedRelease): string[] {
  const all = [...release.hooks, ...release.objects].map(({ object }) => object)
  const definitions = [...release.crds.map(({ object }) => object), ...all]
  const own = new Set(definitions.filter(({ kind }) => kind === 'CustomResourceDefinition').map(definedKind))
  const foreign = all.filter(
    (object) => findKind(object)?.builtIn !== true && !own.has(`${groupOf(object)}/${object.kind}`),
  )
  return [...new Set(foreign.map(kindId))].toSorted()
}

function definedKind({ spec }: KubeObject): string {
  return `${spec?.group}/${spec?.names?.kind}`
}

function groupOf({ apiVersion }: KubeObject): string {
  return apiVersion.slice(0, Math.max(apiVersion.indexOf('/'), 0))
}
