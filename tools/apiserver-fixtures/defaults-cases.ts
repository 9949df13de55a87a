// A table: objects as charts write them, whose defaults a real API server is asked for.
import type { Json } from '@seaworthy/kube'

const labels = { app: 'x' }
const selector = { matchLabels: labels }
const pod = (spec: Json) => ({
  metadata: { labels },
  spec: { containers: [{ name: 'c', image: 'c:1' }], ...spec },
})

function object(apiVersion: string, kind: string, rest: Json): Json {
  return { apiVersion, kind, metadata: { name: 'x', namespace: 'default' }, ...rest }
}

const probes = {
  containers: [
    {
      name: 'c',
      image: 'registry.example.org:5000/team/c',
      ports: [{ containerPort: 80 }],
      env: [
        { name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
        { name: 'B', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
      ],
      readinessProbe: { httpGet: { port: 80 } },
      livenessProbe: { grpc: { port: 80 } },
      startupProbe: { tcpSocket: { port: 80 }, periodSeconds: 2 },
      lifecycle: { preStop: { httpGet: { port: 80 } } },
      resources: { limits: { cpu: 0.5, memory: '1.5Gi' } },
    },
  ],
}
const volumes = [
  { name: 'none' },
  { name: 'secret', secret: { secretName: 'x' } },
  { name: 'config', configMap: { name: 'x' } },
  { name: 'both', projected: { sources: [{ serviceAccountToken: { path: 't' } }] } },
  { name: 'host', hostPath: { path: '/x' } },
  { name: 'down', downwardAPI: { items: [{ path: 'n', fieldRef: { fieldPath: 'metadata.name' } }] } },
  { name: 'size', emptyDir: { sizeLimit: '500M' } },
  {
    name: 'own',
    ephemeral: {
      volumeClaimTemplate: {
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      },
    },
  },
]
const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } }
const port = { port: 80 }

export const defaultsCases: Readonly<Record<string, Json>> = {
  'deployment-small': object('apps/v1', 'Deployment', { spec: { selector, template: pod({}) } }),
  'deployment-probes': object('apps/v1', 'Deployment', { spec: { selector, template: pod(probes) } }),
  'deployment-volumes': object('apps/v1', 'Deployment', {
    spec: { selector, template: pod({ volumes, serviceAccountName: 'x' }) },
  }),
  'deployment-recreate': object('apps/v1', 'Deployment', {
    spec: { selector, strategy: { type: 'Recreate' }, template: pod({}) },
  }),
  'deployment-surge': object('apps/v1', 'Deployment', {
    spec: { selector, replicas: 0, strategy: { rollingUpdate: { maxSurge: 2 } }, template: pod({}) },
  }),
  replicaset: object('apps/v1', 'ReplicaSet', { spec: { selector, template: pod({}) } }),
  statefulset: object('apps/v1', 'StatefulSet', {
    spec: { selector, template: pod({}), volumeClaimTemplates: [{ metadata: { name: 'd' }, spec: claim }] },
  }),
  'statefulset-on-delete': object('apps/v1', 'StatefulSet', {
    spec: { selector, serviceName: 'x', updateStrategy: { type: 'OnDelete' }, template: pod({}) },
  }),
  daemonset: object('apps/v1', 'DaemonSet', { spec: { selector, template: pod({}) } }),
  job: object('batch/v1', 'Job', { spec: { template: pod({ restartPolicy: 'Never' }) } }),
  'job-parallel': object('batch/v1', 'Job', {
    spec: { parallelism: 3, template: pod({ restartPolicy: 'Never' }) },
  }),
  cronjob: object('batch/v1', 'CronJob', {
    spec: { schedule: '* * * * *', jobTemplate: { spec: { template: pod({ restartPolicy: 'Never' }) } } },
  }),
  pod: object('v1', 'Pod', { spec: pod({}).spec }),
  'pod-limits': object('v1', 'Pod', { spec: pod(probes).spec }),
  'pod-host-network': object('v1', 'Pod', { spec: pod({ ...probes, hostNetwork: true }).spec }),
  'pod-tolerations': object('v1', 'Pod', { spec: pod({ tolerations: [{ operator: 'Exists' }] }).spec }),
  'pod-no-token': object('v1', 'Pod', { spec: pod({ automountServiceAccountToken: false }).spec }),
  service: object('v1', 'Service', { spec: { ports: [port], selector: labels } }),
  'service-headless': object('v1', 'Service', {
    spec: { clusterIP: 'None', ports: [port], selector: labels },
  }),
  'service-headless-free': object('v1', 'Service', { spec: { clusterIP: 'None', ports: [port] } }),
  'service-node-port': object('v1', 'Service', {
    spec: { type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] },
  }),
  'service-affinity': object('v1', 'Service', { spec: { sessionAffinity: 'ClientIP', ports: [port] } }),
  'service-external': object('v1', 'Service', {
    spec: { type: 'ExternalName', externalName: 'x.example.org' },
  }),
  secret: object('v1', 'Secret', { stringData: { a: 'é', b: 'x' }, data: { a: 'eA==' } }),
  configmap: object('v1', 'ConfigMap', { data: { a: 'b' } }),
  claim: object('v1', 'PersistentVolumeClaim', { spec: { ...claim, storageClassName: 'x' } }),
  budget: object('policy/v1', 'PodDisruptionBudget', { spec: { minAvailable: 1, selector } }),
  autoscaler: object('autoscaling/v2', 'HorizontalPodAutoscaler', {
    spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' } },
  }),
  'autoscaler-behaviour': object('autoscaling/v2', 'HorizontalPodAutoscaler', {
    spec: {
      maxReplicas: 3,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' },
      behavior: { scaleDown: { stabilizationWindowSeconds: 10 } },
    },
  }),
  'network-policy': object('networking.k8s.io/v1', 'NetworkPolicy', {
    spec: { podSelector: {}, egress: [{ ports: [{ port: 53 }] }] },
  }),
  ingress: object('networking.k8s.io/v1', 'Ingress', {
    spec: {
      rules: [
        {
          http: {
            paths: [
              { path: '/', pathType: 'Prefix', backend: { service: { name: 'x', port: { number: 80 } } } },
            ],
          },
        },
      ],
    },
  }),
  'role-binding': object('rbac.authorization.k8s.io/v1', 'RoleBinding', {
    roleRef: { kind: 'Role', name: 'x' },
    subjects: [
      { kind: 'ServiceAccount', name: 's', namespace: 'default' },
      { kind: 'User', name: 'u' },
    ],
  }),
}
