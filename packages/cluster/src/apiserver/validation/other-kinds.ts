import type { Json, KubeObject, StatusCause } from '@seaworthy/kube'
import { deepEqual } from '../deep-equal.ts'
import { banned, countOrPercent, required, unsupported, wrong } from './fault.ts'
import { immutable } from './workload.ts'

// Rules: k8s.io/kubernetes/pkg/apis/{policy,autoscaling,networking,core,rbac}/validation.

export function* budgetFaults({ spec }: KubeObject): Iterable<StatusCause> {
  const { minAvailable, maxUnavailable } = spec ?? {}
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    yield wrong('spec', spec, 'minAvailable and maxUnavailable cannot be both set')
  }
  yield* countOrPercent('spec.minAvailable', minAvailable)
  yield* countOrPercent('spec.maxUnavailable', maxUnavailable)
}

export function* autoscalerFaults({ spec }: KubeObject): Iterable<StatusCause> {
  const { minReplicas, maxReplicas, metrics = [] } = spec ?? {}
  const scalesFromZero = metrics.some(({ type }: Json) => type === 'Object' || type === 'External')
  if (minReplicas < 1 && !scalesFromZero) {
    yield wrong('spec.minReplicas', minReplicas, 'must be greater than or equal to 1')
    yield banned(
      'spec.metrics',
      'must specify at least one Object or External metric to support scaling to zero replicas',
    )
  }
  if (maxReplicas < 1) yield wrong('spec.maxReplicas', maxReplicas, 'must be greater than 0')
  if (maxReplicas < minReplicas) {
    yield wrong('spec.maxReplicas', maxReplicas, 'must be greater than or equal to `minReplicas`')
  }
}

export function* ingressFaults({ spec }: KubeObject): Iterable<StatusCause> {
  const { rules = [], defaultBackend } = spec ?? {}
  if (rules.length === 0 && defaultBackend === undefined) {
    yield wrong('spec', null, 'either `defaultBackend` or `rules` must be specified')
  }
  for (const [at, rule] of rules.entries()) {
    if (/^\d+\.\d+\.\d+\.\d+$/.test(rule.host ?? '')) {
      yield wrong(`spec.rules[${at}].host`, rule.host, 'must be a DNS name, not an IP address')
    }
    for (const [index, path] of (rule.http?.paths ?? []).entries()) {
      yield* pathFaults(`spec.rules[${at}].http.paths[${index}]`, path)
    }
  }
}

const pathTypes = ['Exact', 'ImplementationSpecific', 'Prefix']

function* pathFaults(field: string, { path, pathType }: Json): Iterable<StatusCause> {
  if (!pathType) yield required(`${field}.pathType`, 'pathType must be specified')
  else if (!pathTypes.includes(pathType)) yield unsupported(`${field}.pathType`, pathType, pathTypes)
  else if (pathType !== 'ImplementationSpecific' && !path?.startsWith('/')) {
    yield wrong(`${field}.path`, path ?? '', 'must be an absolute path')
  }
}

export function* networkPolicyFaults({ spec }: KubeObject): Iterable<StatusCause> {
  for (const [at, type] of (spec?.policyTypes ?? []).entries()) {
    if (type !== 'Ingress' && type !== 'Egress') {
      yield unsupported(`spec.policyTypes[${at}]`, type, ['Ingress', 'Egress'])
    }
  }
}

export function* claimFaults({ spec }: KubeObject): Iterable<StatusCause> {
  if (!(spec?.accessModes?.length > 0))
    yield required('spec.accessModes', 'at least 1 access mode is required')
  if (spec?.resources?.requests?.storage === undefined) yield required('spec.resources[storage]')
}

const KEY_WORDS =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"
const SIZE_LIMIT = 1_048_576

export function* dataFaults({ data }: KubeObject): Iterable<StatusCause> {
  let size = 0
  for (const [key, value] of Object.entries((data ?? {}) as Record<string, string>)) {
    if (!/^[-._a-zA-Z0-9]+$/.test(key)) yield wrong(`data[${key}]`, key, KEY_WORDS)
    size += value.length
  }
  if (size > SIZE_LIMIT) {
    yield {
      reason: 'FieldValueTooLong',
      field: 'data',
      message: `Too long: may not be more than ${SIZE_LIMIT} bytes`,
    }
  }
}

const neededKeys: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
}

export function* secretFaults(secret: KubeObject): Iterable<StatusCause> {
  yield* dataFaults(secret)
  const data = (secret.data ?? {}) as Record<string, string>
  for (const key of neededKeys[secret.type as string] ?? []) {
    if (data[key] === undefined) yield required(`data[${key}]`)
  }
}

export function* dataChange(before: KubeObject, after: KubeObject): Iterable<StatusCause> {
  if (!deepEqual(before.type, after.type)) yield immutable('type', after.type)
  if (before.immutable !== true) return
  if (after.immutable !== true) yield banned('immutable', 'field is immutable when `immutable` is set')
  if (!deepEqual(before.data, after.data)) yield banned('data', 'field is immutable when `immutable` is set')
}

export function* bindingChange(before: KubeObject, after: KubeObject): Iterable<StatusCause> {
  if (!deepEqual(before.roleRef, after.roleRef))
    yield wrong('roleRef', after.roleRef, 'cannot change roleRef')
}

/** What a bound claim may still change. */
const claimMutable = new Set(['resources', 'volumeAttributesClassName'])

export function* claimChange(before: KubeObject, after: KubeObject): Iterable<StatusCause> {
  const names = new Set([...Object.keys(before.spec ?? {}), ...Object.keys(after.spec ?? {})])
  for (const name of names) {
    if (claimMutable.has(name) || deepEqual(before.spec[name], after.spec[name])) continue
    // The binding of the claim is the cluster's own doing.
    if (name === 'volumeName' && before.spec.volumeName === undefined) continue
    yield banned(
      'spec',
      'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
    )
    return
  }
}
