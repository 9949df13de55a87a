import type { Json, StatusCause } from '@seaworthy/kube'

// Causes of a 422, in the words of k8s.io/apimachinery/pkg/util/validation/field.

export function required(field: string, detail = ''): StatusCause {
  return cause('FieldValueRequired', field, 'Required value', detail)
}

export function wrong(field: string, value: Json, detail: string): StatusCause {
  return cause('FieldValueInvalid', field, `Invalid value: ${JSON.stringify(value ?? null)}`, detail)
}

export function unsupported(field: string, value: Json, supported: readonly string[]): StatusCause {
  const list = supported.map((each) => JSON.stringify(each)).join(', ')
  return cause(
    'FieldValueNotSupported',
    field,
    `Unsupported value: ${JSON.stringify(value)}`,
    `supported values: ${list}`,
  )
}

export function duplicate(field: string, value: Json): StatusCause {
  return cause('FieldValueDuplicate', field, `Duplicate value: ${JSON.stringify(value)}`)
}

export function banned(field: string, detail: string): StatusCause {
  return cause('FieldValueForbidden', field, 'Forbidden', detail)
}

export function missing(field: string, value: Json): StatusCause {
  return cause('FieldValueNotFound', field, `Not found: ${JSON.stringify(value)}`)
}

function cause(reason: string, field: string, head: string, detail = ''): StatusCause {
  return { reason, message: detail === '' ? head : `${head}: ${detail}`, field }
}

/** Values that occur more than once, each at its second place and after. */
export function* repeated<T>(items: readonly T[], keyOf: (item: T) => string | undefined): Iterable<number> {
  const seen = new Set<string>()
  for (const [at, item] of items.entries()) {
    const key = keyOf(item)
    if (key === undefined || key === '') continue
    if (seen.has(key)) yield at
    seen.add(key)
  }
}

export const PERCENT_WORDS =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')"

/** A count or a percentage, not negative. */
export function* countOrPercent(field: string, value: Json): Iterable<StatusCause> {
  if (typeof value === 'string') {
    if (!/^[0-9]+%$/.test(value)) yield wrong(field, value, PERCENT_WORDS)
  } else yield* notNegative(field, value)
}

export function* notNegative(field: string, value: Json): Iterable<StatusCause> {
  if (typeof value === 'number' && value < 0) yield wrong(field, value, 'must be greater than or equal to 0')
}
