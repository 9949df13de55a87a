import type { KubeObject } from '@seaworthy/kube'
import type { World } from '../actor.ts'

/** Says what `kubectl describe` would show as an event of the object. */
export function recordEvent(
  world: World<unknown>,
  object: KubeObject,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
): void {
  world.note({ kind: 'event', object, message, facts: { type, reason } })
}
