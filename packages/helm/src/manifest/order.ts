/** Table: the order in which Helm installs kinds (kind_sorter.go); it removes them in the opposite order. */
import type { HelmVersion } from '../version.ts'

const common =
  `PriorityClass Namespace NetworkPolicy ResourceQuota LimitRange PodSecurityPolicy PodDisruptionBudget
  ServiceAccount Secret SecretList ConfigMap StorageClass PersistentVolume PersistentVolumeClaim
  CustomResourceDefinition ClusterRole ClusterRoleList ClusterRoleBinding ClusterRoleBindingList Role RoleList
  RoleBinding RoleBindingList Service DaemonSet Pod ReplicationController ReplicaSet Deployment
  HorizontalPodAutoscaler StatefulSet Job CronJob IngressClass Ingress APIService`.split(/\s+/)

export const installOrder: Readonly<Record<HelmVersion, readonly string[]>> = {
  '4.2': [...common, 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
  '3.21': common,
}

export const uninstallOrder: Readonly<Record<HelmVersion, readonly string[]>> = {
  '4.2': installOrder['4.2'].toReversed(),
  '3.21': installOrder['3.21'].toReversed(),
}

/** Sorts by an order of kinds; kinds that it does not name come last, by name. Equal kinds keep their order. */
export function sortByKind<T extends { readonly kind: string }>(
  items: readonly T[],
  order: readonly string[],
): T[] {
  const ranks = new Map(order.map((kind, rank) => [kind, rank]))
  return items.toSorted((a, b) => {
    const [rankA, rankB] = [ranks.get(a.kind), ranks.get(b.kind)]
    if (rankA === undefined && rankB === undefined) return a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0
    return (rankA ?? ranks.size) - (rankB ?? ranks.size)
  })
}
