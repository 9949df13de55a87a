import type { RenderedObject } from '@seaworthy/helm'
import { type Json, type KubeObject, labelSelectorMatch, mapSelectorMatch } from '@seaworthy/kube'
import { type Check, finding, nameOf, unjudged } from '../check.ts'
import { asArray } from '../graph/pod-spec.ts'
import { listAt, type PodMaker, type ReleaseGraph } from '../graph/release-graph.ts'

const code = 'SEL002'
const slug = 'selector-matches-nothing'

/** A Service, budget or workload whose selector matches no pod of the release. */
export const selectorMatchesNothing: Check = {
  code,
  slug,
  *run(graph) {
    for (const rendered of graph.release.objects) {
      const said = selectorOf(rendered)
      if (said === undefined || matchesAny(graph, rendered, said.match)) continue
      const elsewhere = outsideReason(graph, rendered) ?? labelledLater(graph, rendered, said.selector)
      if (elsewhere !== undefined && !said.own) {
        yield unjudged({ code }, rendered, `selects no pod of the release; ${elsewhere}`)
        continue
      }
      const pods = graph.workloads.map(({ rendered: { object } }) => `${object.kind}/${object.metadata.name}`)
      yield finding({ code, slug }, rendered, {
        severity: said.own ? 'error' : 'warning',
        path: said.path,
        message: `its selector matches no pod of the release`,
        cause: `${text(said.selector)} is on none of the pods of ${pods.length === 0 ? 'this release, which makes none' : pods.join(', ')}`,
        effect: said.effect,
        fix: 'let the selector and the labels of the pod template come from the same named template',
      })
    }
  },
}

interface Selector {
  readonly path: readonly string[]
  readonly selector: Json
  readonly effect: string
  /** Only the object's own pods count, nobody else's. */
  readonly own: boolean
  match(labels: Readonly<Record<string, string>>): boolean
}

function selectorOf({ object }: RenderedObject): Selector | undefined {
  const { kind, spec } = object
  if (kind === 'Service') {
    const selector = spec?.selector
    if (
      selector === undefined ||
      selector === null ||
      Object.keys(selector).length === 0 ||
      spec.type === 'ExternalName'
    )
      return undefined
    return {
      path: ['spec', 'selector'],
      selector,
      effect: 'the Service has no endpoints, requests to it fail',
      own: false,
      match: mapSelectorMatch(selector),
    }
  }
  const selector = spec?.selector
  if (typeof selector !== 'object' || selector === null) return undefined
  if (kind === 'PodDisruptionBudget' && object.apiVersion.startsWith('policy/')) {
    return {
      path: ['spec', 'selector'],
      selector,
      effect: 'it protects no pod',
      own: false,
      match: labelSelectorMatch(selector),
    }
  }
  if (kind === 'Deployment' || kind === 'StatefulSet' || kind === 'DaemonSet') {
    return {
      path: ['spec', 'selector'],
      selector,
      effect: 'the API server refuses it: `selector` does not match template `labels`',
      own: true,
      match: labelSelectorMatch(selector),
    }
  }
  return undefined
}

function matchesAny(graph: ReleaseGraph, rendered: RenderedObject, match: Selector['match']): boolean {
  const own = rendered.object.spec?.template !== undefined
  const namespace = graph.namespaceOf(rendered)
  return [...graph.workloads, ...graph.hookPods].some(
    (each) =>
      (own ? each.rendered === rendered : each.namespace === namespace) && labelSets(each).some(match),
  )
}

/** The labels of the pods of a workload: those of a StatefulSet tell each by its name and number. */
function labelSets({ rendered: { object }, template }: PodMaker): Readonly<Record<string, string>>[] {
  const { labels = {} } = template.metadata
  if (object.kind !== 'StatefulSet') return [labels]
  const start = Number(object.spec?.ordinals?.start ?? 0)
  // One that is scaled to nothing has pods when it is scaled up.
  const count = Math.max(Number(object.spec?.replicas ?? 1), 1)
  return Array.from({ length: count }, (_, at) => ({
    ...labels,
    'statefulset.kubernetes.io/pod-name': `${object.metadata.name}-${start + at}`,
    'apps.kubernetes.io/pod-index': String(start + at),
  }))
}

/** Why pods that are not seen here may exist all the same. */
function outsideReason(graph: ReleaseGraph, rendered: RenderedObject): string | undefined {
  if (graph.namespaceOf(rendered) !== graph.release.namespace) {
    return `it is for pods in namespace ${graph.namespaceOf(rendered)}, which the release does not make`
  }
  return graph.hasCustomResources
    ? 'an operator may make pods for the custom resources of the release'
    : undefined
}

/** Some programs label their own pods: the one that leads, the one that is active. */
function labelledLater(graph: ReleaseGraph, rendered: RenderedObject, selector: Json): string | undefined {
  const changer = graph.all.find(({ object }) => mayChangePods(object))
  if (changer === undefined) return undefined
  const wanted = Object.entries(selector.matchLabels ?? selector)
  for (const { namespace, template } of graph.workloads) {
    const labels = template.metadata.labels ?? {}
    const absent = wanted.filter(([key]) => labels[key] === undefined)
    const others = wanted.filter(([key]) => labels[key] !== undefined)
    const fits = others.length > 0 && others.every(([key, value]) => labels[key] === value)
    if (namespace !== graph.namespaceOf(rendered) || !fits) continue
    const names = absent.map(([key]) => key).join(', ')
    return `label ${names} is on no template, a program that may change pods (${nameOf(changer)}) may put it there`
  }
  return undefined
}

function mayChangePods({ kind, ...role }: KubeObject): boolean {
  if (kind !== 'Role' && kind !== 'ClusterRole') return false
  return asArray(role['rules']).some(
    ({ resources, verbs }) =>
      listAt(resources).some((each) => each === 'pods' || each === '*') &&
      listAt(verbs).some((each) => ['patch', 'update', '*'].includes(each)),
  )
}

function text(selector: Json): string {
  return JSON.stringify(selector.matchLabels ?? selector)
}
