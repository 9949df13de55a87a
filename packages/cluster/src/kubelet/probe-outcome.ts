import type { KubeObject } from '@seaworthy/kube'
import type { ContainerSpec, ProbeSpec } from '../pod.ts'
import { listeners, servesAt } from './listening.ts'
import type { ProbeType } from './probe-worker.ts'
import { behaviourOf, missingNeeds } from './program.ts'
import { type ContainerRecord, containerOf, type KubeletWorld, type PodRecord } from './state.ts'

export function probeOf(spec: ContainerSpec, type: ProbeType): ProbeSpec | undefined {
  if (type === 'startup') return spec.startupProbe
  return type === 'readiness' ? spec.readinessProbe : spec.livenessProbe
}

/** The next time at which the outcome may become another. */
export function nextFlip(
  world: KubeletWorld,
  record: PodRecord,
  container: ContainerRecord,
  type: ProbeType,
): number | undefined {
  const point = type === 'readiness' ? 'ready' : 'live'
  const behaviour = behaviourOf(world.state, container)
  if (behaviour?.needs?.some((need) => need.for === point) === true) return world.now()
  let next = Infinity
  for (const each of Object.values(record.containers)) {
    for (const at of [each.listensAt, each.readyAt, each.hangsAt, each.silentAt]) {
      if (at > world.now() && at < next) next = at
    }
  }
  return next === Infinity ? undefined : next
}

/** Why a probe at this instant fails, in the kubelet's words; undefined when it succeeds. */
export function failureOf(
  world: KubeletWorld,
  record: PodRecord,
  pod: KubeObject,
  spec: ContainerSpec,
  type: ProbeType,
): string | undefined {
  const container = containerOf(record, spec.name)
  const probe = probeOf(spec, type) as ProbeSpec
  const now = world.now()
  const refused = refusalOf(record, spec, probe, now)
  if (refused !== undefined) return refused
  if (type === 'liveness' && now >= container.hangsAt) return 'context deadline exceeded'
  if (type === 'readiness' && (now < container.readyAt || now >= container.hangsAt)) {
    return probe.httpGet === undefined ? 'not ready' : 'HTTP probe failed with statuscode: 503'
  }
  if (probe.httpGet !== undefined) {
    const status = httpStatus(behaviourOf(world.state, container)?.http, probe.httpGet.path ?? '/')
    if (status < 200 || status >= 400) return `HTTP probe failed with statuscode: ${status}`
  }
  if (type === 'startup') return undefined
  const [missing] = missingNeeds(world, pod, container, type === 'readiness' ? 'ready' : 'live')
  return missing === undefined ? undefined : `${missing.host}:${missing.port} cannot be reached`
}

/** Nobody accepts the connection. An exec probe needs none: it succeeds once the program of its container serves. */
function refusalOf(
  record: PodRecord,
  spec: ContainerSpec,
  probe: ProbeSpec,
  now: number,
): string | undefined {
  const asked = probe.httpGet?.port ?? probe.tcpSocket?.port ?? probe.grpc?.port
  if (asked === undefined) {
    return servesAt(containerOf(record, spec.name), now) ? undefined : 'command terminated with exit code 1'
  }
  const port = typeof asked === 'number' ? asked : portByName(spec, asked)
  if (port === undefined) return `could not find port "${asked}"`
  if (listeners(record, port).some((container) => servesAt(container, now))) return undefined
  return `dial tcp ${record.ip}:${port}: connect: connection refused`
}

function portByName(spec: ContainerSpec, name: string): number | undefined {
  const found = (spec.ports ?? []).find((port) => port.name === name)?.containerPort
  return found ?? (/^[0-9]+$/.test(name) ? Number(name) : undefined)
}

function httpStatus(statuses: Readonly<Record<string, number>> | undefined, path: string): number {
  for (const [pattern, status] of Object.entries(statuses ?? {})) {
    if (pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern) return status
  }
  return 200
}
