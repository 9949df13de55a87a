/** A field where Go wants a string: numbers and booleans become text, null and nothing the empty one, and so does what is no scalar. */
export function fieldText(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}
