import type { Json, KubeObject } from '@seaworthy/kube'
import { podFromTemplate, type PodTemplate } from '../pod-from-template.ts'
import { REVISION_LABEL } from '../controller-revision.ts'

/** The number at the end of a pod's name; -1 when it is not a name of this set. */
export function ordinalOf(set: KubeObject, pod: KubeObject): number {
  const prefix = `${set.metadata.name}-`
  const rest = pod.metadata.name.slice(prefix.length)
  return pod.metadata.name.startsWith(prefix) && /^\d+$/.test(rest) ? Number(rest) : -1
}

export function startOrdinal(set: KubeObject): number {
  return set.spec.ordinals?.start ?? 0
}

/** The pod of an ordinal: its name, its host name and its claims are its own and stay so from one pod to the next. */
export function podOf(
  set: KubeObject,
  ordinal: number,
  template: PodTemplate,
  revisionName: string,
): KubeObject {
  const name = `${set.metadata.name}-${ordinal}`
  const pod = podFromTemplate(set, template, { name })
  const labels = {
    ...pod.metadata.labels,
    'statefulset.kubernetes.io/pod-name': name,
    'apps.kubernetes.io/pod-index': String(ordinal),
    [REVISION_LABEL]: revisionName,
  }
  const subdomain: string | undefined = set.spec.serviceName
  return {
    ...pod,
    metadata: { ...pod.metadata, labels },
    spec: {
      ...pod.spec,
      hostname: name,
      ...(subdomain === undefined || subdomain === '' ? {} : { subdomain }),
      ...volumesOf(set, ordinal, pod.spec.volumes ?? []),
    },
  }
}

/** The claims of an ordinal as they should exist. They are created with the pod and outlive it. */
export function claimsOf(set: KubeObject, ordinal: number): readonly KubeObject[] {
  return (set.spec.volumeClaimTemplates ?? []).map((template: Json) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      ...template.metadata,
      name: claimName(set, template, ordinal),
      namespace: set.metadata.namespace,
      labels: { ...template.metadata.labels, ...set.spec.selector.matchLabels },
    },
    spec: template.spec,
  }))
}

function claimName(set: KubeObject, template: Json, ordinal: number): string {
  return `${template.metadata.name}-${set.metadata.name}-${ordinal}`
}

/** A volume of a claim template's name is replaced by the claim. */
function volumesOf(
  set: KubeObject,
  ordinal: number,
  volumes: readonly Json[],
): { volumes?: readonly Json[] } {
  const claimed = (set.spec.volumeClaimTemplates ?? []).map((template: Json) => ({
    name: template.metadata.name,
    persistentVolumeClaim: { claimName: claimName(set, template, ordinal) },
  }))
  const names = new Set(claimed.map((volume: Json) => volume.name))
  const all = [...claimed, ...volumes.filter((volume) => !names.has(volume.name))]
  return all.length === 0 ? {} : { volumes: all }
}
