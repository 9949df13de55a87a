import { toBytes } from '../../go-bytes.ts'

const digit = /[A-Za-z0-9+/]/

export function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

/** Strict like Go's StdEncoding, which skips line breaks only. A text is Go's complaint, with the byte it points at. */
export function decodeBase64(text: string): Uint8Array | string {
  const at = faultAt(toBytes(text))
  return at === undefined ? Buffer.from(text, 'base64') : `illegal base64 data at input byte ${at}`
}

/** Where Go's decoder gives up: encoding/base64, decodeQuantum. */
function faultAt(bytes: Uint8Array): number | undefined {
  let inGroup = 0
  for (let at = 0; at < bytes.length; at++) {
    const character = String.fromCharCode(bytes[at] ?? 0)
    if (character === '\n' || character === '\r') continue
    if (digit.test(character)) inGroup = (inGroup + 1) % 4
    else if (character === '=') return paddingFault(bytes, at, inGroup)
    else return at
  }
  return inGroup === 0 ? undefined : bytes.length - inGroup
}

/** Padding stands at the end, one or two characters of it after three or two digits. */
function paddingFault(bytes: Uint8Array, at: number, inGroup: number): number | undefined {
  if (inGroup < 2) return at
  let next = afterBreaks(bytes, at + 1)
  if (inGroup === 2) {
    if (next >= bytes.length) return bytes.length
    if (bytes[next] !== 0x3d) return next - 1
    next = afterBreaks(bytes, next + 1)
  }
  return next < bytes.length ? next : undefined
}

function afterBreaks(bytes: Uint8Array, from: number): number {
  let at = from
  while (bytes[at] === 0x0a || bytes[at] === 0x0d) at++
  return at
}
