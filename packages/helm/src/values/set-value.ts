import { type GoValue, Int64 } from '@seaworthy/gotemplate'

/** `--set` makes booleans, null and whole numbers that do not begin with 0; all else is text. */
export function typedValue(text: string): GoValue {
  const lower = text.toLowerCase()
  if (lower === 'true') return true
  if (lower === 'false') return false
  if (lower === 'null') return null
  if (text === '0') return new Int64(0n)
  if (!/^[-+]?\d+$/.test(text) || text.startsWith('0')) return text
  const value = BigInt(text.replace(/^\+/, ''))
  return BigInt.asIntN(64, value) === value ? new Int64(value) : text
}

/** Length of the JSON value at the start of a text. */
export function jsonLength(text: string): number {
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] as string
    if (inString) {
      if (sign === '\\') at++
      else if (sign === '"') inString = false
      if (!inString && depth === 0 && sign === '"') return at + 1
    } else if (sign === '"') inString = true
    else if (sign === '{' || sign === '[') depth++
    else if (sign === '}' || sign === ']') {
      if (--depth === 0) return at + 1
    } else if (depth === 0 && /[\s,]/.test(sign)) return at
  }
  return text.length
}
