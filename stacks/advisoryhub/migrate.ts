import { and, type EnvVar, fields, hook, ifSet, mergeByName, resource, spread } from 'seaworthy/sdk'
import { settings } from './environment.ts'
import { componentLabels, migrateEnvSecretName, migrateServiceAccountName, named } from './names.ts'
import * as pod from './pod.ts'
import { values } from './values.ts'

const { migrate, secrets, serviceAccount } = values
const name = named('migrate')
const labels = componentLabels('migrate')
const events = ['pre-install', 'pre-upgrade'] as const

/**
 * What the migration needs, made before it and gone after it. Nothing else of the chart is there when it runs, and what it
 * needs must not be taken from running pods while an upgrade is under way.
 */
const before = hook({ events, weight: -5, deletePolicies: ['before-hook-creation', 'hook-succeeded'] })

const identity = resource(
  'migrate/serviceaccount',
  {
    kind: 'ServiceAccount',
    metadata: { name, labels, annotations: fields(before, serviceAccount.annotations) },
    automountServiceAccountToken: false,
  },
  { when: and(migrate.enabled, serviceAccount.create) },
)

const configMap = resource(
  'migrate/configmap',
  { kind: 'ConfigMap', metadata: { name, labels, annotations: before }, data: settings },
  { when: migrate.enabled },
)

const secret = resource(
  'migrate/secret',
  {
    kind: 'Secret',
    metadata: { name, labels, annotations: before },
    type: 'Opaque',
    stringData: ifSet(secrets.values),
  },
  { when: and(migrate.enabled, secrets.create) },
)

const container = {
  name: 'migrate',
  ...pod.containerBasics,
  args: ['python', 'manage.py', 'migrate', '--noinput'],
  env: mergeByName<EnvVar>(pod.home, values.extraEnv, migrate.extraEnv),
  envFrom: pod.environmentFrom(name, migrateEnvSecretName),
  resources: ifSet(migrate.resources),
  volumeMounts: [pod.tmp.mount, spread(migrate.extraVolumeMounts)],
} as const

const job = resource(
  'migrate/job',
  {
    kind: 'Job',
    metadata: {
      name,
      labels,
      // It stays until the next one, whether it succeeded or not: its log is how the guide verifies an install.
      annotations: hook({ events, weight: 1, deletePolicies: ['before-hook-creation'] }),
    },
    spec: {
      backoffLimit: migrate.backoffLimit,
      activeDeadlineSeconds: migrate.activeDeadlineSeconds,
      template: {
        metadata: {
          labels: pod.podLabels('migrate', migrate.podLabels),
          annotations: ifSet(migrate.podAnnotations),
        },
        spec: {
          ...pod.podBasics,
          serviceAccountName: migrateServiceAccountName,
          restartPolicy: 'Never',
          ...pod.placement(migrate),
          containers: [container],
          volumes: [{ name: 'tmp', emptyDir: {} }, spread(migrate.extraVolumes)],
        },
      },
    },
  },
  {
    when: migrate.enabled,
    comment:
      'Migrates the database before anything else of an install or upgrade; when it fails, the old pods stay.',
  },
)

export const migrateResources = [identity, configMap, secret, job]
