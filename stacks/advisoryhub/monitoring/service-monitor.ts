import { and, customResource, type Expr, fields } from 'seaworthy/sdk'
import { componentLabels, named, selectorLabels } from '../names.ts'
import { values } from '../values.ts'

const { metrics } = values
const { serviceMonitor } = metrics

interface Target {
  readonly component: 'web' | 'worker'
  readonly port: string
  readonly path?: string
  readonly when: Expr<boolean>
}

/** Rules and dashboards select on the job, which is the same in every release. */
function monitor({ component, port, path, when }: Target) {
  return customResource(
    `${component}/servicemonitor`,
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: { name: named(component), labels: fields(componentLabels(component), serviceMonitor.labels) },
      spec: {
        selector: { matchLabels: selectorLabels({ component }) },
        endpoints: [
          {
            port,
            ...(path === undefined ? {} : { path }),
            interval: serviceMonitor.interval,
            relabelings: [{ action: 'replace', targetLabel: 'job', replacement: `advisoryhub-${component}` }],
          },
        ],
      },
    },
    { when, comment: 'The job is the same in every release: rules and dashboards select on it.' },
  )
}

export const serviceMonitors = [
  monitor({ component: 'web', port: 'http', path: '/metrics', when: serviceMonitor.enabled }),
  monitor({ component: 'worker', port: 'metrics', when: and(serviceMonitor.enabled, metrics.enabled) }),
]
