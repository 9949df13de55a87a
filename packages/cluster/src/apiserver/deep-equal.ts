/**
 * Whether two JSON values are the same. What is shared is not looked into, so that comparing an object with a
 * path-copied successor costs as much as the path. A key whose value is undefined counts as absent.
 */
export function deepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a)) return Array.isArray(b) && arraysEqual(a, b)
  return !Array.isArray(b) && recordsEqual(a as Record<string, unknown>, b as Record<string, unknown>)
}

function arraysEqual(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false
  for (let at = 0; at < a.length; at++) if (!deepEqual(a[at], b[at])) return false
  return true
}

function recordsEqual(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  for (const key in a) if (!deepEqual(a[key], b[key])) return false
  for (const key in b) if (b[key] !== undefined && a[key] === undefined) return false
  return true
}
