import {
  type KubeObject,
  type LabelMatch,
  type Labels,
  type LabelSelector,
  labelSelectorMatch,
  mapSelectorMatch,
} from '@seaworthy/kube'
import type { Store } from '../store/store.ts'

const matches = new WeakMap<LabelSelector, LabelMatch>()

/** The match of a selector, made once for each selector object: objects are immutable, and every event asks. */
export function matchOf(selector: LabelSelector | undefined): LabelMatch {
  if (selector === undefined) return labelSelectorMatch(selector)
  let match = matches.get(selector)
  if (match === undefined) matches.set(selector, (match = labelSelectorMatch(selector)))
  return match
}

const mapMatches = new WeakMap<Labels, LabelMatch>()

/** The same for the plain map that a Service selects by; none selects nothing. */
export function mapMatchOf(selector: Labels | undefined): LabelMatch {
  if (selector === undefined) return mapSelectorMatch(selector)
  let match = mapMatches.get(selector)
  if (match === undefined) mapMatches.set(selector, (match = mapSelectorMatch(selector)))
  return match
}

/** The pods of a namespace that a selector means: all of them for an empty one, none for none. */
export function selectedPods(
  store: Store,
  namespace: string | undefined,
  selector: LabelSelector | undefined,
): readonly KubeObject[] {
  if (selector === undefined) return []
  const match = matchOf(selector)
  const pods: KubeObject[] = []
  for (const pod of store.podsLabelled(namespace, selector.matchLabels ?? {})) {
    if (match(pod.metadata.labels)) pods.push(pod)
  }
  return pods
}
