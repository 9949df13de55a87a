import type { Json, KubeObject, WatchEvent } from '@seaworthy/kube'
import { type Names, sharedName, told } from './snapshot.ts'

/**
 * For each group the distinct values in the order of the writes: how many replicas each ReplicaSet of a Deployment was asked
 * for, each condition by itself, the counts of a Job. Only what one writer decides, because two writers' turns may alternate.
 */
export function streamsOf(
  events: readonly WatchEvent[],
  names: Names,
): Readonly<Record<string, readonly string[]>> {
  const streams: Record<string, string[]> = {}
  const sizes = new Map<string, Map<string, number>>()
  const note = (name: string, value: string) => {
    const stream = (streams[name] ??= [])
    if (stream.at(-1) !== value) stream.push(value)
  }
  for (const { type, object } of events) {
    if (object.kind === 'ReplicaSet') noteSizes(object, type === 'DELETED', sizes, names, note)
    if (type === 'DELETED') continue
    if (object.kind === 'Job') noteJob(object, note)
    if (CONDITIONED.has(object.kind)) noteConditions(object, names, note)
  }
  return Object.fromEntries(Object.entries(streams).sort(([a], [b]) => (a < b ? -1 : 1)))
}

const CONDITIONED = new Set(['Deployment', 'ReplicaSet', 'Job', 'PodDisruptionBudget'])

type Note = (name: string, value: string) => void

function noteSizes(
  set: KubeObject,
  isGone: boolean,
  sizes: Map<string, Map<string, number>>,
  names: Names,
  note: Note,
): void {
  const owner = set.metadata.ownerReferences?.[0]?.name ?? set.metadata.name
  let ofOwner = sizes.get(owner)
  if (ofOwner === undefined) sizes.set(owner, (ofOwner = new Map()))
  const name = sharedName(set, names)
  if (isGone) ofOwner.delete(name)
  else ofOwner.set(name, set.spec.replicas)
  const text = [...ofOwner].sort(([a], [b]) => (a < b ? -1 : 1)).map(([each, size]) => `${each}=${size}`)
  note(`sizes ${owner}`, text.join(' '))
}

function noteConditions(object: KubeObject, names: Names, note: Note): void {
  for (const { type, status, reason, message } of (object.status?.conditions ?? []) as readonly Json[]) {
    note(`${object.kind}/${sharedName(object, names)} ${type}`, `${status} ${told(reason, message, names)}`)
  }
}

function noteJob(job: KubeObject, note: Note): void {
  const { succeeded = 0, failed = 0 } = job.status ?? {}
  note(`Job/${job.metadata.name} ended`, `succeeded=${succeeded} failed=${failed}`)
  const order = (job.status?.conditions ?? []).map((each: Json) => `${each.type}=${each.status}`)
  note(`Job/${job.metadata.name} conditions`, order.join(' '))
}
