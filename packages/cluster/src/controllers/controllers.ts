import type { Actor } from '../actor.ts'
import { cronJobController } from './cronjob/cronjob-controller.ts'
import { daemonSetController } from './daemonset/daemonset-controller.ts'
import { deploymentController } from './deployment/deployment-controller.ts'
import { endpointSliceController } from './endpoint-slice/endpoint-slice-controller.ts'
import { horizontalPodAutoscalerController } from './horizontal-pod-autoscaler/horizontal-pod-autoscaler-controller.ts'
import { jobController } from './job/job-controller.ts'
import { ttlAfterFinishedController } from './job/ttl-after-finished.ts'
import { podDisruptionBudgetController } from './pod-disruption-budget/pod-disruption-budget-controller.ts'
import { volumeBinder } from './persistent-volume-claim/volume-binder.ts'
import { replicaSetController } from './replicaset/replicaset-controller.ts'
import { statefulSetController } from './statefulset/statefulset-controller.ts'

/** The controllers of workloads, their endpoints and their budgets. */
export function workloadControllers(): readonly Actor<unknown>[] {
  return [
    deploymentController(),
    replicaSetController(),
    statefulSetController(),
    volumeBinder(),
    jobController(),
    ttlAfterFinishedController(),
    endpointSliceController(),
    podDisruptionBudgetController(),
    daemonSetController(),
    cronJobController(),
    horizontalPodAutoscalerController(),
  ] as readonly Actor<unknown>[]
}
