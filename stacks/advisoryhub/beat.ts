import { type EnvVar, mergeByName, resource, spread } from 'seaworthy/sdk'
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

const { beat } = values

const container = {
  name: 'beat',
  ...pod.containerBasics,
  args: ['celery', '-A', 'config', 'beat', '-l', 'info', '--schedule=/tmp/celerybeat-schedule'],
  env: mergeByName<EnvVar>(pod.home, values.extraEnv, beat.extraEnv),
  envFrom: pod.environmentFrom(fullname, envSecretName),
  resources: beat.resources,
  volumeMounts: [pod.tmp.mount, spread(beat.extraVolumeMounts)],
} as const

export const beatDeployment = resource(
  'beat/deployment',
  {
    kind: 'Deployment',
    metadata: { name: named('beat'), labels: componentLabels('beat') },
    spec: {
      replicas: 1,
      selector: { matchLabels: selectorLabels({ component: 'beat' }) },
      strategy: { type: 'Recreate' },
      template: {
        metadata: {
          labels: pod.podLabels('beat', beat.podLabels),
          annotations: pod.podAnnotations(beat.podAnnotations),
        },
        spec: {
          ...pod.podBasics,
          serviceAccountName,
          terminationGracePeriodSeconds: beat.terminationGracePeriodSeconds,
          ...pod.placement(beat),
          containers: [container],
          volumes: [pod.tmp.volume(beat.tmpSizeLimit), spread(beat.extraVolumes)],
        },
      },
    },
  },
  {
    comment:
      'One pod, and the old one ends before the new one starts: two would run every periodic task twice.',
  },
)
