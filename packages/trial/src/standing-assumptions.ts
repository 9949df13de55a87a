import { type Edge, edges } from '@seaworthy/cluster'
import type { RenderedRelease } from '@seaworthy/helm'

/** What every trial takes for granted of the cluster, in sentences for a report. */
export function standingAssumptions(): string[] {
  return [
    'the cluster has 3 Nodes of 8 CPU and 32 GiB, one in each of three zones, and nothing else runs on them',
    `delays are drawn for each run: image pulls ${bounds('image-pull')}, sandboxes ${bounds('sandbox-start')}, routers hear of endpoints after ${bounds('router-update')}; from seed 50 on some parts are three or ten times slower`,
  ]
}

/** What no trial looks at, and what of this release is therefore not judged. */
export function standingLimits(release: RenderedRelease): string[] {
  const policies = release.objects.filter(({ object }) => object.kind === 'NetworkPolicy')
  const names = policies.map(({ object }) => object.metadata.name).join(', ')
  return [
    'requests that are under way when a pod stops: routers are asked which endpoints they see, not what each request meets',
    ...(policies.length === 0 ? [] : [`NetworkPolicy ${names}: no traffic is filtered`]),
  ]
}

function bounds(edge: Edge): string {
  const [low, high] = edges[edge]
  return `${low / 1000} to ${high / 1000} s`
}
