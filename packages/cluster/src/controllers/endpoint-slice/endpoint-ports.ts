import type { Json, KubeObject } from '@seaworthy/kube'

export interface EndpointPort {
  readonly name: string
  readonly port: number
  readonly protocol: string
  readonly appProtocol?: string
}

/**
 * The ports of a Service on one pod. A port name that the pod does not have is left out without a word, which is how a
 * Service comes to have addresses and no ports (`getEndpointPorts`, k8s.io/endpointslice/utils.go).
 */
export function endpointPorts(service: KubeObject, pod: KubeObject): readonly EndpointPort[] {
  const ports: EndpointPort[] = []
  for (const servicePort of service.spec.ports ?? []) {
    const port = findPort(pod, servicePort)
    if (port === undefined) continue
    const { name = '', protocol = 'TCP', appProtocol } = servicePort
    ports.push({ name, port, protocol, ...(appProtocol === undefined ? {} : { appProtocol }) })
  }
  return ports
}

/** Number, or the number that a port of this name has in a container or a restartable init container. */
function findPort(pod: KubeObject, servicePort: Json): number | undefined {
  const target: number | string = servicePort.targetPort ?? servicePort.port
  if (typeof target === 'number') return target
  const protocol = servicePort.protocol ?? 'TCP'
  const sidecars = (pod.spec.initContainers ?? []).filter((each: Json) => each.restartPolicy === 'Always')
  for (const container of [...pod.spec.containers, ...sidecars]) {
    for (const port of container.ports ?? []) {
      if (port.name === target && (port.protocol ?? 'TCP') === protocol) return port.containerPort
    }
  }
  return undefined
}
