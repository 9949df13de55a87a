import { fromBytes, toBytes } from '../../go-bytes.ts'
import { goQuote } from '../../quote.ts'

/** The parts of a URL between which Go's escaping differs. */
type UrlPart = 'path' | 'fragment' | 'userPassword' | 'host' | 'zone'

/** What is wrong with a URL, in Go's words. */
export class UrlError extends Error {
  override readonly name = 'UrlError'
}

/** What stands unescaped in each part, besides letters, digits and -_.~ (net/url, shouldEscape). */
const plain: Readonly<Record<UrlPart, RegExp>> = {
  path: /[$&+,/:;=@]/,
  fragment: /[$&+,/:;=?@!()*]/,
  userPassword: /[$&+,;=]/,
  host: /[!$&'()*+,;=:[\]<>"]/,
  zone: /[!$&'()*+,;=:[\]<>"]/,
}

export function escapeUrl(text: string, part: UrlPart): string {
  let escaped = ''
  for (const byte of toBytes(text)) {
    const character = String.fromCharCode(byte)
    escaped += isPlain(character, part) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return escaped
}

/** Throws `UrlError` for an escape that is none, or one that the part does not allow. */
export function unescapeUrl(text: string, part: UrlPart): string {
  const inHost = part === 'host' || part === 'zone'
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '%') checkEscape(text.slice(at, at + 3), part)
    else if (inHost && character < '\u0080' && !isPlain(character, part)) {
      throw new UrlError(`invalid character ${goQuote(character)} in host name`)
    }
  }
  if (!text.includes('%')) return text
  const bytes = Buffer.from(toBytes(text)).toString('latin1')
  const plainBytes = bytes.replace(/%([0-9a-fA-F]{2})/g, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return fromBytes(Buffer.from(plainBytes, 'latin1'))
}

/** A host may escape only what is not ASCII; a zone only what it could have written anyway. */
function checkEscape(escape: string, part: UrlPart): void {
  const valid = /^%[0-9a-fA-F]{2}$/.test(escape)
  const byte = Number.parseInt(escape.slice(1), 16)
  const forbidden =
    part === 'host'
      ? byte < 0x80
      : part === 'zone' && byte !== 0x20 && !isPlain(String.fromCharCode(byte), 'host')
  if (!valid || (forbidden && escape !== '%25')) throw new UrlError(`invalid URL escape ${goQuote(escape)}`)
}

function isPlain(character: string, part: UrlPart): boolean {
  return /[A-Za-z0-9\-_.~]/.test(character) || plain[part].test(character)
}
