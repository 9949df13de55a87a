// A table: defaults of pods and pod templates (k8s.io/kubernetes/pkg/apis/core/v1/defaults.go and zz_generated.defaults.go).
import type { Json } from '@seaworthy/kube'
import { applyDefaults, type DefaultRules } from './default-rules.ts'

const handler: DefaultRules = { fields: { httpGet: { set: { path: '/', scheme: 'HTTP' } } } }

const probe: DefaultRules = {
  set: { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 },
  fields: { ...handler.fields, grpc: { set: { service: '' } } },
}

const fieldSource: Readonly<Record<string, DefaultRules>> = {
  fieldRef: { set: { apiVersion: 'v1' } },
  resourceFieldRef: { set: { divisor: '0' } },
}

const container: DefaultRules = {
  derive: (value) => ({ imagePullPolicy: pullPolicy(value.image) }),
  set: { resources: {}, terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' },
  fields: {
    ports: { set: { protocol: 'TCP' } },
    env: { fields: { valueFrom: { fields: fieldSource } } },
    livenessProbe: probe,
    readinessProbe: probe,
    startupProbe: probe,
    lifecycle: { fields: { postStart: handler, preStop: handler } },
  },
}

const downward: DefaultRules = { fields: { items: { fields: fieldSource } } }

const volume: DefaultRules = {
  // A volume that names no source is an empty directory.
  derive: (value) => (Object.keys(value).length <= 1 ? { emptyDir: {} } : undefined),
  fields: {
    secret: { set: { defaultMode: 420 } },
    configMap: { set: { defaultMode: 420 } },
    downwardAPI: { set: { defaultMode: 420 }, ...downward },
    projected: {
      set: { defaultMode: 420 },
      fields: {
        sources: {
          fields: { serviceAccountToken: { set: { expirationSeconds: 3600 } }, downwardAPI: downward },
        },
      },
    },
    hostPath: { set: { type: '' } },
    iscsi: { set: { iscsiInterface: 'default' } },
    ephemeral: {
      fields: {
        volumeClaimTemplate: { make: ['metadata'], fields: { spec: { set: { volumeMode: 'Filesystem' } } } },
      },
    },
  },
}

const podSpec: DefaultRules = {
  // The old name of the field is served beside the new one.
  derive: (value) => ({ serviceAccount: value.serviceAccountName, serviceAccountName: value.serviceAccount }),
  set: {
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    schedulerName: 'default-scheduler',
  },
  fields: {
    containers: container,
    initContainers: container,
    ephemeralContainers: container,
    volumes: volume,
  },
}

/** Specs seen before: the pods of a template share its spec, and a spec that has its defaults has them for good. */
const known = new WeakMap<object, Json>()

/** A pod spec as it stands in a template. */
export function podSpecDefaults(spec: Json): Json {
  if (typeof spec !== 'object' || spec === null) return spec
  let found = known.get(spec)
  if (found === undefined) {
    found = applyDefaults(spec, podSpec)
    known.set(spec, found)
    known.set(found, found)
  }
  return found
}

/** A pod template: metadata is always there, the spec has its defaults. */
export function podTemplateDefaults(template: Json): Json {
  if (typeof template !== 'object' || template === null) return template
  const spec = podSpecDefaults(template.spec)
  if (spec === template.spec && template.metadata !== undefined) return template
  return { metadata: {}, ...template, ...(spec !== undefined && { spec }) }
}

/** What a pod has and a template has not: service links, requests from limits, ports of the host's network. */
export function podDefaults(spec: Json): Json {
  let found = knownOfPods.get(spec)
  if (found === undefined) {
    found = podOnlyDefaults(spec)
    knownOfPods.set(spec, found)
    knownOfPods.set(found, found)
  }
  return found
}

const knownOfPods = new WeakMap<object, Json>()

function podOnlyDefaults(spec: Json): Json {
  const next = podSpecDefaults(spec)
  const links = next.enableServiceLinks === undefined ? { ...next, enableServiceLinks: true } : next
  return applyDefaults(links, links.hostNetwork === true ? hostNetworkPod : ordinaryPod)
}

const requests: DefaultRules = { fields: { resources: { derive: requestsFromLimits } } }
const hostPorts: DefaultRules = {
  fields: { ...requests.fields, ports: { derive: (port) => ({ hostPort: port.containerPort }) } },
}
const ordinaryPod: DefaultRules = { fields: { containers: requests, initContainers: requests } }
const hostNetworkPod: DefaultRules = { fields: { containers: hostPorts, initContainers: hostPorts } }

function requestsFromLimits({ limits, requests }: Json): Readonly<Record<string, Json>> | undefined {
  return limits === undefined || requests !== undefined ? undefined : { requests: limits }
}

/** Always for the tag `latest` or none; a digest or any other tag need not be pulled again. */
function pullPolicy(image: unknown): string {
  if (typeof image !== 'string' || image.includes('@')) return 'IfNotPresent'
  const name = image.slice(image.lastIndexOf('/') + 1)
  const tag = name.includes(':') ? name.slice(name.indexOf(':') + 1) : 'latest'
  return tag === 'latest' ? 'Always' : 'IfNotPresent'
}
