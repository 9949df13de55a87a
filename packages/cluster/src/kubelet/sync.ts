import { type KubeObject, StatusError } from '@seaworthy/kube'
import { recordEvent } from '../controllers/recorded-event.ts'
import { podSpec } from '../pod.ts'
import { addProbeWorkers, probeUnready } from './probing.ts'
import { missingForVolumes } from './references.ts'
import { shouldRun, startNext } from './start.ts'
import {
  beginOperation,
  containerOf,
  type KubeletWorld,
  planRelist,
  planSync,
  type PodRecord,
} from './state.ts'
import { initHasFailed, podStatus } from './status.ts'
import { stopAll } from './terminate.ts'

/** Set-up of volumes is tried again after 500 ms, doubled each time, at most about two minutes (pkg/volume/util). */
const FIRST_MOUNT_MS = 500
const LONGEST_MOUNT_MS = 122_000

/** Until volumes are taken down and the sandbox is gone, after the last container has ended. */
const TEAR_DOWN_MS = [100, 1_000] as const

/** One pass over a pod: say what is seen, then do what is next. */
export function syncPod(world: KubeletWorld, record: PodRecord, pod: KubeObject): void {
  if (pod.metadata.deletionTimestamp !== undefined) {
    terminatePod(world, record, pod)
    return
  }
  if (record.stage === 'ended') return
  if (isComplete(record, pod)) {
    completePod(world, record, pod)
    return
  }
  reportStatus(world, record, pod)
  if (record.operation !== 0) return
  if (record.stage === 'mounting') mountVolumes(world, record, pod)
  else if (record.stage === 'active') startNext(world, record, pod)
}

/** Nothing of it will be started again, though sidecars may still run. */
function isComplete(record: PodRecord, pod: KubeObject): boolean {
  const { containers, restartPolicy = 'Always' } = podSpec(pod)
  if (initHasFailed(record, pod)) return true
  return containers.every((spec) => {
    const container = containerOf(record, spec.name)
    return container.phase === 'terminated' && !shouldRun(container, restartPolicy)
  })
}

function completePod(world: KubeletWorld, record: PodRecord, pod: KubeObject): void {
  if (stopAll(world, record, pod, 'completion')) record.stage = 'ended'
  reportStatus(world, record, pod)
}

function terminatePod(world: KubeletWorld, record: PodRecord, pod: KubeObject): void {
  if (record.stage === 'ended') {
    reportStatus(world, record, pod)
    // Its last status is written; what was deleted while it ran goes now.
    if (record.operation === 0) {
      world.state.pods.delete(record.uid)
      world.api.finish(pod)
    }
    return
  }
  // Whatever the worker was at is given up.
  if (record.stage !== 'terminating') {
    record.operation = 0
    record.terminatingSince = world.now()
  }
  record.stage = 'terminating'
  if (stopAll(world, record, pod, 'deletion')) {
    record.stage = 'ended'
    reportStatus(world, record, pod)
    beginOperation(world, record, world.random('tear-down').between(...TEAR_DOWN_MS), 'tear-down')
  } else {
    reportStatus(world, record, pod)
  }
}

function mountVolumes(world: KubeletWorld, record: PodRecord, pod: KubeObject): void {
  const missing = missingForVolumes(world.store, pod)
  if (missing === undefined) {
    record.stage = 'sandbox'
    addProbeWorkers(world, record, pod)
    beginOperation(world, record, world.latency('sandbox-start'), 'sandbox')
    return
  }
  const message = `MountVolume.SetUp failed for volume "${missing.volume}" : ${missing.message}`
  recordEvent(world, pod, 'Warning', 'FailedMount', message)
  record.mountDelayMs = Math.min(
    LONGEST_MOUNT_MS,
    record.mountDelayMs === 0 ? FIRST_MOUNT_MS : 2 * record.mountDelayMs,
  )
  planSync(world, record, record.mountDelayMs)
}

/** The pod has its network: an address that no pod had before. */
export function sandboxReady(world: KubeletWorld, record: PodRecord, pod: KubeObject): void {
  record.stage = 'active'
  const number = ++world.state.addresses
  record.ip =
    podSpec(pod).hostNetwork === true
      ? nodeAddress(world, record.node)
      : `10.${64 + (number >> 16)}.${(number >> 8) & 255}.${number & 255}`
  planRelist(world, record)
}

/** Writes the status that is seen now, which is also when unready containers are probed once more. */
function reportStatus(world: KubeletWorld, record: PodRecord, pod: KubeObject): void {
  probeUnready(world, record, pod)
  const status = podStatus(record, pod, world.timestamp(), nodeAddress(world, record.node))
  try {
    world.api.updateStatus(pod, status)
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    planSync(world, record, world.latency('kubelet-sync'))
  }
}

function nodeAddress(world: KubeletWorld, node: string): string {
  const addresses: readonly { type: string; address: string }[] =
    world.store.get('Node', undefined, node)?.status?.addresses ?? []
  return addresses.find((each) => each.type === 'InternalIP')?.address ?? ''
}
