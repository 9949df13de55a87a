export type Rounding = 'up' | 'down'

/**
 * The count that a field like `maxUnavailable` means, out of a total. A number is itself; `"25%"` is that share,
 * rounded as the field's controller does. A string without a percent sign is an error, as in the API server
 * (rule: `GetScaledValueFromIntOrPercent`, k8s.io/apimachinery/pkg/util/intstr).
 *
 * Throws `RangeError` for anything else.
 */
export function scaledValue(value: number | string, total: number, rounding: Rounding): number {
  if (typeof value === 'number') return value
  const percent = percentOf(value)
  if (percent === undefined)
    throw new RangeError(`${JSON.stringify(value)} is neither a number nor a percentage`)
  const share = (percent * total) / 100
  return rounding === 'up' ? Math.ceil(share) : Math.floor(share)
}

/** Whether the API server takes the value: a whole number, or digits and a percent sign. */
export function isIntOrPercent(value: unknown): value is number | string {
  return typeof value === 'number'
    ? Number.isInteger(value)
    : typeof value === 'string' && /^[0-9]+%$/.test(value)
}

function percentOf(text: string): number | undefined {
  return /^[+-]?[0-9]+%$/.test(text) ? Number(text.slice(0, -1)) : undefined
}
