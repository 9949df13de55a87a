import type { KubeObject } from '@seaworthy/kube'

export const REVISION = 'deployment.kubernetes.io/revision'
export const DESIRED_REPLICAS = 'deployment.kubernetes.io/desired-replicas'
export const MAX_REPLICAS = 'deployment.kubernetes.io/max-replicas'
const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history'

type Annotations = Readonly<Record<string, string>>

/** Annotations of a Deployment that its ReplicaSets do not get. */
const NOT_COPIED = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'deprecated.deployment.rollback.to',
  REVISION,
  REVISION_HISTORY,
  DESIRED_REPLICAS,
  MAX_REPLICAS,
])

/** 0 when there is none, or nothing that can be read. */
export function revisionOf(object: KubeObject): number {
  const revision = Number(object.metadata.annotations?.[REVISION] ?? 0)
  return Number.isInteger(revision) ? revision : 0
}

/** The count that an annotation of a ReplicaSet holds; undefined when it holds none. */
export function countAnnotation(replicaSet: KubeObject, key: string): number | undefined {
  const text = replicaSet.metadata.annotations?.[key]
  return text !== undefined && /^[0-9]+$/.test(text) ? Number(text) : undefined
}

export function replicaAnnotations(replicas: number, maxSurge: number): Annotations {
  return { [DESIRED_REPLICAS]: String(replicas), [MAX_REPLICAS]: String(replicas + maxSurge) }
}

/**
 * The annotations of the new ReplicaSet: the Deployment's, and a revision above that of every old one. A set that gets a
 * newer revision (a rollback to it) remembers the one it had. The same object when nothing changes.
 */
export function newSetAnnotations(
  deployment: KubeObject,
  before: Annotations | undefined,
  maxOldRevision: number,
): Annotations {
  const after: Record<string, string> = { ...before }
  for (const [key, value] of Object.entries(deployment.metadata.annotations ?? {})) {
    if (!NOT_COPIED.has(key)) after[key] = value
  }
  const had = before?.[REVISION]
  if (Number(had ?? 0) < maxOldRevision + 1) {
    after[REVISION] = String(maxOldRevision + 1)
    if (had !== undefined) {
      const history = before?.[REVISION_HISTORY]
      after[REVISION_HISTORY] = history === undefined || history === '' ? had : `${history},${had}`
    }
  }
  return before !== undefined && sameAnnotations(before, after) ? before : after
}

function sameAnnotations(a: Annotations, b: Annotations): boolean {
  const keys = Object.keys(b)
  return keys.length === Object.keys(a).length && keys.every((key) => a[key] === b[key])
}
