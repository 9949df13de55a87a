import type { Json, KubeObject } from '@seaworthy/kube'
import { forbidden } from './refusal.ts'
import type { Place, Server } from './server.ts'

const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount'

/**
 * Admission of a pod: its ServiceAccount must be there and lends it its token and pull secrets, its class gives it a
 * priority, and it stays five minutes on a node that is not ready.
 * @throws StatusError Forbidden
 */
export function admitPod(server: Server, place: Place, pod: KubeObject): KubeObject {
  const spec = withServiceAccount(server, place, pod.spec)
  return { ...pod, spec: withTolerations(withPriority(server, place, spec)) }
}

/** Plugin ServiceAccount (k8s.io/kubernetes/plugin/pkg/admission/serviceaccount). */
function withServiceAccount(server: Server, place: Place, spec: Json): Json {
  const name: string = spec.serviceAccountName ?? 'default'
  const { namespace = '' } = place
  const account = server.host.store.get('ServiceAccount', namespace, name)
  if (account === undefined) {
    const why = `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`
    throw forbidden(place.info, place.name, why)
  }
  const named = { ...spec, serviceAccountName: name, serviceAccount: name }
  const secrets = account.imagePullSecrets as readonly Json[] | undefined
  if (named.imagePullSecrets === undefined && secrets !== undefined) named.imagePullSecrets = secrets
  const automounts = spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true
  return automounts ? withToken(named, tokenVolumeName(namespace, name)) : named
}

function withToken(spec: Json, volumeName: string): Json {
  const { containers, initContainers, volumes = [] } = spec
  return {
    ...spec,
    containers: mounted(containers, volumeName),
    ...(initContainers !== undefined && { initContainers: mounted(initContainers, volumeName) }),
    volumes: [...volumes, { name: volumeName, projected: tokenProjection }],
  }
}

/** Lists with their token mounted: the pods of a template share the containers that come of it. */
const mountedLists = new WeakMap<object, { volumeName: string; containers: readonly Json[] }>()

function mounted(containers: readonly Json[], volumeName: string): readonly Json[] {
  let found = mountedLists.get(containers)
  if (found?.volumeName !== volumeName) {
    const mount = { name: volumeName, readOnly: true, mountPath: TOKEN_PATH }
    const withMount = (each: Json) =>
      each.volumeMounts?.some((other: Json) => other.mountPath === TOKEN_PATH)
        ? each
        : { ...each, volumeMounts: [...(each.volumeMounts ?? []), mount] }
    found = { volumeName, containers: containers.map(withMount) }
    mountedLists.set(containers, found)
  }
  return found.containers
}

/** The real suffix is random; one that follows from the account draws no chance for a name that nothing looks at. */
function tokenVolumeName(namespace: string, account: string): string {
  let hash = 7
  for (const letter of `${namespace}/${account}`) hash = (hash * 31 + letter.charCodeAt(0)) % 14_348_907
  const suffix = hash.toString(27).padStart(5, '0')
  return `kube-api-access-${suffix.replace(/./g, (digit) => 'bcdfghjklmnpqrstvwxz2456789'.charAt(Number.parseInt(digit, 27)))}`
}

const tokenProjection = {
  defaultMode: 420,
  sources: [
    { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
    { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    {
      downwardAPI: {
        items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
      },
    },
  ],
}

/** Classes that every cluster has. */
const systemPriorities: Readonly<Record<string, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
}

/** Plugin Priority: by class, else by the global default, else 0. */
function withPriority(server: Server, place: Place, spec: Json): Json {
  const name: string | undefined = spec.priorityClassName
  if (name === undefined || name === '') {
    const standard = globalDefault(server)
    if (standard !== undefined)
      return { ...spec, ...priorityOf(standard), priorityClassName: standard.metadata.name }
    return { ...spec, priority: 0, preemptionPolicy: spec.preemptionPolicy ?? 'PreemptLowerPriority' }
  }
  const found = server.host.store.get('PriorityClass.scheduling.k8s.io', undefined, name)
  if (found !== undefined) return { ...spec, ...priorityOf(found) }
  const system = systemPriorities[name]
  if (system === undefined)
    throw forbidden(place.info, place.name, `no PriorityClass with name ${name} was found`)
  return { ...spec, priority: system, preemptionPolicy: 'PreemptLowerPriority' }
}

function globalDefault(server: Server): KubeObject | undefined {
  for (const each of server.host.store.list('PriorityClass.scheduling.k8s.io')) {
    if (each.globalDefault === true) return each
  }
  return undefined
}

function priorityOf(priorityClass: KubeObject): Json {
  const { value, preemptionPolicy } = priorityClass as KubeObject & {
    value: number
    preemptionPolicy?: string
  }
  return { priority: value, preemptionPolicy: preemptionPolicy ?? 'PreemptLowerPriority' }
}

const impatient = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'] as const

/** Plugin DefaultTolerationSeconds: 300 s, unless the pod says itself how long it stays. */
function withTolerations(spec: Json): Json {
  const given: readonly Json[] = spec.tolerations ?? []
  const missing = impatient.filter((key) => !given.some((each) => tolerates(each, key)))
  if (missing.length === 0) return spec
  const added = missing.map((key) => ({
    key,
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds: 300,
  }))
  return { ...spec, tolerations: [...given, ...added] }
}

function tolerates({ key = '', effect = '' }: Json, taint: string): boolean {
  return (key === taint || key === '') && (effect === 'NoExecute' || effect === '')
}
