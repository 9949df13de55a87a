import type { DeleteOptions, ObjectRef } from '@seaworthy/kube'
import { deleteObject } from './delete.ts'
import type { Server } from './server.ts'

/** Asks a pod to go. @throws StatusError TooManyRequests while a disruption budget forbids it */
export function evict(server: Server, ref: ObjectRef, options: DeleteOptions = {}): void {
  deleteObject(server, ref, options)
}
