import { loadFailure } from './load-error.ts'

export interface TarEntry {
  readonly name: string
  readonly kind: 'file' | 'link' | 'directory' | 'other'
  readonly data: Uint8Array
  readonly modifiedSeconds: number
}

const block = 512

/**
 * The entries of a tar archive: ustar, with the long names of pax and GNU. Rendering knows no promises, and the
 * libraries for tar are streams; a chart is small and in memory.
 */
export function* readTar(bytes: Uint8Array): Generator<TarEntry> {
  let longName: string | undefined
  for (let at = 0; at + block <= bytes.length; ) {
    const header = bytes.subarray(at, at + block)
    if (header.every((byte) => byte === 0)) return
    checkHeader(header)
    const size = octal(header, 124, 12)
    const data = bytes.subarray(at + block, at + block + size)
    if (data.length < size) throw loadFailure('unexpected EOF', { code: 'chart-archive' })
    at += block + Math.ceil(size / block) * block
    const flag = String.fromCharCode(header[156] ?? 0)
    if (flag === 'x') longName = paxPath(data) ?? longName
    else if (flag === 'L') longName = text(data, 0, data.length)
    else if (flag !== 'g') {
      const modifiedSeconds = octal(header, 136, 12)
      yield { name: longName ?? nameOf(header), kind: kindOf(flag), data, modifiedSeconds }
      longName = undefined
    }
  }
}

function checkHeader(header: Uint8Array): void {
  let sum = 0
  for (const [index, byte] of header.entries()) sum += index >= 148 && index < 156 ? 32 : byte
  if (sum !== octal(header, 148, 8))
    throw loadFailure('archive/tar: invalid tar header', { code: 'chart-archive' })
}

function kindOf(flag: string): TarEntry['kind'] {
  if (flag === '0' || flag === '\0') return 'file'
  if (flag === '1' || flag === '2') return 'link'
  return flag === '5' ? 'directory' : 'other'
}

function nameOf(header: Uint8Array): string {
  const name = text(header, 0, 100)
  const isUstar = text(header, 257, 5) === 'ustar'
  const prefix = isUstar ? text(header, 345, 155) : ''
  return prefix === '' ? name : `${prefix}/${name}`
}

function text(bytes: Uint8Array, from: number, length: number): string {
  const field = bytes.subarray(from, from + length)
  const end = field.indexOf(0)
  return new TextDecoder().decode(end === -1 ? field : field.subarray(0, end))
}

/** A number field: octal digits, or base 256 where the first bit is set. */
function octal(header: Uint8Array, from: number, length: number): number {
  const first = header[from] ?? 0
  if (first >= 0x80)
    return header.subarray(from + 1, from + length).reduce((sum, byte) => sum * 256 + byte, first & 0x7f)
  const digits = text(header, from, length).trim()
  return digits === '' ? 0 : Number.parseInt(digits, 8)
}

/** The `path` record of a pax header: `LENGTH path=VALUE\n`. */
function paxPath(data: Uint8Array): string | undefined {
  const records = new TextDecoder().decode(data)
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(records)?.[1]
}
