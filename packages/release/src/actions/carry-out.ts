import type { HookEvent } from '@seaworthy/helm'
import { type KubeClient, type KubeObject, type Operation, StatusError } from '@seaworthy/kube'
import { runHooks } from '../hooks.ts'
import { ReleaseFailure, type ReleasePhase } from '../release-failure.ts'
import type { ReleaseRecord } from '../release.ts'
import { RunningRecord } from '../running-record.ts'
import { createRecord } from '../storage/storage.ts'
import { waiterFor } from '../wait.ts'
import { DEFAULT_TIMEOUT_MS, type OperationOptions, type OperationResult } from './operation-options.ts'

/** In what an install and an upgrade differ once their record is to be stored. */
export interface Course {
  readonly action: 'install' | 'upgrade'
  readonly record: ReleaseRecord
  readonly objects: readonly KubeObject[]
  /** Brings the objects to the server. */
  apply(): Operation<void>
  /** What else is done when all went well, before the record says so. */
  succeeded(): Operation<void>
}

/**
 * From the stored record to its end: pre hooks, objects, wait, post hooks.
 * A failure on the way is in the result, and in the record.
 */
export function* carryOut(
  client: KubeClient,
  course: Course,
  options: OperationOptions,
): Operation<OperationResult> {
  const { action, record: first } = course
  yield* createRecord(options.storage, first)
  const record = new RunningRecord(options.storage, first)
  const end = function* (status: 'deployed' | 'failed', description: string) {
    const ended = yield* record.end(status, description)
    options.report?.({ kind: 'ended', status, description })
    return ended
  }
  try {
    yield* takeCourse(client, course, record, options)
  } catch (error) {
    const failure = asFailure(error, 'apply')
    const what = action === 'install' ? 'Release' : 'Upgrade'
    return { record: yield* end('failed', `${what} "${first.name}" failed: ${failure.message}`), failure }
  }
  return { record: yield* end('deployed', `${action === 'install' ? 'Install' : 'Upgrade'} complete`) }
}

function* takeCourse(
  client: KubeClient,
  { action, objects, apply, succeeded }: Course,
  record: RunningRecord,
  {
    rendered,
    wait,
    waitForJobs = false,
    timeoutMs = DEFAULT_TIMEOUT_MS,
    report = () => {},
  }: OperationOptions,
): Operation<void> {
  const waiter = (phase: ReleasePhase) => waiterFor(client, wait, phase, timeoutMs)
  const hooks = (event: HookEvent, phase: ReleasePhase) =>
    runHooks(client, rendered.hooks, event, {
      namespace: rendered.namespace,
      phase,
      waiter: waiter(phase),
      record,
      report,
    })
  yield* hooks(`pre-${action}`, 'pre-hooks')
  yield* apply()
  if (wait !== 'hookOnly') report({ kind: 'waiting', count: objects.length })
  yield* waiter('wait').ready(objects, waitForJobs)
  yield* hooks(`post-${action}`, 'post-hooks')
  yield* succeeded()
}

/** Objects of kinds that the server does not know stop an operation before anything is stored. */
export function* refuseUnknownKinds(
  client: KubeClient,
  { rendered }: OperationOptions,
  prefix: string,
): Operation<void> {
  const known = new Set(yield* client.discover())
  const unknown = rendered.objects.filter(({ object }) => !known.has(`${object.apiVersion}/${object.kind}`))
  if (unknown.length === 0) return
  const lines = unknown.map(({ object }) => {
    const { apiVersion, kind, metadata } = object
    return `resource mapping not found for name: "${metadata.name}" namespace: "${metadata.namespace ?? ''}" from "": no matches for kind "${kind}" in version "${apiVersion}"\nensure CRDs are installed first`
  })
  const text = lines.length === 1 ? lines.join('') : `[${lines.join(', ')}]`
  throw new ReleaseFailure('check', `${prefix}${text}`)
}

/** Refusals before anything was stored become a `ReleaseFailure` too; anything else is a defect and goes on as it is. */
export function* refusing<T>(work: () => Operation<T>): Operation<T> {
  try {
    return yield* work()
  } catch (error) {
    throw asFailure(error, 'check')
  }
}

function asFailure(error: unknown, phase: ReleasePhase): ReleaseFailure {
  if (error instanceof ReleaseFailure) return error
  if (error instanceof StatusError) return new ReleaseFailure(phase, error.message)
  throw error
}
