import { compareBytes } from '../../go-bytes.ts'
import { isList, isMap } from '../../go-type.ts'
import { type GoValue, GoStruct, Int64, Missing } from '../../value.ts'

/** sprig's `strval`, which `toString`, `quote`, `join` and `dict` use: the text of a string, `%v` of all else. */
export function textOf(value: GoValue): string {
  if (typeof value === 'string') return value
  if (value === null || value instanceof Missing) return '<nil>'
  if (value instanceof Int64) return String(value.value)
  if (typeof value === 'number') return formatFloat(value)
  if (value instanceof GoStruct) return value.text() ?? value.typeName
  if (isList(value)) return `[${value.map(textOf).join(' ')}]`
  if (isMap(value))
    return `map[${sortedKeys(value)
      .map((key) => `${key}:${textOf(value.get(key) ?? null)}`)
      .join(' ')}]`
  return String(value)
}

/** Keys in the order Go prints and ranges over maps. */
export function sortedKeys(map: ReadonlyMap<string, GoValue>): string[] {
  return [...map.keys()].sort(compareBytes)
}

/** sprig's `strslice`: the items that are not nil as texts; a single value is a list of one, nil of none. */
export function textsOf(value: GoValue): string[] {
  if (value === null) return []
  return isList(value) ? value.filter((item) => item !== null).map(textOf) : [textOf(value)]
}

/** `%v` of a float64: shortest digits, with an exponent below 1e-04 and from 1e+06 on. */
function formatFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  if (Object.is(value, -0)) return '-0'
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e')
  const power = Number(exponent)
  if (power >= -4 && power < 6) return String(value)
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}
