import { type KubeObject, labelSelectorMatch, type LabelSelector } from '@seaworthy/kube'
import type { NodeRequirement, NodeSelectorTerm, PodSpec } from '../pod.ts'

/** Whether a node is one that the pod's nodeSelector and required node affinity allow. */
export function matchesNodeAffinity(spec: PodSpec, node: KubeObject): boolean {
  const labels = node.metadata.labels ?? {}
  for (const [key, value] of Object.entries(spec.nodeSelector ?? {})) if (labels[key] !== value) return false
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  return required === undefined || required.nodeSelectorTerms.some((term) => matchesTerm(term, node))
}

/** All requirements of a term must hold; a term without any matches nothing. */
export function matchesTerm(term: NodeSelectorTerm, node: KubeObject): boolean {
  const expressions = term.matchExpressions ?? []
  const fields = term.matchFields ?? []
  if (expressions.length === 0 && fields.length === 0) return false
  const name = { 'metadata.name': node.metadata.name }
  return holds(expressions, node.metadata.labels ?? {}) && holds(fields, name)
}

/** The operators of node affinity are those of a label selector, and Gt and Lt. */
function holds(requirements: readonly NodeRequirement[], labels: Readonly<Record<string, string>>): boolean {
  return labelSelectorMatch({ matchExpressions: requirements } as unknown as LabelSelector)(labels)
}
