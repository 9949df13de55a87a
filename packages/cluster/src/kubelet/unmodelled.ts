import type { KubeObject } from '@seaworthy/kube'
import type { KubeletWorld } from './state.ts'

/** Fields of a pod that would change what happens to it, and that the kubelets here do not know. */
const podFields = ['activeDeadlineSeconds', 'resourceClaims', 'ephemeralContainers'] as const
const containerFields = ['restartPolicyRules'] as const

/** Says which fields of a pod are left out of account. */
export function tellUnmodelled(world: KubeletWorld, pod: KubeObject): void {
  const spec = pod.spec as Record<string, unknown>
  for (const field of podFields) if (isSet(spec[field])) tell(world, pod, `spec.${field}`)
  for (const list of ['initContainers', 'containers']) {
    const containers = (spec[list] ?? []) as readonly Record<string, unknown>[]
    for (const field of containerFields) {
      if (containers.some((container) => isSet(container[field]))) tell(world, pod, `spec.${list}[].${field}`)
    }
  }
}

function isSet(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null
}

function tell(world: KubeletWorld, pod: KubeObject, field: string): void {
  world.unknown({
    code: `field:Pod.${field}`,
    message: `Pod/${pod.metadata.name} sets ${field}, which the kubelets here do not know`,
  })
}
