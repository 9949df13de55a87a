import type { KubeObject } from '@seaworthy/kube'
import type { Random } from '@seaworthy/sim'

/** One number, or the bounds between which each run draws one. */
export type Range = number | readonly [low: number, high: number]

/**
 * What the program in a container does, as data. Every field left out has the neutral answer: it starts, listens on the
 * ports it declares, answers every probe, and ends well when it is asked to. Times are milliseconds.
 */
export interface Behaviour {
  readonly match: BehaviourMatch
  /** From the start of the container until the program does anything. */
  readonly startMs?: Range
  /** Ports it listens on; when left out, the declared container ports and those that its probes ask. */
  readonly listens?: readonly number[]
  /** After `startMs`, until it listens. */
  readonly listensAfterMs?: Range
  /** After it listens, until its readiness probe succeeds. */
  readonly readyAfterMs?: Range
  readonly neverReady?: boolean
  /** From this long after its start its liveness probe fails: a deadlock. */
  readonly hangsAfterMs?: Range
  /** HTTP status by path; 200 for others. `/healthz*` matches by its beginning. */
  readonly http?: Readonly<Record<string, number>>
  /** It ends by itself this long after `startMs`. */
  readonly exits?: { readonly afterMs: Range; readonly code: number }
  /** The first so many runs end with code 1: of a container, or of all pods of a Job together. */
  readonly failsFirst?: number
  readonly sigterm?: {
    readonly exitAfterMs?: Range
    readonly code?: number
    /** It goes on serving this long after the signal; until its end when left out. */
    readonly stopsListeningAfterMs?: Range
    /** Only SIGKILL ends it, as with a shell that is process 1. */
    readonly ignores?: boolean
  }
  readonly pull?: { readonly fails?: boolean; readonly ms?: Range }
  readonly postStartMs?: Range
  readonly preStopMs?: Range
  readonly needs?: readonly Need[]
  /**
   * Name of a Job of the namespace. It does not go on before a container of that Job has ended well: one of its own image, where
   * the Job's differs in nothing but tag and digest.
   */
  readonly awaitsJob?: string
}

/** All that are given must hold. `*` stands for any characters. */
export interface BehaviourMatch {
  readonly image?: string
  readonly container?: string
  readonly namespace?: string
  readonly labels?: Readonly<Record<string, string>>
  /** Name of the Job that owns the pod. */
  readonly job?: string
}

/** Something that the program reaches over the network. */
export interface Need {
  /** A Service by name in the pod's namespace, or as `name.namespace`; or any other host, which is taken to answer. */
  readonly host: string
  readonly port: number
  /** When it asks: before it serves, with each readiness probe, with each liveness probe. */
  readonly for: 'start' | 'ready' | 'live'
  /** While it is missing: end with code 1, wait for it, or answer the probe with a failure. */
  readonly onMissing: 'crash' | 'wait' | 'notReady'
}

export function draw(range: Range, random: Random): number {
  return typeof range === 'number' ? range : random.between(range[0], range[1])
}

/** Position of the first behaviour that matches; -1 when none does. */
export function findBehaviour(
  behaviours: readonly Behaviour[],
  pod: KubeObject,
  container: { readonly name: string; readonly image?: string },
): number {
  return behaviours.findIndex(({ match }) => matches(match, pod, container))
}

function matches(
  match: BehaviourMatch,
  pod: KubeObject,
  container: { readonly name: string; readonly image?: string },
): boolean {
  if (match.image !== undefined && !isLike(container.image ?? '', match.image)) return false
  if (match.container !== undefined && !isLike(container.name, match.container)) return false
  if (match.namespace !== undefined && !isLike(pod.metadata.namespace ?? '', match.namespace)) return false
  if (match.job !== undefined && !isLike(jobOf(pod) ?? '', match.job)) return false
  const labels = pod.metadata.labels ?? {}
  return Object.entries(match.labels ?? {}).every(([key, value]) => labels[key] === value)
}

/** The Job that controls a pod. */
export function jobOf(pod: KubeObject): string | undefined {
  return pod.metadata.ownerReferences?.find((owner) => owner.controller === true && owner.kind === 'Job')
    ?.name
}

/** Whether a text is like a pattern in which `*` stands for any characters, none included. */
export function isLike(text: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  if (rest.length === 0) return text === pattern
  const last = rest.pop() ?? ''
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
    return false
  let from = first.length
  for (const part of rest) {
    const at = text.indexOf(part, from)
    if (at === -1) return false
    from = at + part.length
  }
  return from <= text.length - last.length
}
