import type { KubeObject, StatusCause } from '@seaworthy/kube'
import type { KindKey } from '../../store/store.ts'
import { invalid } from '../refusal.ts'
import type { Place } from '../server.ts'
import { metadataFaults } from './metadata.ts'
import {
  autoscalerFaults,
  bindingChange,
  budgetFaults,
  claimChange,
  claimFaults,
  dataChange,
  dataFaults,
  ingressFaults,
  networkPolicyFaults,
  secretFaults,
} from './other-kinds.ts'
import { podFaults } from './pod.ts'
import { serviceChange, serviceFaults } from './service.ts'
import {
  cronJobFaults,
  deploymentFaults,
  jobChange,
  jobFaults,
  selectorChange,
  setFaults,
  statefulSetChange,
} from './workload.ts'

interface KindRules {
  /** What is wrong with an object as it stands. */
  readonly whole?: (object: KubeObject) => Iterable<StatusCause>
  /** What may not become of it. */
  readonly change?: (before: KubeObject, after: KubeObject) => Iterable<StatusCause>
}

const rules: Readonly<Record<KindKey, KindRules>> = {
  Pod: { whole: ({ spec }) => podFaults('spec', spec) },
  'Deployment.apps': { whole: deploymentFaults, change: selectorChange },
  'ReplicaSet.apps': { whole: setFaults('deployment'), change: selectorChange },
  'StatefulSet.apps': { whole: setFaults('statefulset'), change: statefulSetChange },
  'DaemonSet.apps': { whole: setFaults('daemonset'), change: selectorChange },
  'Job.batch': { whole: jobFaults, change: jobChange },
  'CronJob.batch': { whole: cronJobFaults },
  Service: { whole: serviceFaults, change: serviceChange },
  'PodDisruptionBudget.policy': { whole: budgetFaults },
  'HorizontalPodAutoscaler.autoscaling': { whole: autoscalerFaults },
  'Ingress.networking.k8s.io': { whole: ingressFaults },
  'NetworkPolicy.networking.k8s.io': { whole: networkPolicyFaults },
  PersistentVolumeClaim: { whole: claimFaults, change: claimChange },
  ConfigMap: { whole: dataFaults, change: dataChange },
  Secret: { whole: secretFaults, change: dataChange },
  'RoleBinding.rbac.authorization.k8s.io': { change: bindingChange },
  'ClusterRoleBinding.rbac.authorization.k8s.io': { change: bindingChange },
}

/** @throws StatusError Invalid with every field at fault */
export function validateNew(place: Place, object: KubeObject): void {
  const causes = [...metadataFaults(place.key, object), ...wholeFaults(place.key, object)]
  if (causes.length > 0) throw invalid(place.info, place.name, causes)
}

/** @throws StatusError Invalid with every field at fault, or that may not change */
export function validateChange(place: Place, before: KubeObject, after: KubeObject): void {
  const own = rules[place.key]
  const causes = [
    ...metadataFaults(place.key, after),
    ...wholeFaults(place.key, after),
    ...(own?.change?.(before, after) ?? []),
  ]
  if (causes.length > 0) throw invalid(place.info, place.name, causes)
}

/** A spec that is absent or null is an empty one, as in Go. */
function wholeFaults(key: KindKey, object: KubeObject): Iterable<StatusCause> {
  const whole = object.spec === undefined || object.spec === null ? { ...object, spec: {} } : object
  return rules[key]?.whole?.(whole) ?? []
}
