import type { Json, KubeObject } from '@seaworthy/kube'

/** Real names to shared ones. */
export type Names = ReadonlyMap<string, string>

/** A quiet moment: counts, conditions and annotations of every group, without names, times and hashes that were generated. */
export function snapshotOf(objects: readonly KubeObject[], names: Names): Json {
  const state: Record<string, Json> = {}
  for (const object of objects) {
    const summarize = summaries[object.kind]
    if (summarize !== undefined)
      state[`${object.kind}/${sharedName(object, names)}`] = summarize(object, names)
  }
  state.pods = podGroups(objects, names)
  return byKey(state)
}

type Summarize = (object: KubeObject, names: Names) => Json

const summaries: Readonly<Record<string, Summarize>> = {
  Deployment: (object, names) => ({
    ...statusOf(object, names),
    revision: object.metadata.annotations?.['deployment.kubernetes.io/revision'],
  }),
  ReplicaSet: (object, names) => ({
    wished: object.spec.replicas,
    ...statusOf(object, names),
    annotations: annotationsOf(object, 'deployment.kubernetes.io/'),
  }),
  StatefulSet: (object, names) => withoutRevisions(object, statusOf(object, names)),
  DaemonSet: statusOf,
  Job: (object, names) => jobStatus(object, names),
  PodDisruptionBudget: statusOf,
  HorizontalPodAutoscaler: autoscalerSummary,
  EndpointSlice: sliceSummary,
}

/** Status with conditions in a shared form; `observed` instead of generation numbers. */
function statusOf(object: KubeObject, names: Names): Json {
  const { observedGeneration, conditions, disruptedPods: _, ...counts } = object.status ?? {}
  return {
    ...byKey(counts),
    observed: observedGeneration === object.metadata.generation,
    conditions: (conditions ?? []).map((each: Json) => conditionText(each, names)).sort(),
  }
}

/** Names of revisions are hashes: only whether they agree is told. */
function withoutRevisions(object: KubeObject, status: Json): Json {
  const { currentRevision, updateRevision, collisionCount: _, ...rest } = status
  return {
    ...rest,
    revisionsAgree: currentRevision === updateRevision,
    ofGeneration: object.metadata.generation,
  }
}

function jobStatus(object: KubeObject, names: Names): Json {
  const { startTime, completionTime, uncountedTerminatedPods, ...rest } = statusOf(object, names)
  const { observed: _, ...counts } = rest
  return {
    ...counts,
    hasStarted: startTime !== undefined,
    isCompleted: completionTime !== undefined,
    uncounted: Object.values(uncountedTerminatedPods ?? {}).flat().length,
  }
}

function autoscalerSummary(object: KubeObject, names: Names): Json {
  const { currentReplicas, desiredReplicas, conditions } = object.status ?? {}
  return {
    currentReplicas,
    desiredReplicas: desiredReplicas ?? 0,
    conditions: (conditions ?? []).map((each: Json) => conditionText(each, names)),
  }
}

function sliceSummary(object: KubeObject): Json {
  const endpoints: readonly Json[] = (object.endpoints as readonly Json[] | null | undefined) ?? []
  const conditions = endpoints.map(
    ({ conditions: each }) => `${each.ready}/${each.serving}/${each.terminating}`,
  )
  return { ports: object.ports ?? null, endpoints: conditions.sort() }
}

export function conditionText({ type, status, reason, message }: Json, names: Names): string {
  return `${type}=${status} ${told(reason, message, names)}`
}

/**
 * Reason and message. Whether a Deployment says that it created its new ReplicaSet, or already that this one is progressing, is
 * a race of two controllers on a real cluster too: both are told as one.
 */
export function told(reason: string | undefined, message: string | undefined, names: Names): string {
  const text = shared(message ?? '', names)
  const progressing = /^(?:Created new replica set|ReplicaSet) "([^"]+)"(?: is progressing\.)?$/.exec(text)
  return progressing === null ? `${reason ?? ''}: ${text}` : `progressing: ${progressing[1]}`
}

/** A text with generated names replaced. */
export function shared(text: string, names: Names): string {
  let result = text
  for (const [name, sharedOne] of names) {
    result = result
      .replaceAll(new RegExp(`${name}-[a-z0-9]{5}\\b`, 'g'), `${sharedOne}-*`)
      .replaceAll(name, sharedOne)
  }
  return result.replaceAll(/"([a-z-]+)-[bcdfghjklmnpqrstvwxz2456789]{5}"/g, '"$1-*"')
}

export function sharedName(object: KubeObject, names: Names): string {
  if (object.kind === 'EndpointSlice') return object.metadata.labels?.['kubernetes.io/service-name'] ?? ''
  return names.get(object.metadata.name) ?? object.metadata.name
}

function byKey<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function annotationsOf(object: KubeObject, prefix: string): Record<string, string> {
  const entries = Object.entries(object.metadata.annotations ?? {}).filter(([key]) => key.startsWith(prefix))
  return byKey(Object.fromEntries(entries.map(([key, value]) => [key.slice(prefix.length), value])))
}

/** How many pods each owner has in which state. */
function podGroups(objects: readonly KubeObject[], names: Names): Record<string, Json> {
  const groups: Record<string, Record<string, number>> = {}
  for (const pod of objects) {
    if (pod.kind !== 'Pod') continue
    const owner = pod.metadata.ownerReferences?.[0]
    const ownerName = owner === undefined ? 'nobody' : (names.get(owner.name) ?? owner.name)
    const isNumbered = owner?.kind === 'StatefulSet'
    const group = isNumbered ? pod.metadata.name : ownerName
    const counts = (groups[group] ??= {})
    const isRevised = isNumbered || owner?.kind === 'DaemonSet'
    const state = isRevised ? `${podState(pod)} ${pod.spec.containers[0].image}` : podState(pod)
    counts[state] = (counts[state] ?? 0) + 1
  }
  for (const [group, counts] of Object.entries(groups)) groups[group] = byKey(counts)
  return byKey(groups)
}

function podState(pod: KubeObject): string {
  if (pod.metadata.deletionTimestamp !== undefined) return 'terminating'
  const phase = pod.status?.phase ?? 'Pending'
  if (phase !== 'Running') return phase
  const ready = (pod.status?.conditions ?? []).some(
    (each: Json) => each.type === 'Ready' && each.status === 'True',
  )
  return ready ? 'ready' : 'unready'
}
