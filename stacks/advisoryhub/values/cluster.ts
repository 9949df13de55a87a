import {
  type PodSecurityContext,
  type Peer,
  type SecurityContext,
  type NetworkPolicySpec,
  value,
} from 'seaworthy/sdk'

const text = value.string()
/** A name of a Kubernetes object, or nothing. */
const objectName = { pattern: '^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$', token: true, default: '' } as const

export const podSecurityContext = value.free<PodSecurityContext>({
  default: {
    runAsNonRoot: true,
    runAsUser: null,
    runAsGroup: null,
    fsGroup: null,
    seccompProfile: { type: 'RuntimeDefault' },
  },
  doc: 'Of every pod. What is null is left out: OpenShift assigns it. Elsewhere runAsUser 10001, runAsGroup 0, fsGroup 0',
})

export const containerSecurityContext = value.free<SecurityContext>({
  default: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
  },
  doc: 'Of every container',
})

export const serviceAccount = value.object({
  create: value.boolean({ default: true, doc: 'One for the pods, and one for the migration while it runs' }),
  name: value.string({
    ...objectName,
    doc: 'Empty: the name of the release when created here, otherwise default',
  }),
  annotations: value.map(text, { default: {} }),
})

export const secrets = value.object(
  {
    existingSecret: value.string({
      ...objectName,
      doc: 'Secret of yours whose every key becomes an environment variable; excludes create',
    }),
    create: value.boolean({ default: false, doc: 'For trying out: makes the Secret from values' }),
    values: value.map(text, { default: {}, doc: 'Its content' }),
    files: value.object(
      {
        existingSecret: value.string({
          ...objectName,
          doc: 'Secret of yours with the files; excludes create',
        }),
        create: value.boolean({
          default: false,
          doc: 'For trying out: makes the Secret from the keys below',
        }),
        pubRepoSshKey: value.string({ default: '', doc: 'Deploy key of the publication repository' }),
        githubAppPrivateKey: value.string({ default: '', doc: 'Key of the GitHub App' }),
        mountPath: value.string({ default: '/etc/advisoryhub/keys', doc: 'Where the files are mounted' }),
        defaultMode: value.integer({
          default: 288,
          min: 0,
          max: 511,
          doc: '288 is 0440 in octal. In YAML 1.1, which Helm reads, 0440 is 288, too; with --set write 288',
        }),
      },
      { doc: 'Key files: pub-repo-ssh-key, github-app-private-key' },
    ),
  },
  { doc: 'Credentials' },
)

export const service = value.object({
  type: value.oneOf(['ClusterIP', 'NodePort', 'LoadBalancer'], {
    default: 'ClusterIP',
    doc: 'Others than ClusterIP show /metrics to whoever reaches them',
  }),
  port: value.integer({ default: 8000, min: 1, max: 65535 }),
})

export const route = value.object(
  {
    enabled: value.boolean({ default: false }),
    host: value.string({ default: '', doc: 'Needed when enabled' }),
    annotations: value.map(text, { default: {} }),
    tls: value.object({
      termination: value.oneOf(['edge', 'reencrypt', 'passthrough'], {
        default: 'edge',
        doc: 'The site itself speaks plain HTTP: the others need something in the pod that does not',
      }),
      insecureEdgeTerminationPolicy: value.oneOf(['Allow', 'Redirect', 'None'], { default: 'Redirect' }),
      certificate: value.string({ default: '', doc: "Empty: the router's own" }),
      key: value.string({ default: '' }),
      caCertificate: value.string({ default: '' }),
      destinationCACertificate: value.string({ default: '', doc: 'Needed for reencrypt' }),
    }),
  },
  { doc: 'Exposure on OpenShift' },
)

export const ingress = value.object(
  {
    enabled: value.boolean({ default: false }),
    className: value.string({ default: '' }),
    annotations: value.map(text, { default: {} }),
    hosts: value.list(
      value.object({
        host: value.string(),
        paths: value.list(
          value.object({
            path: value.string(),
            pathType: value.optional(value.oneOf(['Prefix', 'Exact', 'ImplementationSpecific'])),
          }),
          { minItems: 1 },
        ),
      }),
      { default: [], doc: 'Items: host, paths (path, pathType)' },
    ),
    tls: value.freeList<{ readonly secretName?: string; readonly hosts?: readonly string[] }>({
      default: [],
      doc: 'Items: secretName, hosts',
    }),
  },
  { doc: 'Exposure elsewhere' },
)

export const metrics = value.object(
  {
    enabled: value.boolean({ default: true, doc: 'Metrics of the workers, which their probes use, too' }),
    workerPort: value.integer({ default: 9808, min: 1, max: 65535 }),
    serviceMonitor: value.object({
      enabled: value.boolean({ default: false }),
      interval: value.string({ default: '30s' }),
      labels: value.map(text, { default: {}, doc: 'What your Prometheus selects on; none on OpenShift' }),
    }),
    prometheusRule: value.object({
      enabled: value.boolean({ default: false }),
      labels: value.map(text, { default: {} }),
    }),
    grafanaDashboards: value.object({
      enabled: value.boolean({ default: false }),
      labels: value.map(text, { default: {} }),
      annotations: value.map(text, { default: {} }),
      datasourceUid: value.string({
        default: 'prometheus',
        doc: 'Data source of the dashboards; empty: advisoryhub-prometheus, as in the files',
      }),
    }),
  },
  { doc: 'Monitoring; ServiceMonitors and PrometheusRule need the prometheus-operator' },
)

const namespaceWith = (label: string, content: string) => ({
  namespaceSelector: { matchLabels: { [label]: content } },
})

type EgressRule = NonNullable<NetworkPolicySpec['egress']>[number]

export const networkPolicy = value.object(
  {
    enabled: value.boolean({ default: false }),
    ingressControllerPeers: value.freeList<Peer>({
      default: [
        namespaceWith('policy-group.network.openshift.io/ingress', ''),
        namespaceWith('network.openshift.io/policy-group', 'ingress'),
      ],
      doc: 'Who may reach web. Routers in the host network match policy-group.network.openshift.io/host-network: ""',
    }),
    monitoringPeers: value.freeList<Peer>({
      default: [
        namespaceWith('kubernetes.io/metadata.name', 'openshift-monitoring'),
        namespaceWith('kubernetes.io/metadata.name', 'openshift-user-workload-monitoring'),
      ],
      doc: 'Who may scrape web and workers',
    }),
    egress: value.freeList<EgressRule>({
      default: [],
      doc: 'Rules for what web, workers and beat may reach; DNS is added. Everything when empty. The migration is not restricted',
    }),
  },
  { doc: 'Who may talk to whom' },
)
