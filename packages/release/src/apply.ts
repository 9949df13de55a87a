import type { RenderedObject } from '@seaworthy/helm'
import {
  groupOf,
  isStatus,
  type KubeClient,
  type KubeObject,
  type ObjectRef,
  type Operation,
  refOf,
  StatusError,
  versionOf,
} from '@seaworthy/kube'
import { find } from './find.ts'
import { inNamespace, stamped } from './ownership.ts'
import { ReleaseFailure } from './release-failure.ts'
import type { Report } from './release-event.ts'

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
 * Creates the objects of a first install, in order, by server-side apply as field manager `helm` (`pkg/kube/client.go`,
 * Create). Whatever is refused, all are tried.
 * @throws ReleaseFailure with every refusal, a line each
 */
export function* createAll(
  client: KubeClient,
  objects: readonly KubeObject[],
  { report }: ApplyOptions,
): Operation<void> {
  report({ kind: 'applying', count: objects.length })
  const refused = new Refusals()
  for (const object of objects) {
    try {
      yield* applyOne(client, object, undefined, false, report)
    } catch (error) {
      refused.add(error, object, appliedRefusal)
    }
  }
  refused.throwAny('\n')
}

/**
 * Brings the objects of an upgrade to the server in order, then deletes what the last revision had and this one has not, unless
 * it says `helm.sh/resource-policy: keep` (`pkg/kube/client.go`, update). What cannot be created ends it at once; what
 * cannot be changed lets the others be changed, and nothing be deleted.
 * @throws ReleaseFailure with every refusal, joined by ` && `
 */
export function* updateAll(
  client: KubeClient,
  objects: readonly KubeObject[],
  left: readonly KubeObject[],
  { forceConflicts, report }: ApplyOptions,
): Operation<void> {
  report({ kind: 'applying', count: objects.length })
  const refused = new Refusals()
  for (const object of objects) {
    const live = yield* find(client, refOf(object))
    try {
      yield* applyOne(client, object, live, forceConflicts, report)
    } catch (error) {
      refused.add(error, object, live === undefined ? createdRefusal : appliedRefusal)
      if (live === undefined) refused.throwAny(' && ')
    }
  }
  refused.throwAny(' && ')
  yield* deleteLeft(client, left, report)
}

function* deleteLeft(client: KubeClient, left: readonly KubeObject[], report: Report): Operation<void> {
  const refused = new Refusals()
  for (const object of left) {
    const ref = refOf(object)
    const live = yield* find(client, ref)
    if (live === undefined || live.metadata.annotations?.['helm.sh/resource-policy'] === 'keep') continue
    try {
      yield* client.delete(ref, { propagationPolicy: 'Background' })
      report({ kind: 'deleted', ref })
    } catch (error) {
      if (!isStatus(error, 'NotFound')) refused.add(error, object, deletedRefusal)
    }
  }
  refused.throwAny(' && ')
}

function* applyOne(
  client: KubeClient,
  object: KubeObject,
  before: KubeObject | undefined,
  force: boolean,
  report: Report,
): Operation<void> {
  const after = yield* client.apply(object, { fieldManager: 'helm', force })
  const changed = before?.metadata.resourceVersion !== after.metadata.resourceVersion
  report({ kind: 'applied', ref: refOf(object), changed })
}

type RefusalText = (error: StatusError, object: KubeObject) => string

/** What the server refused; anything else that is thrown is a defect and goes on. */
class Refusals {
  private readonly texts: string[] = []
  private readonly refs: ObjectRef[] = []

  add(error: unknown, object: KubeObject, text: RefusalText): void {
    if (!(error instanceof StatusError)) throw error
    this.texts.push(text(error, object))
    this.refs.push(refOf(object))
  }

  throwAny(separator: string): void {
    if (this.texts.length > 0) throw new ReleaseFailure('apply', this.texts.join(separator), this.refs)
  }
}

/** Helm's words around the server's. */
export function appliedRefusal(error: StatusError, object: KubeObject): string {
  const { apiVersion, kind, metadata } = object
  const place = `${metadata.namespace ?? ''}/${metadata.name}`
  const what = `${place} ${groupOf(apiVersion)}/${versionOf(apiVersion)}, Kind=${kind}`
  return error.reason === 'Conflict'
    ? `conflict occurred while applying object ${what}: ${error.message}`
    : `server-side apply failed for object ${what}: ${error.message}`
}

function createdRefusal(error: StatusError, object: KubeObject): string {
  return `failed to create resource: ${appliedRefusal(error, object)}`
}

function deletedRefusal({ message }: StatusError, { kind, metadata }: KubeObject): string {
  const { namespace = '', name } = metadata
  return `failed to delete resource namespace=${namespace}, name=${name}, kind=${kind}: ${message}`
}
