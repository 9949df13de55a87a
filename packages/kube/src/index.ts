export { type KubeClient, type KubeList, kubeClient, type Watch, type WatchEvent } from './client.ts'
export {
  describeRef,
  type Json,
  type KubeObject,
  type ObjectMeta,
  type ObjectRef,
  type OwnerReference,
  refOf,
} from './object.ts'
export type {
  DeleteOptions,
  Effect,
  KubeRequest,
  ListScope,
  Operation,
  PatchType,
  WriteOptions,
} from './operation.ts'
export { isStatus, type StatusCause, StatusError, type StatusReason } from './status-error.ts'
