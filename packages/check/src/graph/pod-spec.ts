import type { FieldPath } from '@seaworthy/helm'
import type { Json, KubeObject } from '@seaworthy/kube'

/** Where the pod of a workload is written: its metadata and spec, and the way to them from the object's root. */
export interface PodTemplate {
  readonly metadata: Json
  readonly spec: Json
  readonly specPath: FieldPath
}

const templatePaths: Readonly<Record<string, FieldPath>> = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
}

/** The pod that an object makes; undefined for kinds that make none. */
export function podTemplateOf(object: KubeObject): PodTemplate | undefined {
  if (object.kind === 'Pod' && object.apiVersion === 'v1') {
    return { metadata: object.metadata, spec: object.spec ?? {}, specPath: ['spec'] }
  }
  const path = templatePaths[object.kind]
  if (path === undefined) return undefined
  const template = path.reduce<Json>((value, key) => value?.[key], object)
  if (template === undefined || template === null) return undefined
  return { metadata: template.metadata ?? {}, spec: template.spec ?? {}, specPath: [...path, 'spec'] }
}

/** Every container of a pod with its path, init containers first, in the order in which they start. */
export function containersOf(template: PodTemplate): { container: Json; path: FieldPath; init: boolean }[] {
  const { spec, specPath } = template
  const list = (field: string, init: boolean) =>
    asArray(spec[field]).map((container, index) => ({ container, path: [...specPath, field, index], init }))
  return [...list('initContainers', true), ...list('containers', false)]
}

/** A list, or none where the chart wrote something else; the schema check says so. */
export function asArray(value: Json): Json[] {
  return Array.isArray(value) ? value.filter((each) => each !== null && typeof each === 'object') : []
}
