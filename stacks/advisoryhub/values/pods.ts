import {
  type Affinity,
  type EnvVar,
  type ProbeTiming,
  type Resources,
  type Toleration,
  type TopologySpreadConstraint,
  value,
  type Volume,
  type VolumeMount,
} from 'seaworthy/sdk'

const text = value.string()

/** What can be said of the pods of each component. */
function podSettings(pods: string) {
  return {
    podAnnotations: value.map(text, { default: {}, doc: `Further annotations of the ${pods}` }),
    podLabels: value.map(text, { default: {}, doc: `Further labels of the ${pods}` }),
    nodeSelector: value.map(text, { default: {}, doc: `Nodes that may run the ${pods}` }),
    tolerations: value.freeList<Toleration>({ default: [], doc: `Taints that the ${pods} tolerate` }),
    affinity: value.free<Affinity>({ default: {}, doc: `Affinity of the ${pods}` }),
    priorityClassName: value.string({ default: '', doc: `Priority class of the ${pods}` }),
    extraEnv: value.freeList<EnvVar>({
      default: [],
      doc: `Environment of the ${pods}; wins over the extraEnv of all pods, which wins over ConfigMap and Secret`,
    }),
    extraVolumes: value.freeList<Volume>({ default: [], doc: `Further volumes of the ${pods}` }),
    extraVolumeMounts: value.freeList<VolumeMount>({ default: [], doc: 'Where they are mounted' }),
  }
}

function spread(pods: string) {
  return {
    topologySpreadConstraints: value.freeList<TopologySpreadConstraint>({
      default: [],
      doc: `How the ${pods} are spread; over nodes, where that is possible, when nothing is said`,
    }),
  }
}

function autoscaling(replicas: { readonly min: number; readonly max: number }) {
  return value.object(
    {
      enabled: value.boolean({ default: false, doc: 'An autoscaler decides how many pods there are' }),
      minReplicas: value.integer({ default: replicas.min, min: 1, doc: 'Fewest pods' }),
      maxReplicas: value.integer({ default: replicas.max, min: 1, doc: 'Most pods' }),
      targetCPUUtilizationPercentage: value.integer({
        default: 75,
        min: 1,
        max: 100,
        doc: 'CPU use, in percent of the request, that it aims at',
      }),
    },
    { doc: 'Autoscaling by CPU, which says little about the length of a queue: see KEDA for workers' },
  )
}

function resources(cpu: string, memory: string, limit: string) {
  return value.free<Resources>({
    default: { requests: { cpu, memory }, limits: { memory: limit } },
    doc: 'Resources of each pod; no CPU limit, which would only slow it down',
  })
}

const timing = (fallback: ProbeTiming, doc: string) =>
  value.free<ProbeTiming>({ default: { ...fallback }, doc })

export const web = value.object(
  {
    replicaCount: value.integer({ default: 2, min: 1, doc: 'Pods, unless autoscaling decides' }),
    gunicornWorkers: value.integer({ default: 4, min: 1, doc: 'Processes of each pod (WEB_CONCURRENCY)' }),
    resources: resources('250m', '512Mi', '1Gi'),
    tmpSizeLimit: value.string({ default: '256Mi', doc: 'Size of /tmp' }),
    prometheusMultiprocDir: value.object(
      {
        path: value.string({ default: '/run/prometheus', doc: 'PROMETHEUS_MULTIPROC_DIR' }),
        sizeLimit: value.string({ default: '64Mi', doc: 'Its size' }),
      },
      { doc: 'Where the processes of a pod share their metrics' },
    ),
    probes: value.object(
      {
        liveness: timing(
          { initialDelaySeconds: 5, periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 3 },
          'Asks /healthz',
        ),
        readiness: timing({ periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 }, 'Asks /readyz'),
        startup: timing({ periodSeconds: 5, failureThreshold: 30 }, 'Asks /healthz: 150 s to start in'),
      },
      { doc: 'Timing of the probes' },
    ),
    pdb: value.object(
      {
        enabled: value.boolean({ default: true, doc: 'Made only where there is more than one pod' }),
        minAvailable: value.either(value.integer({ min: 0 }), value.string({ pattern: '^[0-9]{1,2}%$' }), {
          default: 1,
          doc: 'Pods, or percent of them, that a drain leaves',
        }),
      },
      { doc: 'Disruption budget' },
    ),
    autoscaling: autoscaling({ min: 2, max: 6 }),
    terminationGracePeriodSeconds: value.integer({
      default: 60,
      min: 0,
      doc: 'Time to end in, preStopSeconds included',
    }),
    preStopSeconds: value.integer({
      default: 5,
      min: 0,
      max: 600,
      doc: 'Goes on serving this long when told to end, until no router sends requests any more',
    }),
    ...podSettings('web pods'),
    ...spread('web pods'),
  },
  { doc: 'The web tier: gunicorn' },
)

export const worker = value.object(
  {
    replicaCount: value.integer({ default: 1, min: 0, doc: 'Pods, unless autoscaling decides' }),
    concurrency: value.integer({ default: 4, min: 1, doc: 'Threads of each pod' }),
    logLevel: value.string({ default: 'info', doc: 'Log level of Celery' }),
    resources: resources('250m', '512Mi', '1Gi'),
    tmpSizeLimit: value.string({ default: '1Gi', doc: 'Size of /tmp, where publications are cloned to' }),
    probes: value.object(
      {
        startup: timing(
          { periodSeconds: 10, failureThreshold: 60 },
          'Asks the metrics port, which opens once the broker is reached: 600 s to start in',
        ),
        celeryInspectPing: value.object(
          {
            enabled: value.boolean({ default: false, doc: 'Ask Celery itself, where metrics are off' }),
            periodSeconds: value.integer({ default: 60, min: 1 }),
            timeoutSeconds: value.integer({ default: 15, min: 1 }),
            failureThreshold: value.integer({ default: 3, min: 1 }),
          },
          { doc: 'Liveness without metrics; without either, nobody sees a worker that hangs' },
        ),
      },
      { doc: 'Timing of the probes' },
    ),
    autoscaling: autoscaling({ min: 1, max: 4 }),
    terminationGracePeriodSeconds: value.integer({
      default: 120,
      min: 0,
      doc: 'Time that tasks have to end in',
    }),
    ...podSettings('worker pods'),
    ...spread('worker pods'),
  },
  { doc: 'The workers: Celery' },
)

export const beat = value.object(
  {
    resources: resources('50m', '256Mi', '512Mi'),
    tmpSizeLimit: value.string({ default: '64Mi', doc: 'Size of /tmp' }),
    terminationGracePeriodSeconds: value.integer({ default: 30, min: 0, doc: 'Time to end in' }),
    ...podSettings('beat pod'),
  },
  { doc: 'The scheduler: Celery beat. Always one pod; two would run every periodic task twice' },
)

export const migrate = value.object(
  {
    enabled: value.boolean({ default: true, doc: 'Migrate the database before each install and upgrade' }),
    backoffLimit: value.integer({ default: 1, min: 0, doc: 'Tries after the first one' }),
    activeDeadlineSeconds: value.integer({
      default: 600,
      min: 1,
      doc: 'Longest migration; give Helm a longer --timeout than this',
    }),
    resources: value.free<Resources>({ default: {}, doc: 'Resources of the migration' }),
    ...podSettings('migration pod'),
  },
  { doc: 'The database migration: a Job, before anything else of an install or upgrade' },
)
