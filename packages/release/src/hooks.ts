import type { HookDeletePolicy, HookEvent, RenderedObject } from '@seaworthy/helm'
import {
  isStatus,
  type KubeClient,
  type KubeObject,
  type Operation,
  refOf,
  StatusError,
} from '@seaworthy/kube'
import { inNamespace } from './ownership.ts'
import { ReleaseFailure, type ReleasePhase } from './release-failure.ts'
import type { Report } from './release-event.ts'
import { hookJudge, waitUntilGone, waitUntilReady } from './wait.ts'

export interface HookOptions {
  readonly namespace: string
  readonly timeoutMs: number
  readonly phase: ReleasePhase
  readonly report: Report
}

/**
 * Runs the hooks of one event, one after the other, by weight then name (`pkg/action/hooks.go`): old one away, create, wait,
 * and after all succeeded, delete those that ask for it, last first. The first failure ends the event.
 * @throws ReleaseFailure `failed pre-install: …`
 */
export function* runHooks(
  client: KubeClient,
  hooks: readonly RenderedObject[],
  event: HookEvent,
  options: HookOptions,
): Operation<void> {
  const due = hooksOf(hooks, event)
  const done: RenderedObject[] = []
  for (const hook of due) {
    yield* deleteBefore(client, hook, event, options)
    const object = yield* createHook(client, hook, event, options)
    try {
      yield* awaitHook(client, object, options)
    } catch (error) {
      options.report({ kind: 'hook-ended', event, ref: refOf(object), ok: false })
      yield* cleanAfter(client, [hook], 'hook-failed', options)
      yield* cleanAfter(client, done, 'hook-succeeded', options)
      throw hookFailure(error, event, object)
    }
    options.report({ kind: 'hook-ended', event, ref: refOf(object), ok: true })
    done.push(hook)
  }
  yield* cleanAfter(client, done.toReversed(), 'hook-succeeded', options)
}

/** The hooks of one event in the order in which they run. */
export function hooksOf(hooks: readonly RenderedObject[], event: HookEvent): RenderedObject[] {
  return hooks
    .filter(({ hook }) => hook?.events.includes(event))
    .toSorted((a, b) => weight(a) - weight(b) || compare(a.object.metadata.name, b.object.metadata.name))
}

function* awaitHook(client: KubeClient, object: KubeObject, options: HookOptions): Operation<void> {
  const untilMs = (yield* client.now()) + options.timeoutMs
  yield* waitUntilReady(client, [refOf(object)], hookJudge, { phase: options.phase, untilMs, failFast: true })
}

function* deleteBefore(
  client: KubeClient,
  hook: RenderedObject,
  event: HookEvent,
  options: HookOptions,
): Operation<void> {
  if (!policies(hook).includes('before-hook-creation')) return
  try {
    yield* deleteHook(client, hook, options)
  } catch (error) {
    throw hookFailure(error, event, hook.object)
  }
}

function* createHook(
  client: KubeClient,
  hook: RenderedObject,
  event: HookEvent,
  options: HookOptions,
): Operation<KubeObject> {
  const object = inNamespace(hook.object, options.namespace)
  options.report({ kind: 'hook-started', event, ref: refOf(object) })
  try {
    return yield* client.apply(object, { fieldManager: 'helm' })
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    options.report({ kind: 'hook-ended', event, ref: refOf(object), ok: false })
    throw new ReleaseFailure(
      options.phase,
      `failed ${event}: warning: Hook ${event} ${hook.source} failed: ${error.message}`,
      [refOf(object)],
    )
  }
}

/** Deletes the hooks that have a policy. CustomResourceDefinitions are never deleted: with them would go all their objects. */
function* cleanAfter(
  client: KubeClient,
  hooks: readonly RenderedObject[],
  policy: HookDeletePolicy,
  options: HookOptions,
): Operation<void> {
  for (const hook of hooks) if (policies(hook).includes(policy)) yield* deleteHook(client, hook, options)
}

function* deleteHook(client: KubeClient, hook: RenderedObject, options: HookOptions): Operation<void> {
  if (hook.object.kind === 'CustomResourceDefinition') return
  const ref = refOf(inNamespace(hook.object, options.namespace))
  try {
    yield* client.delete(ref, { propagationPolicy: 'Background' })
  } catch (error) {
    if (isStatus(error, 'NotFound')) return
    throw error
  }
  const untilMs = (yield* client.now()) + options.timeoutMs
  yield* waitUntilGone(client, ref, { phase: options.phase, untilMs, failFast: false })
  options.report({ kind: 'deleted', ref })
}

function hookFailure(error: unknown, event: HookEvent, object: KubeObject): unknown {
  if (error instanceof ReleaseFailure)
    return new ReleaseFailure(error.phase, `failed ${event}: ${error.message}`, error.objects)
  if (error instanceof StatusError) {
    return new ReleaseFailure(
      event.startsWith('pre') ? 'pre-hooks' : 'post-hooks',
      `failed ${event}: ${error.message}`,
      [refOf(object)],
    )
  }
  return error
}

function policies(hook: RenderedObject): readonly HookDeletePolicy[] {
  return hook.hook?.deletePolicies ?? []
}

function weight(hook: RenderedObject): number {
  return hook.hook?.weight ?? 0
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
