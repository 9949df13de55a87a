import { defineValues, type EnvFrom, type EnvVar, value } from 'seaworthy/sdk'
import * as application from './values/application.ts'
import * as cluster from './values/cluster.ts'
import * as pods from './values/pods.ts'

const nameOptions = {
  default: '',
  pattern: '^([a-z]([-a-z0-9]*[a-z0-9])?)?$',
  maxLength: 63,
  token: true,
} as const

/** Every value of the chart. What it is, what it is when nobody says otherwise, what it may be. */
export const values = defineValues({
  image: value.object(
    {
      repository: value.string({ default: 'ghcr.io/eclipse-csi/advisoryhub', minLength: 1 }),
      tag: value.string({ default: '', doc: 'Empty: the version of the application that the chart is for' }),
      pullPolicy: value.oneOf(['Always', 'IfNotPresent', 'Never'], { default: 'IfNotPresent' }),
    },
    { doc: 'The one image of web, workers, beat and migration' },
  ),
  imagePullSecrets: value.freeList<{ readonly name: string }>({
    default: [],
    doc: 'Items: name, as in "name: ghcr-pull"',
  }),
  nameOverride: value.string({ ...nameOptions, doc: 'Name of the application, in labels and names' }),
  fullnameOverride: value.string({ ...nameOptions, doc: 'Beginning of the names of all objects' }),
  serviceAccount: cluster.serviceAccount,
  podSecurityContext: cluster.podSecurityContext,
  containerSecurityContext: cluster.containerSecurityContext,
  ...application,
  secrets: cluster.secrets,
  extraEnv: value.freeList<EnvVar>({
    default: [],
    doc: 'Environment of web, workers, beat and migration; wins over ConfigMap and Secret',
  }),
  extraEnvFrom: value.freeList<EnvFrom>({ default: [], doc: 'Further sources; each wins over those before' }),
  ...pods,
  service: cluster.service,
  route: cluster.route,
  ingress: cluster.ingress,
  exposure: value.object({
    blockMetrics: value.boolean({
      default: true,
      doc: 'Public /metrics leads to a Service without endpoints: 503. In-cluster scrapes go on',
    }),
  }),
  metrics: cluster.metrics,
  networkPolicy: cluster.networkPolicy,
  tests: value.object(
    {
      enabled: value.boolean({ default: true }),
      image: value.string({
        default: '',
        doc: 'Image with curl; empty: the one of the application, whose Python asks',
      }),
    },
    { doc: 'The pod of helm test' },
  ),
})
