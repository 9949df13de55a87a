import { goQuote, goQuoteRune } from '@seaworthy/gotemplate'
import { ipv6AddressFault } from './ip-address.ts'

/** Go's strconv.Atoi, where it refuses a text. */
export function integerFault(text: string): string | undefined {
  if (!/^[-+]?\d+$/.test(text)) return `strconv.Atoi: parsing ${goQuote(text)}: invalid syntax`
  const isInRange = BigInt.asIntN(64, BigInt(text)) === BigInt(text)
  return isInRange ? undefined : `strconv.Atoi: parsing ${goQuote(text)}: value out of range`
}

export function ipv4Fault(text: string): string | undefined {
  const groups = text.split('.')
  if (groups.length !== 4) return 'expected four decimals'
  for (const group of groups) {
    if (group.length > 1 && group.startsWith('0')) return 'leading zeros'
    const wrong = integerFault(group)
    if (wrong !== undefined) return wrong
    if (Number(group) < 0 || Number(group) > 255) return 'decimal must be between 0 and 255'
  }
  return undefined
}

export function ipv6Fault(text: string): string | undefined {
  if (!text.includes(':')) return 'missing colon'
  return ipv6AddressFault(text) ?? (text.includes('%') ? 'zone id is not a part of ipv6 address' : undefined)
}

export function hostnameFault(text: string): string | undefined {
  const name = text.endsWith('.') ? text.slice(0, -1) : text
  if (Buffer.byteLength(name) > 253) return 'more than 253 characters long'
  for (const label of name.split('.')) {
    const length = Buffer.byteLength(label)
    if (length < 1 || length > 63) return 'label must be 1 to 63 characters long'
    if (label.startsWith('-')) return 'label starts with hyphen'
    if (label.endsWith('-')) return 'label ends with hyphen'
    const bad = /[^A-Za-z0-9-]/u.exec(label)?.[0]
    if (bad !== undefined) return `invalid character ${goQuoteRune(bad)}`
  }
  return undefined
}

export function emailFault(text: string): string | undefined {
  if (Buffer.byteLength(text) > 254) return 'more than 255 characters long'
  const at = text.lastIndexOf('@')
  if (at < 0) return 'missing @'
  const local = text.slice(0, at)
  if (Buffer.byteLength(local) > 64) return 'local part more than 64 characters long'
  const wrong = local.length > 1 && local.startsWith('"') ? quotedLocalFault(local) : localFault(local)
  return wrong ?? domainFault(text.slice(at + 1))
}

function quotedLocalFault(local: string): string | undefined {
  const isBad = /["\\]/.test(local.slice(1, -1))
  return isBad ? 'backslash and quote are not allowed within quoted local part' : undefined
}

function localFault(local: string): string | undefined {
  if (local.startsWith('.')) return 'starts with dot'
  if (local.endsWith('.')) return 'ends with dot'
  if (local.includes('..')) return 'consecutive dots'
  const bad = /[^A-Za-z0-9.!#$%&'*+\-/=?^_`{|}~]/u.exec(local)?.[0]
  return bad === undefined ? undefined : `invalid character ${goQuoteRune(bad)}`
}

function domainFault(domain: string): string | undefined {
  if (!domain.startsWith('[') || !domain.endsWith(']'))
    return prefixed('invalid domain', hostnameFault(domain))
  const address = domain.slice(1, -1)
  if (address.startsWith('IPv6:')) return prefixed('invalid ipv6 address', ipv6Fault(address.slice(5)))
  return prefixed('invalid ipv4 address', ipv4Fault(address))
}

export function prefixed(what: string, wrong: string | undefined): string | undefined {
  return wrong === undefined ? undefined : `${what}: ${wrong}`
}
