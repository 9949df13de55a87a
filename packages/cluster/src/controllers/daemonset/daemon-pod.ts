import { type Json, type KubeObject, scaledValue } from '@seaworthy/kube'
import { podSpec } from '../../pod.ts'
import { matchesNodeAffinity } from '../../scheduler/node-affinity.ts'
import { untolerated } from '../../scheduler/taints.ts'
import { REVISION_LABEL } from '../controller-revision.ts'
import { podFromTemplate } from '../pod-from-template.ts'

/** Daemons stay on nodes in trouble, and come to nodes that are cordoned or under pressure. */
const NOT_EXECUTED = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']
const NOT_KEPT_OFF = [
  'node.kubernetes.io/disk-pressure',
  'node.kubernetes.io/memory-pressure',
  'node.kubernetes.io/pid-pressure',
  'node.kubernetes.io/unschedulable',
]

/** The pod of one node: bound to it by an affinity that the scheduler follows (pkg/controller/daemon/util). */
export function daemonPod(set: KubeObject, node: string, revisionHash: string): KubeObject {
  const pod = podFromTemplate(set, set.spec.template)
  const generation = set.metadata.annotations?.['deprecated.daemonset.template.generation']
  const labels = {
    ...pod.metadata.labels,
    [REVISION_LABEL]: revisionHash,
    ...(generation === undefined ? {} : { 'pod-template-generation': generation }),
  }
  const { affinity, tolerations, hostNetwork } = pod.spec
  return {
    ...pod,
    metadata: { ...pod.metadata, labels },
    spec: {
      ...pod.spec,
      affinity: onNode(affinity, node),
      tolerations: [...(tolerations ?? []), ...daemonTolerations(hostNetwork === true)],
    },
  }
}

/** The node that a daemon's pod is meant for, before and after it is bound. */
export function nodeOf(pod: KubeObject): string {
  if (pod.spec.nodeName !== undefined) return pod.spec.nodeName
  const terms =
    pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms
  return terms?.[0]?.matchFields?.[0]?.values?.[0] ?? ''
}

/** Whether a daemon belongs on a node, and whether one that is there may stay. */
export function fitsNode(
  set: KubeObject,
  node: KubeObject,
): { readonly runs: boolean; readonly stays: boolean } {
  const template = set.spec.template.spec
  if (template.nodeName !== undefined && template.nodeName !== node.metadata.name)
    return { runs: false, stays: false }
  const spec = podSpec(daemonPod(set, node.metadata.name, ''))
  if (!matchesNodeAffinity(spec, node)) return { runs: false, stays: false }
  const taints = node.spec?.taints ?? []
  const tolerations = spec.tolerations ?? []
  const stays = untolerated(taints, tolerations, ['NoExecute']) === undefined
  return { runs: stays && untolerated(taints, tolerations, ['NoSchedule']) === undefined, stays }
}

/** How many nodes may be without an available daemon. Rounds up, unlike a Deployment's. */
export function maxUnavailable(set: KubeObject, wanted: number): number {
  return scaledValue(set.spec.updateStrategy?.rollingUpdate?.maxUnavailable ?? 1, wanted, 'up')
}

function onNode(affinity: Json, node: string): Json {
  const field = { key: 'metadata.name', operator: 'In', values: [node] }
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  const terms: readonly Json[] = required?.nodeSelectorTerms ?? [{}]
  const nodeSelectorTerms = terms.map((term) => ({ ...term, matchFields: [field] }))
  return {
    ...affinity,
    nodeAffinity: {
      ...affinity?.nodeAffinity,
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms },
    },
  }
}

function daemonTolerations(isOnHostNetwork: boolean): readonly Json[] {
  const keptOff = isOnHostNetwork ? [...NOT_KEPT_OFF, 'node.kubernetes.io/network-unavailable'] : NOT_KEPT_OFF
  return [
    ...NOT_EXECUTED.map((key) => ({ key, operator: 'Exists', effect: 'NoExecute' })),
    ...keptOff.map((key) => ({ key, operator: 'Exists', effect: 'NoSchedule' })),
  ]
}
