import type { FunctionTable } from '../../function.ts'
import { sortByBytes } from '../../go-bytes.ts'
import { isList, nilList, ofType } from '../../go-type.ts'
import type { GoValue } from '../../value.ts'
import { define } from './define.ts'
import { textOf, textsOf } from './text.ts'

/** Between texts and lists of texts. */
export const stringListFunctions: FunctionTable = {
  join: define(['string', 'any'], ([separator, value]) => textsOf(value).join(separator)),
  split: define(['string', 'string'], ([separator, text]) => numbered(split(text, separator))),
  splitn: define(['string', 'int', 'string'], ([separator, count, text]) =>
    numbered(splitUpTo(text, separator, Number(count))),
  ),
  splitList: define(['string', 'string'], ([separator, text]) => strings(split(text, separator))),
  toStrings: define(['any'], ([value]) => strings(textsOf(value))),
  sortAlpha: define(['any'], ([value]) =>
    strings(isList(value) ? sortByBytes(textsOf(value)) : [textOf(value)]),
  ),
}

/** A list of Go's type []string. */
export function strings(items: readonly string[]): GoValue[] {
  return ofType([...items], '[]string')
}

/** Go's nil []string, as `regexFindAll` gives when nothing matches. */
export function noStrings(): GoValue[] {
  return nilList('[]string')
}

/** `strings.Split`: an empty separator separates the runes. */
function split(text: string, separator: string): string[] {
  return separator === '' ? [...text] : text.split(separator)
}

/** `strings.SplitN`: the last part keeps the rest; 0 gives none, negative all. */
function splitUpTo(text: string, separator: string, count: number): string[] {
  if (count === 0) return []
  const parts = split(text, separator)
  if (count < 0 || parts.length <= count) return parts
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(separator)]
}

/** sprig's answer of `split`: `_0`, `_1` and so on, a map[string]string. */
function numbered(parts: readonly string[]): GoValue {
  return ofType(new Map(parts.map((part, i) => [`_${i}`, part])), 'map[string]string')
}
