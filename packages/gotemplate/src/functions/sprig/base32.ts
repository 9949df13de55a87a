import { toBytes } from '../../go-bytes.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

export function encodeBase32(bytes: Uint8Array): string {
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  const digits = (bits.match(/.{1,5}/g) ?? []).map(
    (five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)] ?? '',
  )
  return digits.join('').padEnd(Math.ceil(bytes.length / 5) * 8, '=')
}

/** Go's StdEncoding without its line breaks. A text is Go's complaint, with the byte it points at. */
export function decodeBase32(text: string): Uint8Array | string {
  const source = toBytes(text).filter((byte) => byte !== 0x0a && byte !== 0x0d)
  const bytes: number[] = []
  let padded = false
  for (let at = 0; at < source.length && !padded; at += 8) {
    const group = readGroup(source, at)
    if (typeof group === 'number') return `illegal base32 data at input byte ${group}`
    padded = group.length < 8
    const bits = group.map((value) => value.toString(2).padStart(5, '0')).join('')
    for (const eight of bits.match(/.{8}/g) ?? []) bytes.push(Number.parseInt(eight, 2))
  }
  return Uint8Array.from(bytes)
}

/** The values of up to eight digits, or the byte at which Go's decoder gives up (encoding/base32, decode). */
function readGroup(source: Uint8Array, start: number): number[] | number {
  const values: number[] = []
  for (let at = start; values.length < 8; at++) {
    if (at >= source.length) return source.length - values.length
    if (source[at] === 0x3d && values.length >= 2 && source.length - at - 1 < 8) {
      return paddingFault(source, at, values.length) ?? values
    }
    const value = alphabet.indexOf(String.fromCharCode(source[at] ?? 0))
    if (value < 0) return at
    values.push(value)
  }
  return values
}

function paddingFault(source: Uint8Array, at: number, digits: number): number | undefined {
  const left = source.length - at - 1
  if (left + digits < 7) return source.length
  for (let k = 0; k < 7 - digits; k++) {
    if (left > k && source[at + 1 + k] !== 0x3d) return at + k
  }
  return [1, 3, 6].includes(digits) ? at : undefined
}
