import type { KubeObject } from '@seaworthy/kube'
import { type ContainerSpec, type HookSpec, podSpec } from '../pod.ts'
import { draw } from './behaviour.ts'
import { behaviourOf, endOnSignal } from './program.ts'
import { containerOf, type KubeletWorld, type PodRecord } from './state.ts'

/** However long a preStop hook took, a program has this long after SIGTERM (`minimumGracePeriodInSeconds`). */
const MINIMUM_GRACE_MS = 2_000

export interface StopOrder {
  readonly reason: 'probe' | 'deletion' | 'completion'
  readonly graceSeconds?: number | undefined
}

/**
 * Ends a running container: preStop hook, SIGTERM, SIGKILL when its grace is over. The grace counts from now and covers
 * the hook (`killContainer`, pkg/kubelet/kuberuntime).
 */
export function stopContainer(
  world: KubeletWorld,
  record: PodRecord,
  pod: KubeObject,
  spec: ContainerSpec,
  order: StopOrder,
): void {
  const container = containerOf(record, spec.name)
  if (container.phase !== 'running' || container.stoppingSince !== 0) return
  container.stoppingSince = world.now()
  container.restartedByProbe = order.reason === 'probe'
  const graceMs = 1000 * (order.graceSeconds ?? graceOf(pod))
  const told = behaviourOf(world.state, container)?.preStopMs
  const hookMs =
    told === undefined ? hookDuration(spec.lifecycle?.preStop) : draw(told, world.random('program'))
  const signalAfter = Math.min(hookMs, graceMs)
  const key = `${record.uid} ${container.run} ${spec.name}`
  world.plan(signalAfter, 'signal', key)
  planKill(world, record, spec.name, Math.max(graceMs, signalAfter + MINIMUM_GRACE_MS))
}

/** SIGKILL after a time, unless an earlier one is planned. */
export function planKill(world: KubeletWorld, record: PodRecord, name: string, delayMs: number): void {
  const container = containerOf(record, name)
  container.killAt = world.now() + delayMs
  world.plan(delayMs, 'kill', `${record.uid} ${container.run} ${name}`)
}

/** SIGTERM: the program ends by itself, or ignores it and waits for SIGKILL. */
export function signal(world: KubeletWorld, record: PodRecord, name: string): void {
  const container = containerOf(record, name)
  const end = endOnSignal(world, record, name)
  if (end === undefined) return
  world.plan(end.afterMs, 'exit', `${record.uid} ${container.run} ${name} ${end.code}`)
}

export function graceOf(pod: KubeObject): number {
  return pod.metadata.deletionGracePeriodSeconds ?? podSpec(pod).terminationGracePeriodSeconds ?? 30
}

/** How long a hook lasts as far as it can be seen: `sleep: {seconds}`, or a `sleep N` in the command of an exec hook. */
export function hookDuration(hook: HookSpec | undefined): number {
  if (hook === undefined) return 0
  if (hook.sleep !== undefined) return hook.sleep.seconds * 1000
  const words = (hook.exec?.command ?? []).join(' ')
  let seconds = 0
  for (const [, amount, unit] of words.matchAll(/\bsleep\s+([0-9]+(?:\.[0-9]+)?)([smh]?)/g)) {
    seconds += Number(amount) * (unit === 'h' ? 3600 : unit === 'm' ? 60 : 1)
  }
  return seconds * 1000
}
