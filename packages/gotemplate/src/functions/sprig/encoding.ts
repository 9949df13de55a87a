import type { FunctionTable } from '../../function.ts'
import { fromBytes, toBytes } from '../../go-bytes.ts'
import { decodeBase32, encodeBase32 } from './base32.ts'
import { decodeBase64, encodeBase64 } from './base64.ts'
import { define } from './define.ts'

/** Base 64 and 32. What cannot be decoded answers Go's error text, as sprig does. */
export const encodingFunctions: FunctionTable = {
  b64enc: define(['string'], ([text]) => encodeBase64(toBytes(text))),
  b64dec: define(['string'], ([text]) => bytesOrComplaint(decodeBase64(text))),
  b32enc: define(['string'], ([text]) => encodeBase32(toBytes(text))),
  b32dec: define(['string'], ([text]) => bytesOrComplaint(decodeBase32(text))),
}

function bytesOrComplaint(decoded: Uint8Array | string): string {
  return typeof decoded === 'string' ? decoded : fromBytes(decoded)
}
