import { and, or, resource } from 'seaworthy/sdk'
import { labels, named } from '../names.ts'
import { values } from '../values.ts'

const { exposure, ingress, route, service } = values

/** It selects no pod, so routers answer 503 for what leads here. */
export const blackhole = resource(
  'exposure/service-metrics-blackhole',
  {
    kind: 'Service',
    metadata: { name: named('metrics-blackhole'), labels },
    spec: {
      type: 'ClusterIP',
      ports: [{ name: 'http', port: service.port, targetPort: 8000, protocol: 'TCP' }],
    },
  },
  {
    when: and(exposure.blockMetrics, or(route.enabled, ingress.enabled)),
    comment: 'Without a selector, so without endpoints: routers answer 503 for what leads here.',
  },
)
