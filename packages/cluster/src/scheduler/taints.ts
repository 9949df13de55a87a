import type { Taint, Toleration } from '../pod.ts'

/** `ToleratesTaint`, k8s.io/api/core/v1: an empty key with Exists tolerates everything, an empty effect every effect. */
export function tolerates(tolerations: readonly Toleration[], taint: Taint): boolean {
  return tolerations.some((each) => {
    if (each.effect !== undefined && each.effect !== '' && each.effect !== taint.effect) return false
    if (each.key !== undefined && each.key !== '' && each.key !== taint.key) return false
    const operator = each.operator ?? 'Equal'
    if (operator === 'Exists') return true
    return each.key !== undefined && each.key !== '' && (each.value ?? '') === (taint.value ?? '')
  })
}

/** The first taint that keeps a pod away. */
export function untolerated(
  taints: readonly Taint[] | undefined,
  tolerations: readonly Toleration[],
  effects: readonly string[] = ['NoSchedule', 'NoExecute'],
): Taint | undefined {
  return taints?.find((taint) => effects.includes(taint.effect) && !tolerates(tolerations, taint))
}
