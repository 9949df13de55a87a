import { goQuote } from '@seaworthy/gotemplate'

class AddressFault extends Error {
  override readonly name = 'AddressFault'
}

/** Why Go's netip.ParseAddr refuses a text with a colon before any dot; undefined where it takes it. */
export function ipv6AddressFault(text: string): string | undefined {
  const first = /[.:%]/.exec(text)?.[0]
  try {
    if (first === '.') readIpv4(text)
    else if (first === '%') throw new AddressFault('missing IPv6 address')
    else readIpv6(text)
    return undefined
  } catch (error) {
    if (error instanceof AddressFault) return `ParseAddr(${goQuote(text)}): ${error.message}`
    throw error
  }
}

function refuse(what: string, at = ''): never {
  throw new AddressFault(at === '' ? what : `${what} (at ${goQuote(at)})`)
}

function readIpv6(text: string): void {
  const zoneAt = text.indexOf('%')
  if (zoneAt === text.length - 1) refuse('zone must be a non-empty string')
  let rest = zoneAt < 0 ? text : text.slice(0, zoneAt)
  let gap = rest.startsWith('::') ? 0 : -1
  if (gap === 0) rest = rest.slice(2)
  let bytes = 0
  while (bytes < 16 && (rest !== '' || bytes === 0)) {
    if (rest === '' && gap === 0) break
    const digits = hexDigits(rest)
    if (rest.charAt(digits.length) === '.') {
      readEmbedded(rest, bytes, gap)
      bytes += 4
      rest = ''
      break
    }
    bytes += 2
    rest = rest.slice(digits.length)
    if (rest === '') break
    if (!rest.startsWith(':')) refuse('unexpected character, want colon', rest)
    if (rest.length === 1) refuse('colon must be followed by more characters', rest)
    rest = rest.slice(1)
    if (!rest.startsWith(':')) continue
    if (gap >= 0) refuse('multiple :: in address', rest)
    gap = bytes
    rest = rest.slice(1)
    if (rest === '') break
  }
  if (rest !== '') refuse('trailing garbage after address', rest)
  if (bytes < 16 && gap < 0) refuse('address string too short')
  if (bytes === 16 && gap >= 0) refuse('the :: must expand to at least one field of zeros')
}

function hexDigits(rest: string): string {
  const digits = /^[0-9a-fA-F]*/.exec(rest)?.[0] ?? ''
  if (digits.length > 4) refuse('each group must have 4 or less digits', rest)
  if (digits === '') refuse('each colon-separated field must have at least one digit', rest)
  return digits
}

function readEmbedded(rest: string, bytes: number, gap: number): void {
  if (gap < 0 && bytes !== 12)
    refuse('embedded IPv4 address must replace the final 2 fields of the address', rest)
  if (bytes + 4 > 16) refuse('too many hex fields to fit an embedded IPv4 at the end of the address', rest)
  readIpv4(rest)
}

function readIpv4(text: string): void {
  const bad = /[^0-9.]/.exec(text)
  const fields = (bad === null ? text : text.slice(0, bad.index)).split('.')
  for (const [index, field] of fields.entries()) {
    if (index > 3) refuse('IPv4 address too long')
    if (/^0\d/.test(field)) refuse('IPv4 field has octet with leading zero')
    if (Number(field) > 255) refuse('IPv4 field has value >255')
    const isUnfinished = bad !== null && index === fields.length - 1
    if (field === '' && !isUnfinished) {
      const dots = fields.slice(0, index).join('.').length
      refuse(
        'IPv4 field must have at least one digit',
        text.slice(Math.max(0, Math.min(dots, text.length - 1))),
      )
    }
  }
  if (bad !== null) refuse('unexpected character', text.slice(bad.index))
  if (fields.length < 4) refuse('IPv4 address too short')
}
