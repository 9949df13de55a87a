import { isDnsLabel, type Json, type KubeObject, type StatusCause } from '@seaworthy/kube'
import { portNumber } from './container.ts'
import { duplicate, repeated, required, wrong } from './fault.ts'
import { LABEL_WORDS } from './metadata.ts'

/** Rules: `ValidateService`, k8s.io/kubernetes/pkg/apis/core/validation. */
export function* serviceFaults({ spec }: KubeObject): Iterable<StatusCause> {
  const { type, ports = [], clusterIP, externalName } = spec ?? {}
  const needsPorts = clusterIP !== 'None' && type !== 'ExternalName'
  if (needsPorts && ports.length === 0) yield required('spec.ports')
  if (type === 'ExternalName' && !externalName) yield required('spec.externalName')
  for (const [at, port] of ports.entries()) yield* portFaults(`spec.ports[${at}]`, port, ports.length > 1)
  for (const at of repeated(ports, ({ name }: Json) => name))
    yield duplicate(`spec.ports[${at}].name`, ports[at].name)
  for (const at of repeated(ports, ({ port, protocol }: Json) => `${protocol}/${port}`)) {
    yield duplicate(`spec.ports[${at}]`, { port: ports[at].port, protocol: ports[at].protocol })
  }
}

function* portFaults(
  field: string,
  { name, port, targetPort, nodePort }: Json,
  several: boolean,
): Iterable<StatusCause> {
  if (several && !name) yield required(`${field}.name`)
  else if (name && !isDnsLabel(name)) yield wrong(`${field}.name`, name, LABEL_WORDS)
  yield* portNumber(`${field}.port`, port)
  yield* portNumber(`${field}.targetPort`, targetPort)
  if (nodePort && (nodePort < 30_000 || nodePort > 32_767)) {
    yield wrong(
      `${field}.nodePort`,
      nodePort,
      'provided port is not in the valid range. The range of valid ports is 30000-32767',
    )
  }
}

/** An address, once given, stays, unless the Service becomes a mere name. */
export function* serviceChange(before: KubeObject, after: KubeObject): Iterable<StatusCause> {
  if (after.spec.type === 'ExternalName') return
  const [old, now] = [before.spec.clusterIP, after.spec.clusterIP]
  if (old && now && old !== now) yield wrong('spec.clusterIPs[0]', [now], 'may not change once set')
}
