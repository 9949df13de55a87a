import {
  and,
  choose,
  type EnvVar,
  fields,
  gt,
  ifSet,
  join,
  listTemplate,
  mergeByName,
  not,
  raw,
  release,
  resource,
  spread,
  text,
  textTemplate,
  toText,
  when,
} from 'seaworthy/sdk'
import { allowedHosts, primaryHost } from './hosts.ts'
import {
  componentLabels,
  envSecretName,
  fullname,
  named,
  selectorLabels,
  serviceAccountName,
} from './names.ts'
import * as pod from './pod.ts'
import { values } from './values.ts'

const { web } = values
const name = named('web')
const { namespace } = release
const matchLabels = selectorLabels({ component: 'web' })

/** Scrapers and helm test ask by pod IP or by the Service's name, which no public host list has. */
const clusterHosts = textTemplate(
  'clusterHosts',
  {
    doc: 'Names that web has inside the cluster: the IP of its pod, in brackets for IPv6, and those of its Service.',
  },
  text`$(POD_IP),[$(POD_IP)],${fullname}-web,${fullname}-web.${namespace},${fullname}-web.${namespace}.svc,${fullname}-web.${namespace}.svc.cluster.local`,
)

const environment = listTemplate<EnvVar>(
  'webEnv',
  {
    doc: 'Environment of web. It answers to its names inside the cluster, too, because Prometheus and helm test ask so;\npublic origins and address stay as they are.',
  },
  [
    spread(pod.home),
    { name: 'WEB_CONCURRENCY', value: toText(web.gunicornWorkers) },
    { name: 'PROMETHEUS_MULTIPROC_DIR', value: web.prometheusMultiprocDir.path },
    when(allowedHosts, [
      { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
      { name: 'DJANGO_ALLOWED_HOSTS', value: text`${join(allowedHosts, ',')},${clusterHosts}` },
    ]),
  ],
)

/** Kubelets ask by pod IP; with the public host they ask as everybody else does. */
const ask = (path: string) => ({
  httpGet: {
    path,
    port: 'http',
    httpHeaders: [ifSet(primaryHost, (host) => ({ name: 'Host', value: host }), { as: 'host' })],
  },
})

/** The image has no shell and no sleep. Routers need a moment to learn that a pod ends. */
const preStop = {
  exec: {
    command: ['python', '-c', text`import time; time.sleep(${toText(web.preStopSeconds)})`],
  },
}

const container = {
  name: 'web',
  ...pod.containerBasics,
  env: mergeByName<EnvVar>(environment, values.extraEnv, web.extraEnv),
  envFrom: pod.environmentFrom(fullname, envSecretName),
  ports: [{ name: 'http', containerPort: 8000, protocol: 'TCP' }],
  livenessProbe: fields(ask('/healthz'), web.probes.liveness),
  readinessProbe: fields(ask('/readyz'), web.probes.readiness),
  startupProbe: fields(ask('/healthz'), web.probes.startup),
  lifecycle: when(gt(web.preStopSeconds, 0), { preStop }),
  resources: web.resources,
  volumeMounts: [
    pod.tmp.mount,
    { name: 'prometheus-multiproc', mountPath: web.prometheusMultiprocDir.path },
    ...pod.keyMounts,
    spread(web.extraVolumeMounts),
  ],
} as const

const deployment = resource('web/deployment', {
  kind: 'Deployment',
  metadata: { name, labels: componentLabels('web') },
  spec: {
    replicas: when(not(web.autoscaling.enabled), web.replicaCount),
    selector: { matchLabels },
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
    template: {
      metadata: {
        labels: pod.podLabels('web', web.podLabels),
        annotations: pod.mountingPodAnnotations(web.podAnnotations),
      },
      spec: {
        ...pod.podBasics,
        serviceAccountName,
        terminationGracePeriodSeconds: web.terminationGracePeriodSeconds,
        ...pod.placement(web),
        topologySpreadConstraints: pod.spreading('web', web.topologySpreadConstraints),
        containers: [container],
        volumes: [
          pod.tmp.volume(web.tmpSizeLimit),
          { name: 'prometheus-multiproc', emptyDir: { sizeLimit: web.prometheusMultiprocDir.sizeLimit } },
          ...pod.keyVolumes,
          spread(web.extraVolumes),
        ],
      },
    },
  },
})

const service = resource('web/service', {
  kind: 'Service',
  metadata: { name, labels: componentLabels('web') },
  spec: {
    type: values.service.type,
    selector: matchLabels,
    ports: [{ name: 'http', port: values.service.port, targetPort: 'http', protocol: 'TCP' }],
  },
})

/** How many pods there are at least. */
export const fewestPods = choose(web.autoscaling.enabled, web.autoscaling.minReplicas, web.replicaCount)

/** A budget over a single pod would only forbid drains. */
export const hasBudget = and(web.pdb.enabled, gt(fewestPods, 1))

/** In Kubernetes before 1.26 the field is unknown, and its API server refuses it. */
const knowsEvictionPolicy = raw<boolean>('semverCompare ">=1.26-0" $.Capabilities.KubeVersion.Version', {
  type: 'boolean',
  evaluate: ({ capabilities }) => Number(/^v1\.(\d+)/.exec(capabilities.kubeVersion)?.[1]) >= 26,
})

const budget = resource(
  'web/poddisruptionbudget',
  {
    kind: 'PodDisruptionBudget',
    metadata: { name, labels: componentLabels('web') },
    spec: {
      minAvailable: web.pdb.minAvailable,
      unhealthyPodEvictionPolicy: when(knowsEvictionPolicy, 'AlwaysAllow'),
      selector: { matchLabels },
    },
  },
  {
    when: hasBudget,
    comment:
      'Pods that are not ready anyway may always be evicted: an outage of the broker does not stop a drain.',
  },
)

export const webResources = [deployment, service, budget]
