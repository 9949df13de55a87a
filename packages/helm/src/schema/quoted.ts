import { goQuote, Int64, printValue } from '@seaworthy/gotemplate'
import { JsonNumber } from './json-document.ts'

/** Single quotes, as the schema library writes them: Go's escapes, but for double quotes. */
export function quoted(text: string): string {
  return `'${goQuote(text).replaceAll('\\"', '"').replaceAll("'", "\\'").slice(1, -1)}'`
}

export function quotedList(texts: readonly string[]): string {
  return texts.map(quoted).join(', ')
}

/** A value in a message; what is no scalar has no text there. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (value === null) return '<nil>'
  if (value instanceof JsonNumber) return value.text
  if (value instanceof Int64) return String(value.value)
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return printValue(value)
  return 'value'
}
