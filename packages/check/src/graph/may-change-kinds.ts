import type { RenderedRelease } from '@seaworthy/helm'
import type { Json, KubeObject } from '@seaworthy/kube'
import { asArray, podTemplateOf } from './pod-spec.ts'

const GROUP = 'apiextensions.k8s.io'
const writing = new Set(['*', 'update', 'patch'])

/** Whether the account of a workload may change custom resource definitions, whose status names the versions that are stored. */
export function mayChangeKinds(release: RenderedRelease, workload: KubeObject): boolean {
  const account: unknown = podTemplateOf(workload)?.spec.serviceAccountName
  if (typeof account !== 'string') return false
  const all: Json[] = [...release.hooks, ...release.objects].map(({ object }) => object)
  const roles = all
    .filter(({ kind, subjects }) => kind === 'ClusterRoleBinding' && binds(subjects, account))
    .map(({ roleRef }) => roleRef?.name)
  return all.some(
    ({ kind, metadata, rules }) =>
      kind === 'ClusterRole' && roles.includes(metadata.name) && asArray(rules).some(changesKinds),
  )
}

function binds(subjects: Json, account: string): boolean {
  return asArray(subjects).some(({ kind, name }) => kind === 'ServiceAccount' && name === account)
}

function changesKinds({ apiGroups, resources, verbs }: Json): boolean {
  const has = (list: Json, test: (text: string) => boolean) => Array.isArray(list) && list.some(test)
  return (
    has(apiGroups, (group) => group === GROUP) &&
    has(resources, (resource) => resource.startsWith('customresourcedefinitions')) &&
    has(verbs, (verb) => writing.has(verb))
  )
}
