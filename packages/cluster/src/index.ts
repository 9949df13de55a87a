export type { Actor, Note, UnknownFact, World } from './actor.ts'
export type { Api } from './apiserver/api.ts'
export { apiServer, type ApiServerOptions } from './apiserver/apiserver.ts'
export { type Cause, Cluster, type ClusterOptions, EPOCH_MS, type Observer } from './cluster.ts'
export { type Edge, edges, type LatencyProfile } from './latency.ts'
export { drive, type Outcome, type Running, start } from './session.ts'
export { type Change, type KindKey, kindKey, kindOf, Store } from './store/store.ts'

