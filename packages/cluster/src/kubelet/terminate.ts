import type { KubeObject } from '@seaworthy/kube'
import { type ContainerSpec, isSidecar, podSpec } from '../pod.ts'
import { containerOf, type KubeletWorld, type PodRecord } from './state.ts'
import { graceOf, planKill, stopContainer } from './stop.ts'

/**
 * Stops what still runs of a pod: its containers together, then its sidecars one after another in reverse order
 * (`killContainersWithSyncResult`, pkg/kubelet/kuberuntime). True when nothing runs any more.
 */
export function stopAll(
  world: KubeletWorld,
  record: PodRecord,
  pod: KubeObject,
  reason: 'deletion' | 'completion',
): boolean {
  const { initContainers = [], containers } = podSpec(pod)
  const isRunning = (spec: ContainerSpec) => containerOf(record, spec.name).phase === 'running'
  const first = [...containers, ...initContainers.filter((spec) => !isSidecar(spec))].filter(isRunning)
  const last = initContainers.filter((spec) => isSidecar(spec) && isRunning(spec)).slice(-1)
  const turn = first.length > 0 ? first : last
  for (const spec of turn) {
    stopContainer(world, record, pod, spec, { reason, graceSeconds: graceLeft(world, record, pod) })
  }
  return turn.length === 0
}

/** Seconds of the pod's grace that are left since its first container was asked to end. */
function graceLeft(world: KubeletWorld, record: PodRecord, pod: KubeObject): number | undefined {
  if (pod.metadata.deletionTimestamp === undefined) return undefined
  return Math.max(0, graceOf(pod) - (world.now() - record.terminatingSince) / 1000)
}

/** A second delete has shortened the grace of a pod that is being stopped. */
export function shortenGrace(world: KubeletWorld, record: PodRecord, pod: KubeObject): void {
  const graceMs = graceOf(pod) * 1000
  for (const [name, container] of Object.entries(record.containers)) {
    if (container.phase !== 'running' || container.stoppingSince === 0) continue
    const at = Math.max(world.now(), container.stoppingSince + graceMs)
    if (at < container.killAt) planKill(world, record, name, at - world.now())
  }
}
