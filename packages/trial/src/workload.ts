import type { KubeObject } from '@seaworthy/kube'

/**
 * What a pod or Job belongs to, as people call it: the component label, else the owner's name without its hash, else its own.
 */
export function workloadOf(object: KubeObject): string {
  const { labels, ownerReferences, name } = object.metadata
  const component = labels?.['app.kubernetes.io/component']
  if (component !== undefined) return component
  const owner = ownerReferences?.find(({ controller }) => controller === true)
  if (owner === undefined) return name
  return owner.kind === 'ReplicaSet' ? owner.name.replace(/-[a-z0-9]+$/, '') : owner.name
}

/** The top of a pod's owners, as `Deployment/web`; `find` gives an owner by kind and name. */
export function rootOwner(
  pod: KubeObject,
  find: (kind: string, name: string) => KubeObject | undefined,
): string | undefined {
  let at: KubeObject | undefined = pod
  let root: string | undefined
  while (at !== undefined) {
    const owner = at.metadata.ownerReferences?.find(({ controller }) => controller === true)
    if (owner === undefined) return root
    root = `${owner.kind}/${owner.name}`
    at = find(owner.kind, owner.name)
  }
  return root
}
