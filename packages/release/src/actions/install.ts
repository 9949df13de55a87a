import type { KubeClient, Operation } from '@seaworthy/kube'
import { createAll, toSend, updateAll } from '../apply.ts'
import { installCrds } from '../crds.ts'
import { refuseForeign } from '../ownership.ts'
import { ReleaseFailure } from '../release-failure.ts'
import { newRecord } from '../release.ts'
import { type Course, carryOut, refuseUnknownKinds, refusing } from './carry-out.ts'
import type { OperationOptions, OperationResult } from './operation-options.ts'

/**
 * Installs a rendered chart as revision 1, in the order of Helm 4.2 (`pkg/action/install.go`): name, CRDs, kinds, ownership,
 * record `pending-install`, pre-install hooks, objects, wait, post-install hooks, record `deployed`.
 * A refusal before anything was stored is thrown as `ReleaseFailure`; a later one is in the result, with the record `failed`.
 */
export function* install(client: KubeClient, options: OperationOptions): Operation<OperationResult> {
  options.report?.({ kind: 'started', action: 'install', revision: options.rendered.revision })
  return yield* carryOut(client, yield* refusing(() => prepare(client, options)), options)
}

function* prepare(client: KubeClient, options: OperationOptions): Operation<Course> {
  const { rendered, report = () => {} } = options
  yield* refuseReuse(options)
  yield* installCrds(client, rendered, options.wait, report)
  const release = { name: rendered.name, namespace: rendered.namespace }
  const objects = toSend(rendered.objects, release)
  yield* refuseUnknownKinds(client, options, 'unable to build kubernetes objects from release manifest: ')
  const adopted = yield* refuseForeign(client, objects, release, 'install')
  const apply = { release, forceConflicts: options.forceConflicts ?? false, report }
  return {
    action: 'install',
    record: newRecord(rendered, 'pending-install', 'Initial install underway', yield* client.now()),
    objects,
    // What is there already and the release's own is brought up to date, as in an upgrade.
    apply: () =>
      adopted.length > 0 ? updateAll(client, objects, [], apply) : createAll(client, objects, apply),
    *succeeded() {},
  }
}

/** A name is taken by any revision that is stored, that of an uninstalled release included (`install.go`, availableName). */
function* refuseReuse({ rendered, storage }: OperationOptions): Operation<void> {
  const history = yield* storage.history(rendered.name)
  if (history.length === 0) return
  const text = 'release name check failed: cannot reuse a name that is still in use'
  throw new ReleaseFailure('check', text)
}
