import { createCipheriv, createDecipheriv } from 'node:crypto'
import bcryptjs from 'bcryptjs'
import type { FunctionHost, FunctionTable } from '../../function.ts'
import { byteLength, fromBytes, toBytes } from '../../go-bytes.ts'
import { decodeBase64, encodeBase64 } from './base64.ts'
import { define, fail } from './define.ts'
import { derivePassword } from './derive-password.ts'
import { randomBytes } from './random.ts'

const blockSize = 16
/** What golang.org/x/crypto/bcrypt calls DefaultCost. */
const bcryptCost = 10
/** Bytes of a password that bcrypt can tell apart; Go refuses longer ones. */
const longestPassword = 72

/** Passwords and ciphers. */
export const cipherFunctions: FunctionTable = {
  bcrypt: define(['string'], ([password], host) => bcrypt(password, host)),
  htpasswd: define(['string', 'string'], ([user, password], host) => {
    return user.includes(':') ? `invalid username: ${user}` : `${user}:${bcrypt(password, host)}`
  }),
  derivePassword: define(
    ['int', 'string', 'string', 'string', 'string'],
    ([counter, kind, password, user, site]) => {
      return derivePassword({ counter: Number(BigInt.asUintN(32, counter)), kind, password, user, site })
    },
  ),
  encryptAES: define(['string', 'string'], ([password, text], host) =>
    text === '' ? '' : encrypt(password, text, host),
  ),
  decryptAES: define(['string', 'string'], ([password, text]) =>
    text === '' ? '' : decrypt(password, text),
  ),
}

function bcrypt(password: string, host: FunctionHost): string {
  if (byteLength(password) > longestPassword) {
    return `failed to encrypt string with bcrypt: bcrypt: password length exceeds ${longestPassword} bytes`
  }
  const salt = bcryptjs.encodeBase64(Array.from(randomBytes(16, host)), 16)
  return bcryptjs.hashSync(password, `$2a$${bcryptCost}$${salt}`)
}

/** The key is the password's first 32 bytes, filled up with zeros. */
function keyOf(password: string): Uint8Array {
  const key = new Uint8Array(32)
  key.set(toBytes(password).subarray(0, 32))
  return key
}

/** AES-256-CBC: the initial vector, then what is encrypted, in base 64. */
function encrypt(password: string, text: string, host: FunctionHost): string {
  const vector = randomBytes(blockSize, host)
  const cipher = createCipheriv('aes-256-cbc', keyOf(password), vector)
  return encodeBase64(Buffer.concat([vector, cipher.update(toBytes(text)), cipher.final()]))
}

function decrypt(password: string, text: string): string {
  const bytes = decodeBase64(text)
  if (typeof bytes === 'string') return fail(bytes)
  if (bytes.length < blockSize) {
    fail(
      `runtime error: slice bounds out of range [:${blockSize}] with capacity ${Math.floor(byteLength(text) / 4) * 3}`,
    )
  }
  if (bytes.length % blockSize !== 0) fail('crypto/cipher: input not full blocks')
  if (bytes.length === blockSize) fail('runtime error: index out of range [-1]')
  const decipher = createDecipheriv(
    'aes-256-cbc',
    keyOf(password),
    bytes.subarray(0, blockSize),
  ).setAutoPadding(false)
  const plain = Buffer.concat([decipher.update(bytes.subarray(blockSize)), decipher.final()])
  const end = plain.length - (plain.at(-1) ?? 0)
  return end < 0
    ? fail(`runtime error: slice bounds out of range [:${end}]`)
    : fromBytes(plain.subarray(0, end))
}
