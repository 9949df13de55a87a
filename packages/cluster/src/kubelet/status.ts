import { type Condition, findCondition, type Json, type KubeObject, setCondition } from '@seaworthy/kube'
import { type ContainerSpec, isSidecar, podSpec } from '../pod.ts'
import { formatTimestamp } from '../timestamp.ts'
import { hasStarted, isContainerReady } from './probing.ts'
import { type ContainerRecord, containerOf, type PodRecord } from './state.ts'

/**
 * The status that a kubelet reports of a pod, over what others have written into it (`generateAPIPodStatus`,
 * pkg/kubelet/kubelet_pods.go, and the conditions of pkg/kubelet/status/generate.go).
 */
export function podStatus(record: PodRecord, pod: KubeObject, now: string, nodeAddress: string): Json {
  const { initContainers = [], containers } = podSpec(pod)
  const phase = podPhase(record, pod)
  const init = initContainers.map((spec) => containerStatus(record, pod, spec))
  const main = containers.map((spec) => containerStatus(record, pod, spec)).sort(byName)
  return {
    ...pod.status,
    ...(pod.metadata.generation !== undefined && { observedGeneration: pod.metadata.generation }),
    phase,
    conditions: conditions(record, pod, phase, now),
    hostIP: nodeAddress,
    hostIPs: [{ ip: nodeAddress }],
    startTime: record.startTime,
    ...(record.ip !== '' && { podIP: record.ip, podIPs: [{ ip: record.ip }] }),
    ...(init.length > 0 && { initContainerStatuses: init }),
    containerStatuses: main,
  }
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}

/** `getPhase`, pkg/kubelet/kubelet_pods.go. */
export function podPhase(record: PodRecord, pod: KubeObject): string {
  const { containers, initContainers = [], restartPolicy = 'Always' } = podSpec(pod)
  if (initHasFailed(record, pod)) return 'Failed'
  const all = containers.map((spec) => containerOf(record, spec.name))
  const isOver = record.stage === 'ended'
  if (isOver && !all.every((each) => each.phase === 'terminated')) return 'Failed'
  if (!isOver && !isInitialized(record, pod) && all.every((each) => each.run === 0)) return 'Pending'
  if (all.some((each) => each.phase === 'waiting' && each.run === 0)) return 'Pending'
  if (all.some((each) => each.phase === 'running')) return 'Running'
  if (initContainers.some((spec) => containerOf(record, spec.name).phase === 'running')) return 'Running'
  const succeeded = all.every((each) => each.phase === 'terminated' && each.exitCode === 0)
  if (isOver) return succeeded ? 'Succeeded' : 'Failed'
  if (restartPolicy === 'Always') return 'Running'
  if (succeeded) return 'Succeeded'
  return restartPolicy === 'Never' ? 'Failed' : 'Running'
}

/** An init container that ended badly and is not started again. */
export function initHasFailed(record: PodRecord, pod: KubeObject): boolean {
  const { initContainers = [], restartPolicy } = podSpec(pod)
  if (restartPolicy !== 'Never') return false
  return initContainers.some((spec) => {
    const container = containerOf(record, spec.name)
    return !isSidecar(spec) && container.phase === 'terminated' && container.exitCode !== 0
  })
}

function isInitialized(record: PodRecord, pod: KubeObject): boolean {
  return incompleteInit(record, pod).length === 0
}

function incompleteInit(record: PodRecord, pod: KubeObject): readonly string[] {
  return (podSpec(pod).initContainers ?? [])
    .filter((spec) => {
      const container = containerOf(record, spec.name)
      if (isSidecar(spec)) return !hasStarted(container)
      return container.phase !== 'terminated' || container.exitCode !== 0
    })
    .map((spec) => spec.name)
}

type Said = Pick<Condition, 'status' | 'reason' | 'message'>

function conditions(record: PodRecord, pod: KubeObject, phase: string, now: string): readonly Condition[] {
  const hasNetwork = record.ip !== '' && record.stage !== 'ended'
  const containersReady = containersReadyCondition(record, pod, phase)
  const before = pod.status?.conditions as readonly Condition[] | undefined
  const scheduled = findCondition(before, 'PodScheduled') ?? { type: 'PodScheduled', status: 'True' }
  const said: [string, Said][] = [
    ['PodReadyToStartContainers', { status: hasNetwork ? 'True' : 'False' }],
    ['Initialized', initializedCondition(record, pod, phase)],
    ['Ready', readyCondition(pod, containersReady)],
    ['ContainersReady', containersReady],
    ['PodScheduled', { ...scheduled, status: 'True' }],
  ]
  let all: readonly Condition[] | undefined = before
  const generation = pod.metadata.generation
  for (const [type, condition] of said) {
    const { status, reason, message } = condition
    const known = findCondition(all, type)
    if (known !== undefined && isSame(known, condition) && known['observedGeneration'] === generation)
      continue
    const wanted: Condition = {
      type,
      status,
      lastProbeTime: null,
      ...(generation !== undefined && { observedGeneration: generation }),
      ...(reason !== undefined && { reason }),
      ...(message !== undefined && { message }),
    }
    all = setCondition(all, wanted, now)
  }
  return all ?? []
}

