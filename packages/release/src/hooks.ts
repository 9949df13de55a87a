import type { HookDeletePolicy, HookEvent, RenderedObject } from '@seaworthy/helm'
import {
  isStatus,
  type KubeClient,
  type KubeObject,
  type Operation,
  refOf,
  StatusError,
} from '@seaworthy/kube'
import { appliedRefusal } from './apply.ts'
import { inNamespace } from './ownership.ts'
import { ReleaseFailure, type ReleasePhase } from './release-failure.ts'
import type { Report } from './release-event.ts'
import type { RunningRecord } from './running-record.ts'
import type { Waiter } from './wait.ts'

export interface HookOptions {
  readonly namespace: string
  readonly phase: ReleasePhase
  readonly waiter: Waiter
  readonly record: RunningRecord
  readonly report: Report
}

/**
 * Runs the hooks of one event, one after the other, by weight then name (`pkg/action/hooks.go`): old one away, create, wait,
 * and after all succeeded, delete those that ask for it, last first. The first failure ends the event; one that cannot even
 * be created ends it without any deletion.
 * @throws ReleaseFailure `failed pre-install: …`, `pre-upgrade hooks failed: …`
 */
export function* runHooks(
  client: KubeClient,
  hooks: readonly RenderedObject[],
  event: HookEvent,
  options: HookOptions,
): Operation<void> {
  const done: RenderedObject[] = []
  try {
    for (const hook of hooksOf(hooks, event)) {
      yield* deleteByPolicy(client, [hook], 'before-hook-creation', options)
      yield* runHook(client, hook, event, done, options)
      done.push(hook)
    }
    yield* deleteByPolicy(client, done.toReversed(), 'hook-succeeded', options)
  } catch (error) {
    throw failureOf(event, options.phase, error)
  }
}

/** The hooks of one event in the order in which they run. */
export function hooksOf(hooks: readonly RenderedObject[], event: HookEvent): RenderedObject[] {
  return hooks
    .filter(({ hook }) => hook?.events.includes(event))
    .toSorted((a, b) => weight(a) - weight(b) || compare(a.object.metadata.name, b.object.metadata.name))
}

function* runHook(
  client: KubeClient,
  hook: RenderedObject,
  event: HookEvent,
  before: readonly RenderedObject[],
  options: HookOptions,
): Operation<void> {
  const object = inNamespace(hook.object, options.namespace)
  const startedAt = yield* client.now()
  yield* options.record.hookRan(hook, { startedAt, phase: 'Running' })
  options.report({ kind: 'hook-started', event, ref: refOf(object) })
  let created = false
  try {
    yield* createHook(client, hook, object, event, options)
    created = true
    yield* options.waiter.hookDone(object)
  } catch (error) {
    yield* noteEnd(client, hook, event, { startedAt, ok: false }, options)
    if (created) {
      yield* deleteFailed(client, hook, options)
      yield* deleteByPolicy(client, before, 'hook-succeeded', options)
    }
    throw error
  }
  yield* noteEnd(client, hook, event, { startedAt, ok: true }, options)
}

function* noteEnd(
  client: KubeClient,
  hook: RenderedObject,
  event: HookEvent,
  { startedAt, ok }: { startedAt: number; ok: boolean },
  { namespace, record, report }: HookOptions,
): Operation<void> {
  report({ kind: 'hook-ended', event, ref: refOf(inNamespace(hook.object, namespace)), ok })
  const completedAt = yield* client.now()
  yield* record.hookRan(hook, { startedAt, completedAt, phase: ok ? 'Succeeded' : 'Failed' })
}

function* createHook(
  client: KubeClient,
  hook: RenderedObject,
  object: KubeObject,
  event: HookEvent,
  { phase }: HookOptions,
): Operation<void> {
  try {
    yield* client.apply(object, { fieldManager: 'helm' })
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    const text = `warning: Hook ${event} ${hook.source} failed: ${appliedRefusal(error, object)}`
    throw new ReleaseFailure(phase, text, [refOf(object)])
  }
}

/** What goes wrong while a failed hook is deleted is told, and does not hide why the hook failed. */
function* deleteFailed(client: KubeClient, hook: RenderedObject, options: HookOptions): Operation<void> {
  try {
    yield* deleteByPolicy(client, [hook], 'hook-failed', options)
  } catch (error) {
    if (!(error instanceof ReleaseFailure) && !(error instanceof StatusError)) throw error
    options.report({
      kind: 'warning',
      message: `error deleting the hook resource on hook failure: ${error.message}`,
    })
  }
}

/** Deletes the hooks that have a policy. CustomResourceDefinitions are never deleted: with them would go all their objects. */
function* deleteByPolicy(
  client: KubeClient,
  hooks: readonly RenderedObject[],
  policy: HookDeletePolicy,
  options: HookOptions,
): Operation<void> {
  for (const { object, hook } of hooks) {
    if (object.kind === 'CustomResourceDefinition' || hook?.deletePolicies.includes(policy) !== true) continue
    const ref = refOf(inNamespace(object, options.namespace))
    try {
      yield* client.delete(ref, { propagationPolicy: 'Background' })
    } catch (error) {
      if (isStatus(error, 'NotFound')) continue
      throw error
    }
    yield* options.waiter.gone(ref)
    options.report({ kind: 'deleted', ref })
  }
}

/** Installs and upgrades say it in different words. */
function failureOf(event: HookEvent, phase: ReleasePhase, error: unknown): unknown {
  if (!(error instanceof ReleaseFailure) && !(error instanceof StatusError)) return error
  const text = event.endsWith('-install') ? `failed ${event}` : `${event} hooks failed`
  const objects = error instanceof ReleaseFailure ? error.objects : []
  return new ReleaseFailure(phase, `${text}: ${error.message}`, objects)
}

function weight(hook: RenderedObject): number {
  return hook.hook?.weight ?? 0
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
