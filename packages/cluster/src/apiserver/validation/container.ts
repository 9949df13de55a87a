import {
  compareQuantities,
  isDnsLabel,
  isPortName,
  type Json,
  parseQuantity,
  type StatusCause,
} from '@seaworthy/kube'
import { banned, duplicate, missing, notNegative, repeated, required, unsupported, wrong } from './fault.ts'
import { LABEL_WORDS } from './metadata.ts'

/** What a container's rules need of its pod. */
export interface PodNames {
  readonly volumes: ReadonlySet<string>
}

/** Rules: `validateContainers`, k8s.io/kubernetes/pkg/apis/core/validation. */
export function* containersFaults(
  field: string,
  containers: readonly Json[],
  names: PodNames,
): Iterable<StatusCause> {
  for (const [at, container] of containers.entries())
    yield* containerFaults(`${field}[${at}]`, container, names)
  for (const at of repeated(containers, ({ name }) => name))
    yield duplicate(`${field}[${at}].name`, containers[at].name)
}

function* containerFaults(field: string, container: Json, names: PodNames): Iterable<StatusCause> {
  const { name, image, imagePullPolicy } = container
  if (!name) yield required(`${field}.name`)
  else if (!isDnsLabel(name)) yield wrong(`${field}.name`, name, LABEL_WORDS)
  if (!image) yield required(`${field}.image`)
  yield* portFaults(`${field}.ports`, container.ports ?? [])
  yield* envFaults(`${field}.env`, container.env ?? [])
  yield* mountFaults(`${field}.volumeMounts`, container.volumeMounts ?? [], names)
  if (!pullPolicies.includes(imagePullPolicy)) {
    yield unsupported(`${field}.imagePullPolicy`, imagePullPolicy, pullPolicies)
  }
  yield* resourceFaults(`${field}.resources`, container.resources ?? {})
  for (const kind of ['livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
    if (container[kind] !== undefined)
      yield* probeFaults(`${field}.${kind}`, container[kind], kind !== 'readinessProbe')
  }
  for (const when of ['postStart', 'preStop'] as const) {
    const hook = container.lifecycle?.[when]
    if (hook !== undefined) yield* handlerFaults(`${field}.lifecycle.${when}`, hook)
  }
}

const pullPolicies = ['Always', 'IfNotPresent', 'Never']

function* portFaults(field: string, ports: readonly Json[]): Iterable<StatusCause> {
  for (const [at, { containerPort, hostPort, name }] of ports.entries()) {
    if (name?.length > 15) yield wrong(`${field}[${at}].name`, name, 'must be no more than 15 characters')
    else if (name && !isPortName(name)) yield wrong(`${field}[${at}].name`, name, portNameWords(name))
    if (containerPort === undefined || containerPort === 0) yield required(`${field}[${at}].containerPort`)
    else yield* portNumber(`${field}[${at}].containerPort`, containerPort)
    if (hostPort) yield* portNumber(`${field}[${at}].hostPort`, hostPort)
  }
  for (const at of repeated(ports, ({ name }) => name))
    yield duplicate(`${field}[${at}].name`, ports[at].name)
}

function portNameWords(name: string): string {
  return /[a-z]/.test(name)
    ? 'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)'
    : 'must contain at least one letter (a-z)'
}

export function* portNumber(field: string, port: Json): Iterable<StatusCause> {
  if (typeof port === 'number' && (port < 1 || port > 65_535)) {
    yield wrong(field, port, 'must be between 1 and 65535, inclusive')
  }
}

function* envFaults(field: string, env: readonly Json[]): Iterable<StatusCause> {
  for (const [at, { name, value, valueFrom }] of env.entries()) {
    if (!name) yield required(`${field}[${at}].name`)
    if (valueFrom === undefined) continue
    const sources = Object.keys(valueFrom).length
    if (value !== undefined && value !== '') {
      yield wrong(`${field}[${at}].valueFrom`, '', 'may not be specified when `value` is not empty')
    }
    if (sources === 0)
      yield wrong(
        `${field}[${at}].valueFrom`,
        '',
        'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
      )
    if (sources > 1)
      yield wrong(`${field}[${at}].valueFrom`, '', 'may not have more than one field specified at a time')
  }
}

function* mountFaults(field: string, mounts: readonly Json[], { volumes }: PodNames): Iterable<StatusCause> {
  for (const [at, { name, mountPath }] of mounts.entries()) {
    if (!name) yield required(`${field}[${at}].name`)
    else if (!volumes.has(name)) yield missing(`${field}[${at}].name`, name)
    if (!mountPath) yield required(`${field}[${at}].mountPath`)
  }
  for (const at of repeated(mounts, ({ mountPath }) => mountPath)) {
    yield wrong(`${field}[${at}].mountPath`, mounts[at].mountPath, 'must be unique')
  }
}

function* resourceFaults(field: string, { requests = {}, limits = {} }: Json): Iterable<StatusCause> {
  for (const name in requests) {
    const limit = limits[name]
    if (limit === undefined || requests[name] === limit) continue
    if (compareQuantities(parseQuantity(requests[name]), parseQuantity(limit)) <= 0) continue
    yield wrong(
      `${field}.requests`,
      requests[name],
      `must be less than or equal to ${name} limit of ${limit}`,
    )
  }
}

const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const

function* handlerFaults(field: string, handler: Json): Iterable<StatusCause> {
  const given = handlers.filter((each) => handler[each] !== undefined)
  if (given.length === 0) yield required(field, 'must specify a handler type')
  for (const extra of given.slice(1))
    yield banned(`${field}.${extra}`, 'may not specify more than 1 handler type')
  const { httpGet } = handler
  if (httpGet !== undefined && !httpGet.path) yield required(`${field}.httpGet.path`)
  for (const each of ['httpGet', 'tcpSocket'] as const) {
    if (handler[each] !== undefined) yield* portNumber(`${field}.${each}.port`, handler[each].port)
  }
}

const counted = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const

function* probeFaults(field: string, probe: Json, mustSucceedOnce: boolean): Iterable<StatusCause> {
  yield* handlerFaults(field, probe)
  for (const name of counted) yield* notNegative(`${field}.${name}`, probe[name])
  if (mustSucceedOnce && probe.successThreshold !== 1) {
    yield wrong(`${field}.successThreshold`, probe.successThreshold, 'must be 1')
  }
}
