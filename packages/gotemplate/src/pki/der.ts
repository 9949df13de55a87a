/** Distinguished encoding of ASN.1 (X.690), as much of it as keys and certificates need. */

/** One decoded element. */
export interface DerElement {
  readonly tag: number
  readonly content: Uint8Array
  /** Tag, length and content. */
  readonly whole: Uint8Array
}

/** What is no DER. */
export class DerError extends Error {
  override readonly name = 'DerError'
}

export function element(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(contents)
  return Buffer.concat([Uint8Array.from([tag, ...lengthBytes(content.length)]), content])
}

function lengthBytes(length: number): number[] {
  if (length < 0x80) return [length]
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return [0x80 + bytes.length, ...bytes]
}

export function sequence(...items: readonly Uint8Array[]): Uint8Array {
  return element(0x30, ...items)
}

export function set(...items: readonly Uint8Array[]): Uint8Array {
  return element(0x31, ...items)
}

/** Not negative. */
export function integer(value: bigint): Uint8Array {
  const bytes = bytesOfInteger(value)
  return element(0x02, (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Uint8Array.of(0), bytes]) : bytes)
}

export function boolean(value: boolean): Uint8Array {
  return element(0x01, Uint8Array.of(value ? 0xff : 0))
}

export function octets(bytes: Uint8Array): Uint8Array {
  return element(0x04, bytes)
}

/** Bits of whole bytes, or with so many unused at the end. */
export function bits(bytes: Uint8Array, unused = 0): Uint8Array {
  return element(0x03, Uint8Array.of(unused), bytes)
}

export const nothing: Uint8Array = Uint8Array.of(5, 0)

/** `1.2.840.10045.2.1`. */
export function objectId(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return element(0x06, Uint8Array.from([first * 40 + second, ...rest.flatMap(base128)]))
}

function base128(value: number): number[] {
  const bytes = [value & 0x7f]
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) bytes.unshift((rest & 0x7f) | 0x80)
  return bytes
}

/** A tag of the context: `[0]` around an element. */
export function explicit(number: number, content: Uint8Array): Uint8Array {
  return element(0xa0 + number, content)
}

/** Big-endian, shortest, at least one byte. */
function bytesOfInteger(value: bigint): Uint8Array {
  const hex = value.toString(16)
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
}

export function integerOfBytes(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
}

/** The elements that stand one after another. Throws `DerError`. */
export function readElements(bytes: Uint8Array): DerElement[] {
  const elements: DerElement[] = []
  for (let at = 0; at < bytes.length; ) {
    const read = readElement(bytes, at)
    elements.push(read)
    at += read.whole.length
  }
  return elements
}

function readElement(bytes: Uint8Array, at: number): DerElement {
  const tag = bytes[at] ?? 0
  const first = bytes[at + 1] ?? 0
  const lengthSize = first < 0x80 ? 0 : first - 0x80
  const length = first < 0x80 ? first : Number(integerOfBytes(bytes.subarray(at + 2, at + 2 + lengthSize)))
  const start = at + 2 + lengthSize
  if (start + length > bytes.length) throw new DerError('asn1: syntax error: data truncated')
  return { tag, content: bytes.subarray(start, start + length), whole: bytes.subarray(at, start + length) }
}

/** The items of a sequence that is the whole of the bytes. Throws `DerError`. */
export function readSequence(bytes: Uint8Array): DerElement[] {
  const [only] = readElements(bytes)
  if (only?.tag !== 0x30) throw new DerError("asn1: structure error: tags don't match")
  return readElements(only.content)
}
