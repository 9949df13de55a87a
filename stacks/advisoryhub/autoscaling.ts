import { type Expr, resource } from 'seaworthy/sdk'
import { componentLabels, named } from './names.ts'
import { values } from './values.ts'

interface Autoscaling {
  readonly enabled: Expr<boolean>
  readonly minReplicas: Expr<number>
  readonly maxReplicas: Expr<number>
  readonly targetCPUUtilizationPercentage: Expr<number>
}

function autoscaler(component: 'web' | 'worker', scaling: Autoscaling) {
  const name = named(component)
  const averageUtilization = scaling.targetCPUUtilizationPercentage
  return resource(
    `${component}/horizontalpodautoscaler`,
    {
      kind: 'HorizontalPodAutoscaler',
      metadata: { name, labels: componentLabels(component) },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
        minReplicas: scaling.minReplicas,
        maxReplicas: scaling.maxReplicas,
        metrics: [
          {
            type: 'Resource',
            resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } },
          },
        ],
      },
    },
    { when: scaling.enabled },
  )
}

export const autoscalers = [
  autoscaler('web', values.web.autoscaling),
  autoscaler('worker', values.worker.autoscaling),
]
