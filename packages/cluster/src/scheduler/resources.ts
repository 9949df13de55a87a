import { parseQuantity, quantityMilliValue, quantityValue } from '@seaworthy/kube'
import { type ContainerSpec, isSidecar, type PodSpec } from '../pod.ts'

/** Amounts by resource: `cpu` in thousandths, all others in whole units (bytes). */
export type Amounts = Readonly<Record<string, number>>

/**
 * What a pod asks of a node (`PodRequests`, k8s.io/component-helpers/resource): the sum of containers and sidecars, or
 * more when an init container together with the sidecars before it asks for more; plus overhead. Limits do not count,
 * except that the API server copies them to requests that are missing.
 */
export function podRequests(spec: PodSpec): Amounts {
  const total: Record<string, number> = {}
  for (const container of spec.containers) add(total, requestsOf(container))
  const sidecars: Record<string, number> = {}
  const peak: Record<string, number> = {}
  for (const container of spec.initContainers ?? []) {
    const asked = requestsOf(container)
    if (isSidecar(container)) {
      add(total, asked)
      add(sidecars, asked)
      raise(peak, sidecars)
    } else {
      const together = { ...sidecars }
      add(together, asked)
      raise(peak, together)
    }
  }
  raise(total, peak)
  add(total, amountsOf(spec.overhead ?? {}))
  return total
}

export function amountsOf(quantities: Readonly<Record<string, string | number>>): Amounts {
  const amounts: Record<string, number> = {}
  for (const [name, written] of Object.entries(quantities)) {
    const quantity = parseQuantity(written)
    amounts[name] = name === 'cpu' ? quantityMilliValue(quantity) : quantityValue(quantity)
  }
  return amounts
}

function requestsOf(container: ContainerSpec): Amounts {
  return amountsOf(container.resources?.requests ?? {})
}

export function add(to: Record<string, number>, amounts: Amounts): void {
  for (const [name, amount] of Object.entries(amounts)) to[name] = (to[name] ?? 0) + amount
}

function raise(to: Record<string, number>, amounts: Amounts): void {
  for (const [name, amount] of Object.entries(amounts)) to[name] = Math.max(to[name] ?? 0, amount)
}
