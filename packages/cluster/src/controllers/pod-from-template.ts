import type { KubeObject, ObjectMeta } from '@seaworthy/kube'
import { controllerReference } from './owner.ts'

/** The pod that a controller creates from its template; a name is generated from the owner's unless one is given. */
export function podFromTemplate(
  owner: KubeObject,
  template: PodTemplate,
  metadata: Partial<ObjectMeta> = {},
): KubeObject {
  const { labels, annotations, finalizers } = template.metadata ?? {}
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: '',
      ...(metadata.name === undefined ? { generateName: generatedPrefix(owner.metadata.name) } : {}),
      ...(owner.metadata.namespace === undefined ? {} : { namespace: owner.metadata.namespace }),
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
      ...(finalizers === undefined ? {} : { finalizers }),
      ownerReferences: [controllerReference(owner)],
      ...metadata,
    },
    spec: template.spec,
  }
}

export interface PodTemplate {
  readonly metadata?: Partial<ObjectMeta>
  // biome-ignore lint: a pod's spec
  readonly spec: any
}

function generatedPrefix(ownerName: string): string {
  return `${ownerName}-`
}