function isSame(a: Said, b: Said): boolean {
  return a.status === b.status && a.reason === b.reason && a.message === b.message
}

function initializedCondition(record: PodRecord, pod: KubeObject, phase: string): Said {
  if (phase === 'Succeeded') return { status: 'True', reason: 'PodCompleted' }
  const incomplete = incompleteInit(record, pod)
  const mainHasRun = podSpec(pod).containers.some((spec) => containerOf(record, spec.name).run > 0)
  if (incomplete.length === 0 || mainHasRun) return { status: 'True' }
  const message = `containers with incomplete status: [${incomplete.join(' ')}]`
  return { status: 'False', reason: 'ContainersNotInitialized', message }
}

function containersReadyCondition(record: PodRecord, pod: KubeObject, phase: string): Said {
  if (phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' }
  if (phase === 'Failed') return { status: 'False', reason: 'PodFailed' }
  const { initContainers = [], containers } = podSpec(pod)
  const unready = [...initContainers.filter(isSidecar), ...containers]
    .filter((spec) => !isContainerReady(containerOf(record, spec.name)))
    .map((spec) => spec.name)
  if (unready.length === 0) return { status: 'True' }
  const message = `containers with unready status: [${unready.join(' ')}]`
  return { status: 'False', reason: 'ContainersNotReady', message }
}

function readyCondition(pod: KubeObject, containersReady: Said): Said {
  if (containersReady.status !== 'True') return containersReady
  const messages: string[] = []
  for (const { conditionType } of podSpec(pod).readinessGates ?? []) {
    const gate = findCondition(pod.status?.conditions, conditionType)
    if (gate === undefined) {
      messages.push(`corresponding condition of pod readiness gate "${conditionType}" does not exist.`)
    } else if (gate.status !== 'True') {
      messages.push(`the status of pod readiness gate "${conditionType}" is not "True", but ${gate.status}`)
    }
  }
  if (messages.length === 0) return { status: 'True' }
  return { status: 'False', reason: 'ReadinessGatesNotReady', message: messages.join(', ') }
}

function containerStatus(record: PodRecord, pod: KubeObject, spec: ContainerSpec): Json {
  const container = containerOf(record, spec.name)
  const isInit = podSpec(pod).initContainers?.includes(spec) === true
  const isSteady = !isInit || isSidecar(spec)
  const ended = container.phase === 'terminated' && container.exitCode === 0
  return {
    name: spec.name,
    state: currentState(record, pod, spec.name, container),
    lastState: container.last.run === 0 ? {} : { terminated: terminated(record, spec.name, container.last) },
    ready: isSteady ? isContainerReady(container) : ended,
    restartCount: Math.max(0, container.run - 1),
    image: spec.image,
    imageID: container.run === 0 ? '' : spec.image,
    ...(container.run > 0 && { containerID: containerId(record, container.run, spec.name) }),
    started: isSteady && hasStarted(container),
  }
}

function currentState(record: PodRecord, pod: KubeObject, name: string, container: ContainerRecord): Json {
  if (container.phase === 'running') return { running: { startedAt: formatTimestamp(container.startedAt) } }
  if (container.phase === 'terminated') return { terminated: terminated(record, name, container) }
  const hasInit = (podSpec(pod).initContainers ?? []).length > 0
  const reason =
    container.reason === '' ? (hasInit ? 'PodInitializing' : 'ContainerCreating') : container.reason
  return { waiting: { reason, ...(container.message !== '' && { message: container.message }) } }
}

function terminated(record: PodRecord, name: string, end: ContainerRecord['last']): Json {
  return {
    exitCode: end.exitCode,
    reason: end.exitReason,
    startedAt: formatTimestamp(end.startedAt),
    finishedAt: formatTimestamp(end.finishedAt),
    containerID: containerId(record, end.run, name),
  }
}

function containerId(record: PodRecord, run: number, name: string): string {
  return `sim://${record.uid}/${name}/${run}`
}
