import { type Edge, edges } from '@seaworthy/cluster'
import type { RenderedRelease } from '@seaworthy/helm'
import { findKind, type KubeObject } from '@seaworthy/kube'

/** Names of one kind in one sentence. */
const NAMES_SHOWN = 3

/** What every trial takes for granted of the cluster, in sentences for a report. */
export function standingAssumptions(): string[] {
  return [
    'the cluster has 3 Nodes of 8 CPU and 32 GiB, one in each of three zones, and nothing else runs on them',
    'a new version of an image behaves as the one before, unless the scenario says otherwise',
    `delays are drawn for each run: image pulls ${bounds('image-pull')}, sandboxes ${bounds('sandbox-start')}, routers hear of endpoints after ${bounds('router-update')}; from seed 50 on some parts are three or ten times slower`,
  ]
}

/** What no trial looks at, and what of this release is therefore not judged. */
export function standingLimits(release: RenderedRelease): string[] {
  const all = [...release.objects, ...release.hooks].map(({ object }) => object)
  const tests = release.hooks.filter(({ hook }) => hook?.events.includes('test')).map(({ object }) => object)
  const ofKind = (pattern: RegExp) => all.filter(({ kind }) => pattern.test(kind))
  const foreign = all.filter((object) => findKind(object)?.builtIn !== true)
  return [
    'requests that are under way when a pod stops: routers are asked which endpoints they see, not what each request meets',
    ...limit(ofKind(/^NetworkPolicy$/), 'no traffic is filtered'),
    ...limit(ofKind(/^Ingress$/), 'no request goes through it, only the Services behind it are watched'),
    ...limit(
      ofKind(/WebhookConfiguration$/),
      'no webhook is called, and a verdict is unknown where one would have been',
    ),
    ...limit(ofKind(/RoleBinding$/), 'rights are not enforced, nothing is refused for want of one'),
    ...limit(foreign, 'no operator runs, so what it would make of it is not seen'),
    ...limit(tests, 'tests of a release are not run'),
  ]
}

/** The objects by kind, as `Role a, b; Prometheus c`, with what is not done about them. */
function limit(objects: readonly KubeObject[], what: string): string[] {
  if (objects.length === 0) return []
  const names = new Map<string, string[]>()
  for (const { kind, metadata } of objects) names.set(kind, [...(names.get(kind) ?? []), metadata.name])
  return [`${[...names].map(([kind, each]) => `${kind} ${listed([...new Set(each)])}`).join('; ')}: ${what}`]
}

/** The first few names; a release may have a hundred. */
function listed(names: readonly string[]): string {
  const shown = names.length <= NAMES_SHOWN + 1 ? names : names.slice(0, NAMES_SHOWN)
  const more = names.length - shown.length
  return more === 0 ? shown.join(', ') : `${shown.join(', ')} and ${more} more`
}

function bounds(edge: Edge): string {
  const [low, high] = edges[edge]
  return `${low / 1000} to ${high / 1000} s`
}
