import type { RenderedObject } from '@seaworthy/helm'
import {
  isStatus,
  type KubeClient,
  type KubeObject,
  type ObjectRef,
  type Operation,
  refOf,
  StatusError,
} from '@seaworthy/kube'
import { inNamespace, stamped } from './ownership.ts'
import { ReleaseFailure } from './release-failure.ts'
import type { Report } from './release-event.ts'
import { find } from './wait.ts'

export interface ApplyOptions {
  readonly release: { readonly name: string; readonly namespace: string }
  readonly forceConflicts: boolean
  readonly report: Report
}

/** The objects as they go to the server: placed and stamped. */
export function toSend(
  rendered: readonly RenderedObject[],
  release: { name: string; namespace: string },
): KubeObject[] {
  return rendered.map(({ object }) => stamped(inNamespace(object, release.namespace), release))
}

/**
 * Applies objects in the given order on the server's side, as field manager `helm` (`pkg/kube/client.go`). Objects of one
 * kind are tried all, and the refusals of that kind are reported together; a kind that was refused stops the next.
 * @throws ReleaseFailure with every refusal of the kind
 */
export function* applyAll(
  client: KubeClient,
  objects: readonly KubeObject[],
  options: ApplyOptions,
): Operation<void> {
  options.report({ kind: 'applying', count: objects.length })
  for (const batch of batchesByKind(objects)) {
    const refusals: string[] = []
    const refused: ObjectRef[] = []
    for (const object of batch) {
      try {
        yield* applyOne(client, object, options)
      } catch (error) {
        if (!(error instanceof StatusError)) throw error
        refusals.push(refusalText(error, object))
        refused.push(refOf(object))
      }
    }
    if (refused.length > 0) throw new ReleaseFailure('apply', refusals.join(' && '), refused)
  }
}

/** Deletes what the last revision had and this one has not, unless it says `helm.sh/resource-policy: keep`. */
export function* deleteLeft(
  client: KubeClient,
  left: readonly KubeObject[],
  options: ApplyOptions,
): Operation<void> {
  for (const object of left) {
    const ref = refOf(object)
    const live = yield* find(client, ref)
    if (live === undefined || live.metadata.annotations?.['helm.sh/resource-policy'] === 'keep') continue
    try {
      yield* client.delete(ref, { propagationPolicy: 'Background' })
    } catch (error) {
      if (!isStatus(error, 'NotFound')) throw error
    }
    options.report({ kind: 'deleted', ref })
  }
}

function* applyOne(client: KubeClient, object: KubeObject, options: ApplyOptions): Operation<void> {
  const before = yield* find(client, refOf(object))
  const after = yield* client.apply(object, { fieldManager: 'helm', force: options.forceConflicts })
  const changed = before?.metadata.resourceVersion !== after.metadata.resourceVersion
  options.report({ kind: 'applied', ref: refOf(object), changed })
}

function refusalText(error: StatusError, object: KubeObject): string {
  if (error.reason !== 'Conflict') return error.message
  const { namespace, name } = object.metadata
  const slash = object.apiVersion.startsWith('v') ? `/${object.apiVersion}` : object.apiVersion
  return `conflict occurred while applying object ${namespace ?? ''}/${name} ${slash}, Kind=${object.kind}: ${error.message}`
}

function batchesByKind(objects: readonly KubeObject[]): KubeObject[][] {
  const batches: KubeObject[][] = []
  for (const object of objects) {
    const last = batches.at(-1)
    if (last?.[0]?.kind === object.kind) last.push(object)
    else batches.push([object])
  }
  return batches
}
