import { formatValue } from '../../format.ts'
import { isList } from '../../go-type.ts'
import { underlyingOf } from '../../truth.ts'
import { GoStruct, type GoValue } from '../../value.ts'

/** sprig's `strval`, which `toString`, `quote`, `join` and `dict` use: the text of a string or of bytes, `%v` of all else. */
export function textOf(value: GoValue): string {
  if (value instanceof GoStruct && value.typeName === '[]uint8') return value.text() ?? ''
  return formatValue(value)
}

/** sprig's `strslice`: the items that are not nil as texts; a single value is a list of one, nil of none. */
export function textsOf(value: GoValue): string[] {
  if (value === null) return []
  const list = underlyingOf(value)
  return isList(list) ? list.filter((item) => item !== null).map(textOf) : [textOf(value)]
}
