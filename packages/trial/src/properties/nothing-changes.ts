import type { Change } from '@seaworthy/cluster'
import type { KubeObject } from '@seaworthy/kube'
import type { Property, Start } from '../property.ts'
import type { Violation } from '../verdict.ts'

/** An upgrade with the same chart and values changes no object of the release and restarts no pod; its hooks may run. */
export const nothingChanges: Property = {
  name: 'nothing-changes',
  demands: 'an upgrade with nothing changed changes nothing and restarts nothing',
  begin(start) {
    const own = ownObjects(start)
    let violation: Violation | undefined
    return {
      change(change: Change, at) {
        if (violation !== undefined) return
        const message = isPodOfWorkload(change) ? podMessage(change) : objectMessage(change, own)
        if (message !== undefined)
          violation = { property: 'nothing-changes', atMs: at - start.startMs, message }
      },
      finish: () => violation,
    }
  },
}

function ownObjects({ previous, subject }: Start): Set<string> {
  return new Set(previous?.objects.map(({ object }) => identity(object, subject.namespace)))
}

function objectMessage({ object, previous, type }: Change, own: ReadonlySet<string>): string | undefined {
  if (!own.has(identity(object, ''))) return undefined
  const name = `${object.kind}/${object.metadata.name}`
  if (type !== 'MODIFIED' || previous === undefined)
    return `${name} was ${type === 'ADDED' ? 'created' : 'deleted'}`
  const fields = Object.keys(object).filter(
    (field) => field !== 'metadata' && field !== 'status' && object[field] !== previous[field],
  )
  return fields.length === 0 ? undefined : `${name} changed: ${fields.join(', ')}`
}

function isPodOfWorkload({ kind, object }: Change): boolean {
  const owner = object.metadata.ownerReferences?.[0]
  return kind === 'Pod' && owner !== undefined && owner.kind !== 'Job'
}

function podMessage({ object, previous, type }: Change): string | undefined {
  if (type === 'ADDED') return `Pod/${object.metadata.name} was created`
  const stops =
    previous?.metadata.deletionTimestamp === undefined && object.metadata.deletionTimestamp !== undefined
  return stops ? `Pod/${object.metadata.name} was asked to stop` : undefined
}

function identity(object: KubeObject, namespace: string): string {
  return `${object.apiVersion} ${object.kind} ${object.metadata.namespace ?? namespace} ${object.metadata.name}`
}
