import { isStatus, type KubeClient, type KubeObject, type ObjectRef, type Operation } from '@seaworthy/kube'

/** An object, or undefined when the server has none of that name. */
export function* find(client: KubeClient, ref: ObjectRef): Operation<KubeObject | undefined> {
  try {
    return yield* client.get(ref)
  } catch (error) {
    if (isStatus(error, 'NotFound')) return undefined
    throw error
  }
}
