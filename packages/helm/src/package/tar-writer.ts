/** A file of an archive. */
export interface TarFile {
  readonly name: string
  readonly data: Uint8Array
  /** Since 1970; rounded to whole seconds. */
  readonly modifiedSeconds: number
}

const block = 512
const longestName = 100
const longestPrefix = 155

/**
 * A tar archive, byte for byte as Go's archive/tar writes it for Helm: ustar headers with mode 0644, and a pax header before a
 * file whose name does not fit.
 */
export function writeTar(files: readonly TarFile[]): Uint8Array {
  return Buffer.concat([...files.flatMap(fileBlocks), Buffer.alloc(2 * block)])
}

function fileBlocks({ name, data, modifiedSeconds }: TarFile): Uint8Array[] {
  const split = splitName(name)
  const before = split === undefined ? paxBlocks(name) : []
  const { prefix, base } = split ?? { prefix: '', base: asciiOf(name) }
  const header = emptyHeader(base, data.length, '0')
  octal(header, 100, 8, 0o644)
  octal(header, 136, 12, Math.max(0, Math.round(modifiedSeconds)))
  octal(header, 329, 8, 0)
  octal(header, 337, 8, 0)
  header.write(prefix, 345, 'latin1')
  return [...before, summed(header), padded(data)]
}

/** The name of a ustar header, the front of a long one apart; undefined where it needs a pax header. */
function splitName(name: string): { prefix: string; base: string } | undefined {
  if (/[^\x01-\x7f]/.test(name)) return undefined
  if (name.length <= longestName) return { prefix: '', base: name }
  const slash = name.lastIndexOf('/', longestPrefix)
  const base = name.slice(slash + 1)
  if (slash <= 0 || base === '' || base.length > longestName) return undefined
  return { prefix: name.slice(0, slash), base }
}

/** A header of its own, with the name in a record: `LENGTH path=NAME\n`. */
function paxBlocks(name: string): Uint8Array[] {
  const slash = name.lastIndexOf('/') + 1
  const record = paxRecord(` path=${name}\n`)
  const base = `${name.slice(0, slash)}PaxHeaders.0/${name.slice(slash)}`
  const header = emptyHeader(asciiOf(base).slice(0, longestName).replace(/\/+$/, ''), record.length, 'x')
  octal(header, 136, 12, 0)
  octal(header, 100, 8, 0)
  return [summed(header), padded(record)]
}

/** The length counts its own digits. */
function paxRecord(rest: string): Buffer {
  const size = Buffer.byteLength(rest)
  let length = size + String(size).length
  if (String(length).length !== String(size).length) length = size + String(length).length
  return Buffer.from(`${length}${rest}`)
}

function asciiOf(name: string): string {
  return name.replace(/[^\x01-\x7f]/gu, '')
}

function emptyHeader(name: string, size: number, flag: string): Buffer {
  const header = Buffer.alloc(block)
  const cut = name.slice(0, longestName)
  // Some readers take a name that ends with a slash for a folder.
  header.write(name.length > longestName ? cut.replace(/\/+$/, '') : cut, 0, 'latin1')
  octal(header, 108, 8, 0)
  octal(header, 116, 8, 0)
  octal(header, 124, 12, size)
  header.write(flag, 156)
  header.write('ustar\0', 257, 'latin1')
  header.write('00', 263)
  return header
}

/** Digits with zeros before them, and a NUL behind. */
function octal(header: Buffer, at: number, width: number, value: number): void {
  header.write(`${value.toString(8).padStart(width - 1, '0')}\0`, at, 'latin1')
}

function summed(header: Buffer): Buffer {
  header.write('        ', 148)
  const sum = header.reduce((total, byte) => total + byte, 0)
  octal(header, 148, 7, sum)
  return header
}

function padded(data: Uint8Array): Buffer {
  const bytes = Buffer.alloc(Math.ceil(data.length / block) * block)
  bytes.set(data)
  return bytes
}
