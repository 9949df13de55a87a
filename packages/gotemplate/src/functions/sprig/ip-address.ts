import { isIPv4 } from 'node:net'

/** The four or sixteen bytes of a valid address; an IPv4 address inside IPv6 has four, as Go's To4 gives. */
export function ipBytes(address: string): Uint8Array {
  if (isIPv4(address)) return Uint8Array.from(address.split('.').map(Number))
  const bytes = v6Bytes(withoutDots(address))
  const mapped = bytes.subarray(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff
  return mapped ? bytes.subarray(12) : bytes
}

/** `::ffff:1.2.3.4` ends in two groups like any other. */
function withoutDots(address: string): string {
  const match = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address)
  if (match === null) return address
  const [a = 0, b = 0, c = 0, d = 0] = match.slice(2).map(Number)
  return `${match[1]}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
}

function v6Bytes(address: string): Uint8Array {
  const [head = '', tail] = address.split('::')
  const start = groups(head)
  const end = tail === undefined ? [] : groups(tail)
  const middle = Array.from({ length: 8 - start.length - end.length }, () => 0)
  return Uint8Array.from([...start, ...middle, ...end].flatMap((group) => [group >> 8, group & 0xff]))
}

function groups(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))
}
