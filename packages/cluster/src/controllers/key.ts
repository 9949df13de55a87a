import type { KubeObject } from '@seaworthy/kube'

/** `namespace/name`: how work queues name an object of their kind. */
export function keyOf(object: KubeObject): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name}`
}

export function splitKey(key: string): { readonly namespace: string | undefined; readonly name: string } {
  const slash = key.indexOf('/')
  const namespace = key.slice(0, slash)
  return { namespace: namespace === '' ? undefined : namespace, name: key.slice(slash + 1) }
}
