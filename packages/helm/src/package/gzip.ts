import { crc32, deflateRawSync } from 'node:zlib'
import type { HelmVersion } from '../version.ts'

/** Every chart of Helm's has this text in its gzip header; since 4.2.4 framed as a subfield, as RFC 1952 wants it. */
const extra = 'aHR0cHM6Ly95b3V0dS5iZS96OVV6MWljandyTQo='
const extras: Readonly<Record<HelmVersion, string>> = { '4.2': `rr\x28\0${extra}`, '3.21': `+${extra}` }

/** Packs a tar archive with the gzip header that Helm gives a chart. The deflated bytes are zlib's and not Go's. */
export function gzipChart(tar: Uint8Array, version: HelmVersion): Uint8Array {
  const field = Buffer.from(extras[version], 'latin1')
  const length = Buffer.alloc(2)
  length.writeUInt16LE(field.length)
  // Deflate, with an extra field and a comment, at no time, on an unknown system.
  const header = Buffer.from([0x1f, 0x8b, 8, 0x04 | 0x10, 0, 0, 0, 0, 0, 255])
  const trailer = Buffer.alloc(8)
  trailer.writeUInt32LE(crc32(tar), 0)
  trailer.writeUInt32LE(tar.length % 2 ** 32, 4)
  return Buffer.concat([header, length, field, Buffer.from('Helm\0'), deflateRawSync(tar), trailer])
}
