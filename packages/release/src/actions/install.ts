import { type KubeClient, type Operation, StatusError } from '@seaworthy/kube'
import { refuseForeign } from '../ownership.ts'
import { ReleaseFailure } from '../release-failure.ts'
import { newRecord, type ReleaseRecord } from '../release.ts'
import { applyAll, toSend } from '../apply.ts'
import { runHooks } from '../hooks.ts'
import { installCrds } from '../crds.ts'
import { createRecord } from '../storage/storage.ts'
import { waitForObjects } from '../wait-for-objects.ts'
import { DEFAULT_TIMEOUT_MS, type OperationOptions, type OperationResult } from './operation-options.ts'

/**
 * Installs a rendered chart as revision 1, in the order of Helm 4.2 (`pkg/action/install.go`): CRDs, ownership, record
 * `pending-install`, pre-install hooks, objects, wait, post-install hooks, record `deployed`.
 * A refusal before anything was stored is thrown as `ReleaseFailure`; a later one is in the result, with the record `failed`.
 */
export function* install(client: KubeClient, options: OperationOptions): Operation<OperationResult> {
  const { rendered, storage, report = () => {} } = options
  report({ kind: 'started', action: 'install', revision: 1 })
  yield* refuseReuse(options)
  yield* installCrds(client, rendered, report)
  const release = { name: rendered.name, namespace: rendered.namespace }
  const objects = toSend(rendered.objects, release)
  yield* refuseUnknownKinds(client, options)
  yield* refuseForeign(client, objects, release)
  const pending = newRecord(rendered, 'pending-install', 'Initial install underway', yield* client.now())
  yield* createRecord(storage, pending)
  const hooks = { namespace: rendered.namespace, timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS, report }
  try {
    yield* runHooks(client, rendered.hooks, 'pre-install', { ...hooks, phase: 'pre-hooks' })
    yield* applyAll(client, objects, { release, forceConflicts: options.forceConflicts ?? false, report })
    yield* waitForObjects(client, objects, options)
    yield* runHooks(client, rendered.hooks, 'post-install', { ...hooks, phase: 'post-hooks' })
  } catch (error) {
    return yield* failed(options, pending, error)
  }
  const record: ReleaseRecord = { ...pending, status: 'deployed', description: 'Install complete' }
  yield* storage.update(record)
  report({ kind: 'ended', status: record.status, description: record.description })
  return { record }
}

/** Objects of kinds that the server does not know stop an install before anything is stored. */
export function* refuseUnknownKinds(client: KubeClient, options: OperationOptions): Operation<void> {
  const known = new Set(yield* client.discover())
  const unknown = options.rendered.objects.filter(
    ({ object }) => !known.has(`${object.apiVersion}/${object.kind}`),
  )
  if (unknown.length === 0) return
  const lines = unknown.map(({ object, source }) => {
    const { apiVersion, kind, metadata } = object
    return `resource mapping not found for name: "${metadata.name}" namespace: "${metadata.namespace ?? ''}" from "${source}": no matches for kind "${kind}" in version "${apiVersion}"\nensure CRDs are installed first`
  })
  throw new ReleaseFailure(
    'check',
    `unable to build kubernetes objects from release manifest: ${lines.join('\n')}`,
  )
}

/** Records a failure and gives it as the result; anything but a refusal is a defect and goes on as it is. */
export function* failed(
  options: OperationOptions,
  pending: ReleaseRecord,
  error: unknown,
): Operation<OperationResult> {
  const failure = asFailure(error)
  const word = pending.status === 'pending-install' ? 'Release' : 'Upgrade'
  const record: ReleaseRecord = {
    ...pending,
    status: 'failed',
    description: `${word} "${pending.name}" failed: ${failure.message}`,
  }
  yield* options.storage.update(record)
  options.report?.({ kind: 'ended', status: record.status, description: record.description })
  return { record, failure }
}

function asFailure(error: unknown): ReleaseFailure {
  if (error instanceof ReleaseFailure) return error
  if (error instanceof StatusError) return new ReleaseFailure('apply', error.message)
  throw error
}

function* refuseReuse(options: OperationOptions): Operation<void> {
  const history = yield* options.storage.history(options.rendered.name)
  const last = history.at(-1)
  if (last === undefined || last.status === 'uninstalled') return
  throw new ReleaseFailure('check', 'cannot reuse a name that is still in use')
}
