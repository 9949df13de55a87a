import type { KubeObject } from '@seaworthy/kube'
import { isIntOrPercent, scaledValue } from '@seaworthy/kube'
import type { ReleaseGraph } from './release-graph.ts'

/** How many pods a workload has at the least: the autoscaler's minimum where one owns it, else `replicas`, else one. */
export function leastReplicas(graph: ReleaseGraph, workload: KubeObject): number | undefined {
  const scaler = graph.release.objects.find(({ object }) => {
    const target = object.spec?.scaleTargetRef
    return (
      object.kind === 'HorizontalPodAutoscaler' &&
      target?.kind === workload.kind &&
      target?.name === workload.metadata.name
    )
  })
  const count: unknown =
    scaler === undefined ? (workload.spec?.replicas ?? 1) : (scaler.object.spec?.minReplicas ?? 1)
  return typeof count === 'number' ? count : undefined
}

/** The pods that a rollout may take down at once, as the Deployment controller reckons: rounded down, 25 % unless told otherwise. */
export function rolloutUnavailable(deployment: KubeObject, replicas: number): number | undefined {
  const value: unknown = deployment.spec?.strategy?.rollingUpdate?.maxUnavailable ?? '25%'
  return isIntOrPercent(value) ? scaledValue(value, replicas, 'down') : undefined
}
