import type { ChartBytes } from './corpus.ts'

/** One entry of a tar archive; `flag` is its type, a file where absent. */
export interface Entry {
  readonly name: string
  readonly data?: Uint8Array | string
  readonly flag?: string
  readonly link?: string
  /** The size that the header tells, where it lies. */
  readonly size?: number
}

/** A chart as `helm package` lays it out, below one folder. */
export function chartTar(files: ChartBytes): Buffer {
  return tar(Array.from(files, ([name, data]) => ({ name: `chart/${name}`, data })))
}

/** A ustar archive, not packed yet. */
export function tar(entries: readonly Entry[]): Buffer {
  return Buffer.concat([...entries.flatMap(blocksOf), Buffer.alloc(1024)])
}

function blocksOf({ name, data = '', flag = '0', link = '', size }: Entry): Buffer[] {
  const body = Buffer.from(data)
  const header = Buffer.alloc(512)
  header.write(name.slice(0, 100), 0)
  header.write('0000644\0', 100)
  header.write(`${(size ?? body.length).toString(8).padStart(11, '0')}\0`, 124)
  header.write('        ', 148)
  header.write(flag, 156)
  header.write(link.slice(0, 100), 157)
  header.write('ustar\0', 257)
  sign(header)
  return [header, body, Buffer.alloc((512 - (body.length % 512)) % 512)]
}

function sign(header: Buffer): void {
  header.write('        ', 148)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
}

/** An archive with faults in it whose headers are signed anew, so that who reads it goes on. */
export function signed(archive: Uint8Array): Buffer {
  const bytes = Buffer.from(archive)
  for (let at = 0; at + 512 <= bytes.length; ) {
    const header = bytes.subarray(at, at + 512)
    if (header.some((byte) => byte !== 0)) sign(header)
    const size = Number.parseInt(header.toString('latin1', 124, 135), 8)
    at += 512 + (Number.isNaN(size) ? 0 : Math.ceil(size / 512) * 512)
  }
  return bytes
}
