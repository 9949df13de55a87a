// What two packed charts are compared by: the tar inside, and the gzip header around it.
import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'

/** `{ gzip, names, tar, timeless }`: header in hex, names of files, digests of the tar, as it is and without times. */
export function packageDigest(bytes) {
  const tar = gunzipSync(bytes)
  const headerEnd = bytes.indexOf('Helm\0') + 5
  const { names, timeless } = withoutTimes(Buffer.from(tar))
  return {
    gzip: bytes.subarray(0, headerEnd).toString('hex'),
    names,
    tar: digest(tar),
    timeless: digest(timeless),
  }
}

function digest(bytes) {
  return createHash('sha256').update(bytes).digest('hex')
}

function withoutTimes(tar) {
  const names = []
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 135), 8)
    const text = (from, length) => tar.toString('latin1', at + from, at + from + length).replace(/\0.*$/s, '')
    const prefix = text(345, 155)
    names.push(`${text(156, 1)} ${prefix === '' ? '' : `${prefix}/`}${text(0, 100)} ${size}`)
    tar.fill(0, at + 136, at + 156)
    at += 512 + Math.ceil(size / 512) * 512
  }
  return { names, timeless: tar }
}
