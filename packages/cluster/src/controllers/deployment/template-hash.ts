import type { KubeObject, Labels } from '@seaworthy/kube'
import { deepEqual } from '../../apiserver/deep-equal.ts'
import type { PodTemplate } from '../pod-from-template.ts'

export const HASH_LABEL = 'pod-template-hash'

/** Characters for hashes in names (`SafeEncodeString`, k8s.io/apimachinery/pkg/util/rand). */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789'

/**
 * A hash that names a pod template: equal for equal templates, another one after a collision. Kubernetes hashes a dump of a
 * Go object, which nothing depends on, so only the behaviour is the same and not the value.
 */
export function templateHash(template: unknown, collisionCount: number): string {
  let hash = 2166136261
  const text = canonical(template) + (collisionCount > 0 ? `#${collisionCount}` : '')
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619)
  return Array.from(String(hash >>> 0))
    .map((digit) => ALPHABET.charAt(digit.charCodeAt(0) % ALPHABET.length))
    .join('')
}

/** Whether two templates mean the same, the hash label of a ReplicaSet's aside. */
export function sameTemplate(a: PodTemplate, b: PodTemplate): boolean {
  return (
    deepEqual(a.spec, b.spec) &&
    deepEqual(withoutHash(a.metadata?.labels), withoutHash(b.metadata?.labels)) &&
    deepEqual(a.metadata?.annotations ?? {}, b.metadata?.annotations ?? {})
  )
}

function withoutHash(labels: Labels | undefined): Labels {
  const { [HASH_LABEL]: _, ...rest } = labels ?? {}
  return rest
}

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const record = value as Record<string, unknown>
  const keys = Object.keys(record).filter((key) => record[key] !== undefined)
  return `{${keys
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(record[key])}`)
    .join(',')}}`
}

/** The ReplicaSet whose template is the Deployment's; of several the oldest. */
export function findNewSet(
  deployment: KubeObject,
  oldestFirst: readonly KubeObject[],
): KubeObject | undefined {
  return oldestFirst.find((set) => sameTemplate(set.spec.template, deployment.spec.template))
}
