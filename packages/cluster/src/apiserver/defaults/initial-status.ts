// A table: the status that a new object of a kind begins with; what the client sends there is dropped.
import type { Json, KubeObject } from '@seaworthy/kube'
import type { KindKey } from '../../store/store.ts'
import { qosClass } from './qos-class.ts'

const statuses: Readonly<Record<KindKey, Json>> = {
  'Deployment.apps': {},
  'ReplicaSet.apps': { replicas: 0 },
  'StatefulSet.apps': { availableReplicas: 0, replicas: 0 },
  'DaemonSet.apps': {
    currentNumberScheduled: 0,
    desiredNumberScheduled: 0,
    numberMisscheduled: 0,
    numberReady: 0,
  },
  ReplicationController: { replicas: 0 },
  'Job.batch': {},
  'CronJob.batch': {},
  'PodDisruptionBudget.policy': {
    currentHealthy: 0,
    desiredHealthy: 0,
    disruptionsAllowed: 0,
    expectedPods: 0,
  },
  'HorizontalPodAutoscaler.autoscaling': { currentMetrics: null, desiredReplicas: 0 },
  'Ingress.networking.k8s.io': { loadBalancer: {} },
  Service: { loadBalancer: {} },
  PersistentVolumeClaim: { phase: 'Pending' },
  PersistentVolume: { phase: 'Pending' },
  Namespace: { phase: 'Active' },
  ResourceQuota: {},
}

/** A new object with the status of its kind; kinds that are not in the table keep what they came with. */
export function withInitialStatus(key: KindKey, object: KubeObject): KubeObject {
  if (key === 'Pod') return { ...object, status: { phase: 'Pending', qosClass: qosClass(object.spec) } }
  if (key === 'CustomResourceDefinition.apiextensions.k8s.io') {
    return { ...object, status: establishedStatus(object) }
  }
  const status = statuses[key]
  return status === undefined ? object : { ...object, status }
}

/** A definition is served from the moment it is written; a real server takes some 30 ms. */
function establishedStatus({ spec, metadata }: KubeObject): Json {
  const since = { lastTransitionTime: metadata.creationTimestamp, status: 'True' }
  return {
    acceptedNames: spec.names,
    storedVersions: spec.versions
      .filter((each: Json) => each.storage === true)
      .map((each: Json) => each.name),
    conditions: [
      { ...since, type: 'NamesAccepted', reason: 'NoConflicts', message: 'no conflicts found' },
      {
        ...since,
        type: 'Established',
        reason: 'InitialNamesAccepted',
        message: 'the initial names have been accepted',
      },
    ],
  }
}
