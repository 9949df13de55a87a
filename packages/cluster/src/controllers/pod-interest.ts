import type { KubeObject } from '@seaworthy/kube'
import { type Change, type KindKey, kindKey } from '../store/store.ts'
import { controllerOf } from './owner.ts'

/**
 * Leaves out changes of pods that another kind controls. A pod without a controller may concern any: it can be adopted.
 * What a pod was before counts too, since its old controller must hear that it went.
 */
export function ofPodsControlledBy(kind: KindKey): (change: Change) => boolean {
  return ({ kind: changed, object, previous }) =>
    changed !== 'Pod' || isOf(kind, object) || (previous !== undefined && isOf(kind, previous))
}

function isOf(kind: KindKey, pod: KubeObject): boolean {
  const controller = controllerOf(pod)
  return controller === undefined || kindKey(controller.apiVersion, controller.kind) === kind
}
