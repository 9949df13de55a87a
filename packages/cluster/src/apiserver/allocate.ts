import type { Json, KubeObject } from '@seaworthy/kube'
import type { Server } from './server.ts'

/** Addresses and node ports in use are read from the Services there are: nothing else to keep in step. */
export function allocateAddresses(server: Server, service: KubeObject): KubeObject {
  const spec: Json = service.spec ?? {}
  if (spec.type === 'ExternalName') return service
  const headless = spec.clusterIP === 'None'
  const families = { ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' }
  // Without a selector nobody knows what the addresses will be, so both families are offered.
  const unselective = { ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack' }
  const clusterIP = spec.clusterIP || freeAddress(server, service)
  const own = headless && spec.selector === undefined ? unselective : families
  return {
    ...service,
    spec: { ...own, ...spec, clusterIP, clusterIPs: spec.clusterIPs ?? [clusterIP], ...ports(server, spec) },
  }
}

const PORT_LOW = 30_000
const PORT_COUNT = 2_768

function ports(server: Server, spec: Json): { ports?: readonly Json[] } {
  const wanted =
    spec.type === 'NodePort' || (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false)
  if (!wanted || spec.ports === undefined) return {}
  const used = new Set<number>()
  for (const other of server.host.store.list('Service')) {
    for (const port of other.spec?.ports ?? []) if (port.nodePort !== undefined) used.add(port.nodePort)
  }
  const random = server.host.random('node-port')
  const allocate = (port: Json) => {
    if (port.nodePort !== undefined && port.nodePort !== 0) return port
    let at = random.below(PORT_COUNT)
    while (used.has(PORT_LOW + at)) at = (at + 1) % PORT_COUNT
    used.add(PORT_LOW + at)
    return { ...port, nodePort: PORT_LOW + at }
  }
  return { ports: spec.ports.map(allocate) }
}

/** An address of 10.96.0.0/16 that follows from the name, so that it is the same in every run; the next free one if taken. */
function freeAddress(server: Server, { metadata }: KubeObject): string {
  const used = new Set<string>()
  for (const other of server.host.store.list('Service')) used.add(other.spec?.clusterIP)
  let hash = 2_166_136_261
  for (const letter of `${metadata.namespace}/${metadata.name}`)
    hash = Math.imul(hash ^ letter.charCodeAt(0), 16_777_619) >>> 0
  for (let at = 256 + (hash % 65_000); ; at = 256 + ((at - 255) % 65_000)) {
    const address = `10.96.${at >> 8}.${at & 255}`
    if (!used.has(address)) return address
  }
}
