import type { Change } from '@seaworthy/cluster'
import type { Property } from '../property.ts'
import type { Violation } from '../verdict.ts'

/** A migration that fails leaves the old release as it was: no pod of it stops, none of a new revision is made. */
export const oldPodsServe: Property = {
  name: 'old-pods-serve',
  demands: 'a failed migration leaves the old pods as they were',
  begin({ subject, startMs }) {
    let violation: Violation | undefined
    return {
      change({ kind, object, previous, type }: Change, at) {
        if (kind !== 'Pod' || violation !== undefined || object.metadata.namespace !== subject.namespace)
          return
        const owner = object.metadata.ownerReferences?.[0]
        if (owner === undefined || owner.kind === 'Job') return
        const stops =
          previous?.metadata.deletionTimestamp === undefined &&
          object.metadata.deletionTimestamp !== undefined
        if (type !== 'ADDED' && !stops) return
        const what = type === 'ADDED' ? 'a pod of the new revision was made' : 'an old pod was asked to stop'
        violation = {
          property: 'old-pods-serve',
          atMs: at - startMs,
          message: `${what}: Pod/${object.metadata.name}`,
        }
      },
      finish: () => violation,
    }
  },
}
