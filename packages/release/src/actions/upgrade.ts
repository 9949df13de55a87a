import type { RenderedObject } from '@seaworthy/helm'
import { groupOf, type KubeClient, type KubeObject, type Operation, refOf } from '@seaworthy/kube'
import { toSend, updateAll } from '../apply.ts'
import { refuseForeign } from '../ownership.ts'
import { ReleaseFailure } from '../release-failure.ts'
import { isPending, newRecord, type ReleaseRecord } from '../release.ts'
import { type Course, carryOut, refuseUnknownKinds, refusing } from './carry-out.ts'
import type { OperationOptions, OperationResult } from './operation-options.ts'

export interface UpgradeOptions extends OperationOptions {
  /** The objects of the revision that is deployed, as it was rendered: what is not in the new one is deleted. */
  readonly previous: readonly RenderedObject[]
}

/**
 * Upgrades to a rendered chart (`pkg/action/upgrade.go`): record `pending-upgrade`, pre-upgrade hooks, objects in order, then
 * the deletion of what is no longer rendered, wait, post-upgrade hooks. The old revision becomes `superseded` on success only.
 * A refusal before anything was stored is thrown as `ReleaseFailure`; a later one is in the result, with the record `failed`.
 */
export function* upgrade(client: KubeClient, options: UpgradeOptions): Operation<OperationResult> {
  options.report?.({ kind: 'started', action: 'upgrade', revision: options.rendered.revision })
  return yield* carryOut(client, yield* refusing(() => prepare(client, options)), options)
}

function* prepare(client: KubeClient, options: UpgradeOptions): Operation<Course> {
  const { rendered, storage, report = () => {} } = options
  const deployed = yield* deployedRevision(options)
  const release = { name: rendered.name, namespace: rendered.namespace }
  const objects = toSend(rendered.objects, release)
  const before = toSend(options.previous, release)
  yield* refuseUnknownKinds(client, options, '')
  yield* refuseForeign(client, without(objects, before), release, 'update')
  const pending = newRecord(rendered, 'pending-upgrade', 'Preparing upgrade', yield* client.now())
  const apply = { release, forceConflicts: options.forceConflicts ?? false, report }
  return {
    action: 'upgrade',
    record: { ...pending, firstDeployedAt: deployed.firstDeployedAt },
    objects,
    apply: () => updateAll(client, objects, without(before, objects), apply),
    succeeded: () => storage.update({ ...deployed, status: 'superseded' }),
  }
}

/** What the upgrade starts from: the revision that is deployed, else the last one if that failed. */
function* deployedRevision({ rendered, storage }: UpgradeOptions): Operation<ReleaseRecord> {
  const history = yield* storage.history(rendered.name)
  const last = history.at(-1)
  if (last !== undefined && isPending(last.status))
    throw new ReleaseFailure('check', 'another operation (install/upgrade/rollback) is in progress')
  const deployed = history.findLast(({ status }) => status === 'deployed')
  if (deployed !== undefined) return deployed
  if (last?.status === 'failed' || last?.status === 'superseded') return last
  throw new ReleaseFailure('check', `"${rendered.name}" has no deployed releases`)
}

function without(objects: readonly KubeObject[], others: readonly KubeObject[]): KubeObject[] {
  const known = new Set(others.map(identity))
  return objects.filter((object) => !known.has(identity(object)))
}

/** Whatever the version: an object that moves to a newer one stays the same object. */
function identity(object: KubeObject): string {
  const { apiVersion, kind, name, namespace = '' } = refOf(object)
  return [groupOf(apiVersion), kind, namespace, name].join('\n')
}
