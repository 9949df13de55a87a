import { type KubeObject, labelSelectorMatch, type LabelSelector } from '@seaworthy/kube'
import { type PodAffinityTerm, podSpec } from '../pod.ts'
import type { Filter, Incoming } from './node-view.ts'

const refusal = (rules: string, final: boolean) => ({ reasons: [`node(s) didn't ${rules} rules`], final })

/**
 * Required pod affinity and anti-affinity, the latter in both directions (pkg/scheduler/framework/plugins/interpodaffinity).
 * A pod that only its own terms match may be the first.
 */
export function podAffinityFilter(incoming: Incoming): Filter {
  const { pod } = incoming
  const { affinity } = podSpec(pod)
  const wanted = (affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).map((term) =>
    domainsOf(incoming, pod, term),
  )
  const avoided = antiTerms(pod).map((term) => domainsOf(incoming, pod, term))
  const forbidden = forbiddenByOthers(incoming)
  const isFirst =
    wanted.length > 0 && wanted.every(({ domains, matchesSelf }) => domains.size === 0 && matchesSelf)
  return (_incoming, { node }) => {
    const labels = node.metadata.labels ?? {}
    const has = ({ key, domains }: Domains) => labels[key] !== undefined && domains.has(labels[key])
    if (wanted.some((each) => labels[each.key] === undefined || !(isFirst || has(each)))) {
      return refusal('match pod affinity', true)
    }
    if (avoided.some(has)) return refusal('match pod anti-affinity', false)
    if (forbidden.some(has)) return refusal('satisfy existing pods anti-affinity', false)
    return undefined
  }
}

interface Domains {
  readonly key: string
  /** Values of the topology key in which a pod matches. */
  readonly domains: ReadonlySet<string>
  readonly matchesSelf: boolean
}

function antiTerms(pod: KubeObject): readonly PodAffinityTerm[] {
  return podSpec(pod).affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []
}

function domainsOf(incoming: Incoming, owner: KubeObject, term: PodAffinityTerm): Domains {
  const matches = termMatch(incoming, owner, term)
  const domains = new Set<string>()
  for (const { node, pods } of incoming.nodes) {
    const domain = node.metadata.labels?.[term.topologyKey]
    if (domain !== undefined && pods.some(matches)) domains.add(domain)
  }
  return { key: term.topologyKey, domains, matchesSelf: matches(incoming.pod) }
}

/** Where pods with anti-affinity of their own refuse the incoming one. */
function forbiddenByOthers(incoming: Incoming): readonly Domains[] {
  const found: Domains[] = []
  for (const { node, pods } of incoming.nodes) {
    for (const pod of pods) {
      for (const term of antiTerms(pod)) {
        const domain = node.metadata.labels?.[term.topologyKey]
        if (domain === undefined || !termMatch(incoming, pod, term)(incoming.pod)) continue
        found.push({ key: term.topologyKey, domains: new Set([domain]), matchesSelf: false })
      }
    }
  }
  return found
}

/** Says of a pod whether a term of `owner` means it. */
export function termMatch(
  incoming: Incoming,
  owner: KubeObject,
  term: PodAffinityTerm,
): (pod: KubeObject) => boolean {
  const selector = labelSelectorMatch(withKeys(owner, term))
  const inNamespace = namespaceMatch(incoming, owner, term)
  return (pod) => inNamespace(pod.metadata.namespace ?? '') && selector(pod.metadata.labels)
}

function namespaceMatch(
  { world }: Incoming,
  owner: KubeObject,
  { namespaces, namespaceSelector }: PodAffinityTerm,
): (namespace: string) => boolean {
  const named = namespaces ?? []
  if (named.length === 0 && namespaceSelector === undefined) {
    return (namespace) => namespace === owner.metadata.namespace
  }
  const bySelector = labelSelectorMatch(namespaceSelector)
  return (namespace) =>
    named.includes(namespace) ||
    bySelector(world.store.get('Namespace', undefined, namespace)?.metadata.labels)
}

type Expressions = NonNullable<LabelSelector['matchExpressions']>

/** `matchLabelKeys` and `mismatchLabelKeys` stand for the owner's own values of those labels. */
function withKeys(owner: KubeObject, term: PodAffinityTerm): LabelSelector | undefined {
  const selector = term.labelSelector
  if (selector === undefined) return undefined
  const labels = owner.metadata.labels ?? {}
  const own = (keys: readonly string[] | undefined, operator: 'In' | 'NotIn'): Expressions =>
    (keys ?? []).flatMap((key) => {
      const value = labels[key]
      return value === undefined ? [] : [{ key, operator, values: [value] }]
    })
  const more = [...own(term.matchLabelKeys, 'In'), ...own(term.mismatchLabelKeys, 'NotIn')]
  if (more.length === 0) return selector
  return { ...selector, matchExpressions: [...(selector.matchExpressions ?? []), ...more] }
}
