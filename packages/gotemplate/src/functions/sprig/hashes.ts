import { createHash } from 'node:crypto'
import type { FunctionTable } from '../../function.ts'
import { toBytes } from '../../go-bytes.ts'
import { define } from './define.ts'

/** Checksums, in hexadecimal except for Adler's. */
export const hashFunctions: FunctionTable = {
  sha1sum: define(['string'], ([text]) => digest('sha1', text)),
  sha256sum: define(['string'], ([text]) => digest('sha256', text)),
  sha512sum: define(['string'], ([text]) => digest('sha512', text)),
  adler32sum: define(['string'], ([text]) => String(adler32(toBytes(text)))),
}

function digest(algorithm: string, text: string): string {
  return createHash(algorithm).update(toBytes(text)).digest('hex')
}

/** RFC 1950. */
function adler32(bytes: Uint8Array): number {
  let low = 1
  let high = 0
  for (const byte of bytes) {
    low = (low + byte) % 65521
    high = (high + low) % 65521
  }
  return high * 65536 + low
}
