import { isUtf8 } from 'node:buffer'

/**
 * Go's strings are bytes, and templates can cut them or decode any bytes into them. A string here is text as usual;
 * a byte that is no part of valid UTF-8 is the lone surrogate U+DC00 + byte, which no valid text contains.
 */
const escapeBase = 0xdc00
const strayByte = /\p{Surrogate}/u
const beyondAscii = /[\u0080-\uffff]/
/** Without the flag `u`: halves of pairs too. */
const surrogate = /[\ud800-\udfff]/
const encoder = new TextEncoder()
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Only 7-bit characters: bytes and UTF-16 units are then the same. */
export function isAscii(text: string): boolean {
  return !beyondAscii.test(text)
}

export function toBytes(text: string): Uint8Array {
  if (!strayByte.test(text)) return encoder.encode(text)
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code >= escapeBase + 0x80 && code <= escapeBase + 0xff) bytes.push(code - escapeBase)
    else bytes.push(...encoder.encode(character))
  }
  return Uint8Array.from(bytes)
}

export function fromBytes(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) return decodeLoose(bytes) // keep each stray byte
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
}

/** len() of Go. */
export function byteLength(text: string): number {
  return isAscii(text) ? text.length : toBytes(text).length
}

/** Go's `text[start:end]`, in bytes. The bounds must lie within the text. */
export function sliceBytes(text: string, start: number, end?: number): string {
  if (isAscii(text)) return text.slice(start, end)
  return fromBytes(toBytes(text).subarray(start, end))
}

/** Order of Go's `<` on strings: by bytes, which is by code point, and by UTF-16 unit where no character has two. */
export function compareBytes(a: string, b: string): number {
  if (a === b) return 0
  if (!surrogate.test(a) && !surrogate.test(b)) return a < b ? -1 : 1
  return Buffer.compare(toBytes(a), toBytes(b))
}

/** Sorts texts in place as `compareBytes` does. */
export function sortByBytes(texts: string[]): string[] {
  return texts.some((text) => surrogate.test(text)) ? texts.sort(compareBytes) : texts.sort()
}

function decodeLoose(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; ) {
    const size = sequenceLength(bytes, at)
    text +=
      size === 0
        ? String.fromCharCode(escapeBase + (bytes[at] ?? 0))
        : strictDecoder.decode(bytes.subarray(at, at + size))
    at += size || 1
  }
  return text
}

/** Length of the valid UTF-8 sequence that starts here, 0 where there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0
  if (lead < 0x80) return 1
  const size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0
  if (size === 0 || at + size > bytes.length) return 0
  try {
    strictDecoder.decode(bytes.subarray(at, at + size))
    return size
  } catch {
    return 0
  }
}
