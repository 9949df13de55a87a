import type { World } from '../actor.ts'

export const ROUTER = 'router'

/** What the routers of the cluster (kube-proxy, ingress controllers) send traffic to at this instant. Plain data. */
export interface RouterState {
  /** The addresses that traffic is sent to, by `namespace/service`. */
  readonly services: Map<string, readonly RoutedAddress[]>
  /** By `namespace/service`. */
  readonly ports: Map<string, readonly RoutedPort[]>
  /** Services whose change is on its way. */
  readonly planned: Set<string>
}

/** A port of a service, and the port of the pods behind it. */
export interface RoutedPort {
  readonly service: number
  readonly target: number
}

export interface RoutedAddress {
  readonly ip: string
  /** Uid of the pod. */
  readonly pod: string
  readonly name: string
}

export type RouterWorld = World<RouterState>
