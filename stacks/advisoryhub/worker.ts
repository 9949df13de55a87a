import {
  and,
  choose,
  type EnvVar,
  fields,
  listTemplate,
  mergeByName,
  not,
  resource,
  spread,
  text,
  toText,
  when,
} from 'seaworthy/sdk'
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

const { metrics, worker } = values
const matchLabels = selectorLabels({ component: 'worker' })
const ping = worker.probes.celeryInspectPing

const environment = listTemplate<EnvVar>('workerEnv', { doc: 'Environment of the workers.' }, [
  spread(pod.home),
  { name: 'PROMETHEUS_WORKER_METRICS_PORT', value: choose(metrics.enabled, toText(metrics.workerPort), '0') },
])

const pingScript =
  'import os, socket; os.execvp("celery", ["celery", "-A", "config", "inspect", "ping", "-d", "celery@" + socket.gethostname(), "--timeout", "10"])'

const asksCelery = and(not(metrics.enabled), ping.enabled)

const pingProbe = {
  exec: { command: ['python', '-c', pingScript] },
  periodSeconds: ping.periodSeconds,
  timeoutSeconds: ping.timeoutSeconds,
  failureThreshold: ping.failureThreshold,
} as const

const socket = { tcpSocket: { port: 'metrics' } } as const

const container = {
  name: 'worker',
  ...pod.containerBasics,
  args: [
    'celery',
    '-A',
    'config',
    'worker',
    '-l',
    worker.logLevel,
    '--pool=threads',
    text`--concurrency=${worker.concurrency}`,
  ],
  env: mergeByName<EnvVar>(environment, values.extraEnv, worker.extraEnv),
  envFrom: pod.environmentFrom(fullname, envSecretName),
  ports: [when(metrics.enabled, { name: 'metrics', containerPort: metrics.workerPort, protocol: 'TCP' })],
  // The port opens once Celery has reached its broker, which may be down when the pod starts.
  startupProbe: when(metrics.enabled, fields(socket, worker.probes.startup)),
  livenessProbe: when(
    metrics.enabled,
    { ...socket, initialDelaySeconds: 10, periodSeconds: 15, failureThreshold: 3 },
    when(asksCelery, pingProbe),
  ),
  readinessProbe: when(metrics.enabled, {
    ...socket,
    initialDelaySeconds: 5,
    periodSeconds: 10,
    failureThreshold: 3,
  }),
  resources: worker.resources,
  volumeMounts: [pod.tmp.mount, ...pod.keyMounts, spread(worker.extraVolumeMounts)],
} as const

const deployment = resource('worker/deployment', {
  kind: 'Deployment',
  metadata: { name: named('worker'), labels: componentLabels('worker') },
  spec: {
    replicas: when(not(worker.autoscaling.enabled), worker.replicaCount),
    selector: { matchLabels },
    strategy: { type: 'RollingUpdate' },
    template: {
      metadata: {
        labels: pod.podLabels('worker', worker.podLabels),
        annotations: pod.mountingPodAnnotations(worker.podAnnotations),
      },
      spec: {
        ...pod.podBasics,
        serviceAccountName,
        terminationGracePeriodSeconds: worker.terminationGracePeriodSeconds,
        ...pod.placement(worker),
        topologySpreadConstraints: pod.spreading('worker', worker.topologySpreadConstraints),
        containers: [container],
        volumes: [pod.tmp.volume(worker.tmpSizeLimit), ...pod.keyVolumes, spread(worker.extraVolumes)],
      },
    },
  },
})

const service = resource(
  'worker/service',
  {
    kind: 'Service',
    metadata: { name: named('worker-metrics'), labels: componentLabels('worker') },
    spec: {
      type: 'ClusterIP',
      selector: matchLabels,
      ports: [{ name: 'metrics', port: metrics.workerPort, targetPort: 'metrics', protocol: 'TCP' }],
    },
  },
  { when: metrics.enabled },
)

export const workerResources = [deployment, service]
