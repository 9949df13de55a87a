import type { ContainerRecord, KubeletState, PodRecord } from './state.ts'

/** Whether a program of the pod accepts connections on a port at this instant. */
export function isListening(state: KubeletState, uid: string, port: number, now: number): boolean {
  const record = state.pods.get(uid)
  if (record === undefined) return false
  return listeners(record, port).some((container) => servesAt(container, now))
}

/** The containers of a pod that would serve a port: those that name it, else those that name none. */
export function listeners(record: PodRecord, port: number): readonly ContainerRecord[] {
  const containers = Object.values(record.containers)
  const naming = containers.filter((container) => container.ports.includes(port))
  return naming.length > 0 ? naming : containers.filter((container) => container.listensAnywhere)
}

export function servesAt(container: ContainerRecord, now: number): boolean {
  return container.phase === 'running' && now >= container.listensAt && now < container.silentAt
}
