import type { FunctionHost, FunctionTable } from '../../function.ts'
import { encodeBase64 } from './base64.ts'
import { bounded, define, fail } from './define.ts'

const digits = '0123456789'
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const ascii = String.fromCharCode(...Array.from({ length: 95 }, (_, i) => 32 + i))

/** Chance comes from the host: whoever renders for real must hand in a source fit for secrets. */
export const randomFunctions: FunctionTable = {
  randAlphaNum: define(['int'], ([count], host) => randomText('randAlphaNum', count, digits + letters, host)),
  randAlpha: define(['int'], ([count], host) => randomText('randAlpha', count, letters, host)),
  randNumeric: define(['int'], ([count], host) => randomText('randNumeric', count, digits, host)),
  randAscii: define(['int'], ([count], host) => randomText('randAscii', count, ascii, host)),
  randBytes: define(['int'], ([count], host) => {
    if (count < 0n) fail('runtime error: makeslice: len out of range')
    return encodeBase64(randomBytes(bounded('randBytes', count, host, 'random'), host))
  }),
  randInt: define(['int', 'int'], ([low, high], host) => {
    if (high <= low) fail('invalid argument to Intn')
    host.noteEffect('random')
    return low + BigInt(host.random.below(Number(high - low)))
  }),
  shuffle: define(['string'], ([text], host) => shuffle(text, host)),
  uuidv4: define([], (_none, host) => uuid(randomBytes(16, host))),
}

/** Bytes from the host's stream of chance; notes that another render will differ. */
export function randomBytes(count: number, host: FunctionHost): Uint8Array {
  host.noteEffect('random')
  return Uint8Array.from({ length: count }, () => host.random.below(256))
}

/** A negative count is an error inside sprig that it swallows: the answer is "". */
function randomText(name: string, count: bigint, alphabet: string, host: FunctionHost): string {
  host.noteEffect('random')
  const length = count < 0n ? 0 : bounded(name, count, host, 'random')
  return Array.from({ length }, () => alphabet[host.random.below(alphabet.length)] ?? '').join('')
}

/** Fisher and Yates. */
function shuffle(text: string, host: FunctionHost): string {
  host.noteEffect('random')
  const runes = [...text]
  for (let i = runes.length - 1; i > 0; i--) {
    const other = host.random.below(i + 1)
    const kept = runes[i] ?? ''
    runes[i] = runes[other] ?? ''
    runes[other] = kept
  }
  return runes.join('')
}

/** RFC 4122 version 4. */
function uuid(bytes: Uint8Array): string {
  const marked = Buffer.from(bytes)
  marked[6] = ((marked[6] ?? 0) & 0x0f) | 0x40
  marked[8] = ((marked[8] ?? 0) & 0x3f) | 0x80
  return marked.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
