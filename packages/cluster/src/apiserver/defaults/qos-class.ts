import { compareQuantities, type Json, parseQuantity, zeroQuantity } from '@seaworthy/kube'

const counted = ['cpu', 'memory'] as const

/**
 * Guaranteed: every container limits cpu and memory and requests just that. BestEffort: nothing is requested or limited.
 * Rule: `ComputePodQOS`, k8s.io/kubernetes/pkg/apis/core/v1/helper/qos; resources of whole pods are not looked at.
 */
export function qosClass(spec: Json): QosClass {
  if (spec.initContainers !== undefined || typeof spec.containers !== 'object') return judge(spec)
  let found = known.get(spec.containers)
  if (found === undefined) {
    found = judge(spec)
    known.set(spec.containers, found)
  }
  return found
}

type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort'

/** The pods of a template share their containers. */
const known = new WeakMap<object, QosClass>()

function judge(spec: Json): QosClass {
  const containers: readonly Json[] = [...(spec.containers ?? []), ...(spec.initContainers ?? [])]
  const asked = containers.map(({ resources }) => resources ?? {})
  const asksNothing = asked.every(({ requests, limits }) =>
    counted.every((name) => isNothing(requests?.[name]) && isNothing(limits?.[name])),
  )
  if (asksNothing) return 'BestEffort'
  const isGuaranteed = asked.every(({ requests, limits }) =>
    counted.every(
      (name) => !isNothing(limits?.[name]) && isSame(requests?.[name] ?? limits[name], limits[name]),
    ),
  )
  return isGuaranteed ? 'Guaranteed' : 'Burstable'
}

function isNothing(amount: string | number | undefined): boolean {
  return (
    amount === undefined || (amount !== '1' && compareQuantities(parseQuantity(amount), zeroQuantity) === 0)
  )
}

function isSame(a: string | number, b: string | number): boolean {
  return a === b || compareQuantities(parseQuantity(a), parseQuantity(b)) === 0
}
