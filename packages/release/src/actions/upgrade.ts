import type { RenderedObject } from '@seaworthy/helm'
import { type KubeClient, type KubeObject, type Operation, refOf } from '@seaworthy/kube'
import { applyAll, deleteLeft, toSend } from '../apply.ts'
import { runHooks } from '../hooks.ts'
import { refuseForeign } from '../ownership.ts'
import { ReleaseFailure } from '../release-failure.ts'
import { isPending, newRecord, type ReleaseRecord } from '../release.ts'
import { createRecord } from '../storage/storage.ts'
import { waitForObjects } from '../wait-for-objects.ts'
import { failed, refuseUnknownKinds } from './install.ts'
import { DEFAULT_TIMEOUT_MS, type OperationOptions, type OperationResult } from './operation-options.ts'

export interface UpgradeOptions extends OperationOptions {
  /** The objects of the revision that is deployed, as it was rendered: what is not in the new one is deleted. */
  readonly previous: readonly RenderedObject[]
}

/**
 * Upgrades to a rendered chart (`pkg/action/upgrade.go`): record `pending-upgrade`, pre-upgrade hooks, objects in order, then
 * the deletion of what is no longer rendered, wait, post-upgrade hooks. The old revision becomes `superseded` on success only.
 */
export function* upgrade(client: KubeClient, options: UpgradeOptions): Operation<OperationResult> {
  const { rendered, storage, report = () => {} } = options
  report({ kind: 'started', action: 'upgrade', revision: rendered.revision })
  const deployed = yield* deployedRevision(options)
  const release = { name: rendered.name, namespace: rendered.namespace }
  const objects = toSend(rendered.objects, release)
  const before = toSend(options.previous, release)
  yield* refuseUnknownKinds(client, options)
  yield* refuseForeign(client, without(objects, before), release)
  const pending = newRecord(rendered, 'pending-upgrade', 'Preparing upgrade', yield* client.now())
  yield* createRecord(storage, { ...pending, firstDeployedAt: deployed.firstDeployedAt })
  const hooks = { namespace: rendered.namespace, timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS, report }
  const apply = { release, forceConflicts: options.forceConflicts ?? false, report }
  try {
    yield* runHooks(client, rendered.hooks, 'pre-upgrade', { ...hooks, phase: 'pre-hooks' })
    yield* applyAll(client, objects, apply)
    yield* deleteLeft(client, without(before, objects), apply)
    yield* waitForObjects(client, objects, options)
    yield* runHooks(client, rendered.hooks, 'post-upgrade', { ...hooks, phase: 'post-hooks' })
  } catch (error) {
    return yield* failed(options, pending, error)
  }
  yield* storage.update({ ...deployed, status: 'superseded' })
  const record: ReleaseRecord = { ...pending, status: 'deployed', description: 'Upgrade complete' }
  yield* storage.update(record)
  report({ kind: 'ended', status: record.status, description: record.description })
  return { record }
}

function* deployedRevision(options: OperationOptions): Operation<ReleaseRecord> {
  const history = yield* options.storage.history(options.rendered.name)
  const last = history.at(-1)
  if (last !== undefined && isPending(last.status)) {
    throw new ReleaseFailure('check', 'another operation (install/upgrade/rollback) is in progress')
  }
  const deployed = history.findLast(({ status }) => status === 'deployed') ?? last
  if (deployed === undefined)
    throw new ReleaseFailure('check', `"${options.rendered.name}" has no deployed releases`)
  return deployed
}

function without(objects: readonly KubeObject[], others: readonly KubeObject[]): KubeObject[] {
  const known = new Set(others.map(identity))
  return objects.filter((object) => !known.has(identity(object)))
}

function identity(object: KubeObject): string {
  const { apiVersion, kind, name, namespace } = refOf(object)
  return `${apiVersion.split('/')[0]} ${kind} ${namespace ?? ''} ${name}`
}
