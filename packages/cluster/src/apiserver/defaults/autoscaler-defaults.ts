import type { Json } from '@seaworthy/kube'
import { applyDefaults, type DefaultRules } from './default-rules.ts'

const percent = { type: 'Percent', value: 100, periodSeconds: 15 }

const rules: DefaultRules = {
  derive: ({ metrics }) => ({ metrics: metrics?.length > 0 ? undefined : [defaultMetric] }),
  set: { minReplicas: 1 },
}

const behaviour: DefaultRules = {
  make: ['scaleUp', 'scaleDown'],
  fields: {
    scaleUp: {
      set: {
        stabilizationWindowSeconds: 0,
        selectPolicy: 'Max',
        policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }, percent],
      },
    },
    scaleDown: { set: { selectPolicy: 'Max', policies: [percent] } },
  },
}

const defaultMetric = {
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
}

/** Of a HorizontalPodAutoscaler: one replica at least, CPU at 80 %, and a behaviour completed once it is begun. */
export function autoscalerDefaults(spec: Json): Json {
  const emptied = spec.metrics?.length === 0 ? { ...spec, metrics: undefined } : spec
  const next = applyDefaults(emptied, rules)
  return next.behavior === undefined ? next : { ...next, behavior: applyDefaults(next.behavior, behaviour) }
}
