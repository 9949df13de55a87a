import { customResource, fields, fileText, parseYaml } from 'seaworthy/sdk'
import { fullname, labels } from '../names.ts'
import { values } from '../values.ts'

const { prometheusRule } = values.metrics

export const prometheusRules = customResource(
  'monitoring/prometheusrule',
  {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: fullname, labels: fields(labels, prometheusRule.labels) },
    spec: parseYaml(fileText('files/prometheus-rules.yaml')),
  },
  { when: prometheusRule.enabled },
)
