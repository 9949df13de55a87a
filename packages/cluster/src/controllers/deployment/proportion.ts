/** A ReplicaSet with pods, and what its Deployment allowed in all when the set was last sized. */
export interface ActiveSet {
  readonly name: string
  readonly replicas: number
  /** Annotation `deployment.kubernetes.io/max-replicas`; undefined when it is missing or not a number. */
  readonly maxReplicas: number | undefined
}

export interface ScaleWish {
  readonly replicas: number
  readonly maxSurge: number
  /** `status.replicas` of the Deployment, for sets without the annotation. */
  readonly statusReplicas: number
}

/**
 * Sizes after scaling in the middle of a rollout: every active set takes its share, so that scaling does not hasten the
 * rollout. The rest of the rounding goes to the first set. Sets come largest first; of equal ones the newer first when
 * growing, the older first when shrinking (`scale`, k8s.io/kubernetes pkg/controller/deployment/sync.go).
 */
export function proportionalSizes(sets: readonly ActiveSet[], wish: ScaleWish): ReadonlyMap<string, number> {
  const allowed = wish.replicas > 0 ? wish.replicas + wish.maxSurge : 0
  const total = sets.reduce((all, set) => all + set.replicas, 0)
  const toAdd = allowed - total
  const sizes = new Map<string, number>()
  let added = 0
  for (const set of sets) {
    const share = shareOf(set, wish, toAdd, added)
    sizes.set(set.name, set.replicas + share)
    added += share
  }
  const first = sets[0]
  if (first !== undefined && toAdd !== 0) {
    sizes.set(first.name, Math.max(0, (sizes.get(first.name) ?? 0) + toAdd - added))
  }
  return sizes
}

function shareOf(set: ActiveSet, wish: ScaleWish, toAdd: number, added: number): number {
  if (toAdd === added) return 0
  const fraction = fractionOf(set, wish)
  return toAdd > 0 ? Math.min(fraction, toAdd - added) : Math.max(fraction, toAdd - added)
}

function fractionOf(set: ActiveSet, wish: ScaleWish): number {
  if (wish.replicas === 0) return -set.replicas
  const before = set.maxReplicas || wish.statusReplicas
  if (before === 0) return 0
  const size = (set.replicas * (wish.replicas + wish.maxSurge)) / before
  return Math.trunc(size + 0.5) - set.replicas
}
