import type { DeleteOptions, Json, KubeObject, KubeRequest, ObjectRef, WriteOptions } from '@seaworthy/kube'

/**
 * The API server as the parts of the cluster call it: at once, without a wire. Every verb returns the stored object or
 * throws `StatusError`. Latency belongs to the callers.
 */
export interface Api {
  /** Admission, defaulting, validation, then the write. */
  create(object: KubeObject, options?: WriteOptions): KubeObject
  /** Replaces everything but status. A resourceVersion in it must be the stored one. Unchanged: no write. */
  update(object: KubeObject, options?: WriteOptions): KubeObject
  /** Replaces status alone. An unchanged status is not written. */
  updateStatus(object: KubeObject, status: Json): KubeObject
  /** Changes metadata alone (labels, annotations, finalizers, owner references). */
  updateMetadata(object: KubeObject, change: Partial<KubeObject['metadata']>): KubeObject
  /** Gives a pod its node, as the scheduler does. */
  bind(pod: KubeObject, node: string): KubeObject
  delete(ref: ObjectRef, options?: DeleteOptions): void
  evict(ref: ObjectRef, options?: DeleteOptions): void
  /** Takes an object out of the store now: a kubelet that confirms a pod's end, a finalizer's last word. */
  finish(object: KubeObject): void
  /** Any request of a client; the answer is what the verb of `KubeClient` promises. */
  handle(request: KubeRequest): unknown
}
