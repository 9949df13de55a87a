import { readFileSync } from 'node:fs'
import { defineChart } from 'seaworthy/sdk'
import { autoscalers } from './autoscaling.ts'
import { beatDeployment } from './beat.ts'
import { blackhole } from './exposure/blackhole.ts'
import { siteIngress } from './exposure/ingress.ts'
import { routes } from './exposure/route.ts'
import { guards } from './guards.ts'
import { migrateResources } from './migrate.ts'
import { dashboards } from './monitoring/dashboards.ts'
import { prometheusRules } from './monitoring/prometheus-rule.ts'
import { serviceMonitors } from './monitoring/service-monitor.ts'
import { networkPolicies } from './network-policy.ts'
import { notes } from './notes.ts'
import { readme } from './readme.ts'
import { foundation } from './foundation.ts'
import { testConnection } from './test-connection.ts'
import { values } from './values.ts'
import { webResources } from './web.ts'
import { workerResources } from './worker.ts'

/** Shipped as they are. */
const shipped = [
  'files/prometheus-rules.yaml',
  'files/dashboards/advisoryhub-overview.json',
  'files/dashboards/advisoryhub-pipeline.json',
  'ci/minimal-values.yaml',
  'ci/okd-values.yaml',
  'ci/okd-full-values.yaml',
  'ci/vanilla-values.yaml',
]

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

export default defineChart({
  name: 'advisoryhub',
  version: '0.1.0',
  appVersion: '0.1.0',
  description: 'AdvisoryHub: writing, reviewing and publishing security advisories',
  type: 'application',
  // The -0 admits versions with a suffix of the vendor: v1.29.3-eks-1234567.
  kubeVersion: '>=1.25.0-0',
  annotations: { 'artifacthub.io/license': 'EPL-2.0' },
  values,
  resources: [
    ...foundation,
    ...webResources,
    ...workerResources,
    beatDeployment,
    ...migrateResources,
    ...autoscalers,
    ...routes,
    siteIngress,
    blackhole,
    ...networkPolicies,
    ...serviceMonitors,
    prometheusRules,
    ...dashboards,
    testConnection,
  ],
  validate: guards,
  notes,
  files: {
    'README.md': readme,
    ...Object.fromEntries(shipped.map((path) => [path, read(path)])),
  },
  helmIgnore: [
    '# Neither values for tests nor what editors leave behind.',
    'ci/',
    '.DS_Store',
    '.git/',
    '*.swp',
    '*.bak',
    '*.tmp',
    '*.orig',
    '*~',
    '.idea/',
    '.vscode/',
  ],
})
