import type { KubeObject, ObjectRef } from '@seaworthy/kube'
import { setCondition } from '@seaworthy/kube'
import type { Actor, World } from '../../actor.ts'
import { parseTimestamp } from '../../timestamp.ts'
import { type ControllerState, controller, type Result, settled } from '../controller.ts'

/** The first pass comes this long after the deletion, and so does each further one (namespace_controller.go). */
const GRACE_MS = 5_000

/**
 * Empties namespaces that are deleted, pods first, and lets them go when nothing is left in them.
 * Rules: k8s.io/kubernetes/pkg/controller/namespace.
 */
export function namespaceController(): Actor<ControllerState> {
  return controller({
    name: 'namespace',
    watches: {
      Namespace: ({ metadata }) => (metadata.deletionTimestamp === undefined ? [] : [metadata.name]),
    },
    reconcile: emptyNamespace,
  })
}

function emptyNamespace(world: World<ControllerState>, name: string): Result {
  const namespace = world.store.get('Namespace', undefined, name)
  if (namespace?.metadata.deletionTimestamp === undefined) return settled
  const untilFirst = parseTimestamp(namespace.metadata.deletionTimestamp) + GRACE_MS - world.now()
  if (untilFirst > 0) return { requeueAfterMs: untilFirst }
  const pods = [...world.store.list('Pod', name)]
  const content = pods.length > 0 ? pods : contentOf(world, name)
  for (const object of content) if (object.metadata.deletionTimestamp === undefined) remove(world, object)
  const left = contentOf(world, name)
  if (left.length === 0) {
    release(world, namespace)
    return settled
  }
  reportLeft(world, namespace, left)
  return { requeueAfterMs: msUntilGone(pods) }
}

/** With pods on their way out, the next pass comes after half the longest grace, plus a second. */
function msUntilGone(pods: readonly KubeObject[]): number {
  const graces = pods.map(({ spec }) => (spec?.terminationGracePeriodSeconds as number | undefined) ?? 0)
  const longest = Math.max(0, ...graces)
  return pods.length > 0 ? (Math.floor(longest / 2) + 1) * 1000 : GRACE_MS
}

function contentOf(world: World, namespace: string): readonly KubeObject[] {
  return [...world.store.kinds()].flatMap((kind) => [...world.store.list(kind, namespace)])
}

function remove(world: World, { apiVersion, kind, metadata }: KubeObject): void {
  const ref: ObjectRef = { apiVersion, kind, name: metadata.name, namespace: metadata.namespace ?? '' }
  world.api.delete(ref, { propagationPolicy: 'Background' })
}

function release(world: World, namespace: KubeObject): void {
  world.api.finish(namespace)
}

function reportLeft(world: World, namespace: KubeObject, left: readonly KubeObject[]): void {
  const held = left.filter(({ metadata }) => (metadata.finalizers ?? []).length > 0)
  const finalizers = [...new Set(held.flatMap(({ metadata }) => metadata.finalizers ?? []))].toSorted()
  const isHeld = finalizers.length > 0
  const condition = {
    type: 'NamespaceFinalizersRemaining',
    status: isHeld ? ('True' as const) : ('False' as const),
    reason: isHeld ? 'SomeFinalizersRemain' : 'ContentHasNoFinalizers',
    message: isHeld
      ? `Some content in the namespace has finalizers remaining: ${finalizers.join(', ')}`
      : 'All content-preserving finalizers finished',
  }
  const conditions = setCondition(namespace.status?.conditions, condition, world.timestamp())
  world.api.updateStatus(namespace, { ...namespace.status, conditions })
}
