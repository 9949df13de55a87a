import type { Actor } from '../actor.ts'
import { garbageCollector } from './garbage-collector/garbage-collector.ts'
import { namespaceController } from './namespace/namespace.ts'
import { rootCaPublisher, serviceAccountController } from './service-account/service-account.ts'

/** The controllers that keep every namespace in order: what it must have, and what must go. */
export function housekeepers(): readonly Actor<unknown>[] {
  return [
    namespaceController(),
    serviceAccountController(),
    rootCaPublisher(),
    garbageCollector(),
  ] as readonly Actor<unknown>[]
}
