import type { Json } from '@seaworthy/kube'
import { applyDefaults, type DefaultRules } from './default-rules.ts'

const ports: DefaultRules = {
  derive: ({ port }) => ({ targetPort: port }),
  set: { protocol: 'TCP' },
}

const affinity: DefaultRules = {
  derive: ({ sessionAffinity }) =>
    sessionAffinity === 'ClientIP' ? { sessionAffinityConfig: { clientIP: {} } } : undefined,
  set: { sessionAffinity: 'None' },
  fields: { sessionAffinityConfig: { fields: { clientIP: { set: { timeoutSeconds: 10_800 } } } } },
}

/** Of a Service, apart from the addresses, which its creation allocates. */
export function serviceDefaults(spec: Json): Json {
  const type = spec.type ?? 'ClusterIP'
  const external = type === 'NodePort' || type === 'LoadBalancer'
  return applyDefaults(spec, {
    ...affinity,
    set: {
      ...affinity.set,
      type,
      ...(type !== 'ExternalName' && { internalTrafficPolicy: 'Cluster' }),
      ...(external && { externalTrafficPolicy: 'Cluster' }),
      ...(type === 'LoadBalancer' && { allocateLoadBalancerNodePorts: true }),
    },
    fields: { ...affinity.fields, ports },
  })
}
