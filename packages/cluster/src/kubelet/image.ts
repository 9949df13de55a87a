import type { KubeObject } from '@seaworthy/kube'
import type { ContainerSpec } from '../pod.ts'
import { type Behaviour, draw, findBehaviour } from './behaviour.ts'
import { nextBackOff } from './back-off.ts'
import { recordEvent } from '../controllers/recorded-event.ts'
import { beginOperation, type ContainerRecord, type KubeletWorld, type PodRecord } from './state.ts'

/** Whether the image must be asked for before a container can be made (`ShouldPullImage`, pkg/kubelet/images). */
export function needsPull(world: KubeletWorld, record: PodRecord, spec: ContainerSpec): boolean {
  const isPresent = world.state.images.has(imageOnNode(record, spec))
  const policy = spec.imagePullPolicy ?? (isLatest(spec.image ?? '') ? 'Always' : 'IfNotPresent')
  return policy === 'Always' || (policy === 'IfNotPresent' && !isPresent)
}

/** Begins a pull; one that finds every layer on the node only asks the registry for the manifest. */
export function beginPull(
  world: KubeletWorld,
  record: PodRecord,
  pod: KubeObject,
  spec: ContainerSpec,
): void {
  const told = pullBehaviour(world, pod, spec)
  const isPresent = world.state.images.has(imageOnNode(record, spec))
  const takes =
    told?.ms !== undefined
      ? draw(told.ms, world.random('pull'))
      : world.latency(isPresent ? 'kubelet-sync' : 'image-pull')
  recordEvent(world, pod, 'Normal', 'Pulling', `Pulling image "${spec.image}"`)
  beginOperation(world, record, takes, `pull ${spec.name}`)
}

/** The end of a pull: true when the image is there. */
export function endPull(
  world: KubeletWorld,
  record: PodRecord,
  pod: KubeObject,
  spec: ContainerSpec,
  container: ContainerRecord,
): boolean {
  if (pullBehaviour(world, pod, spec)?.fails !== true) {
    world.state.images.add(imageOnNode(record, spec))
    container.pullDelayMs = container.pullAgainAt = 0
    return true
  }
  failPull(world, container, 'ErrImagePull', `failed to pull and unpack image "${spec.image}": not found`)
  recordEvent(world, pod, 'Warning', 'Failed', `Failed to pull image "${spec.image}": not found`)
  return false
}

/** `imagePullPolicy: Never` and no image on the node. */
export function imageIsAbsent(world: KubeletWorld, record: PodRecord, spec: ContainerSpec): boolean {
  return spec.imagePullPolicy === 'Never' && !world.state.images.has(imageOnNode(record, spec))
}

export function failPull(
  world: KubeletWorld,
  container: ContainerRecord,
  reason: string,
  message: string,
): void {
  container.phase = 'waiting'
  container.reason = reason
  container.message = message
  container.pullDelayMs = nextBackOff(container.pullDelayMs)
  container.pullAgainAt = world.now() + container.pullDelayMs
}

function pullBehaviour(world: KubeletWorld, pod: KubeObject, spec: ContainerSpec): Behaviour['pull'] {
  const { behaviours } = world.state
  return behaviours[findBehaviour(behaviours, pod, spec)]?.pull
}

function imageOnNode(record: PodRecord, spec: ContainerSpec): string {
  return `${record.node} ${spec.image}`
}

/** No tag or digest, or the tag `latest`. */
function isLatest(image: string): boolean {
  if (image.includes('@')) return false
  const tag = /:([^:/]+)$/.exec(image)?.[1]
  return tag === undefined || tag === 'latest'
}
