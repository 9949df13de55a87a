import { createHmac, scryptSync } from 'node:crypto'
import { toBytes } from '../../go-bytes.ts'

/** What a derived password hangs on: the same five give the same password for ever. */
interface Recipe {
  readonly counter: number
  readonly kind: string
  readonly password: string
  readonly user: string
  readonly site: string
}

const purpose = 'com.lyndir.masterpassword'

/** The Master Password algorithm (version 0's templates): each letter stands for a class of characters. */
const templates: Readonly<Record<string, string>> = {
  maximum: 'anoxxxxxxxxxxxxxxxxx axxxxxxxxxxxxxxxxxno',
  long:
    'CvcvnoCvcvCvcv CvcvCvcvnoCvcv CvcvCvcvCvcvno CvccnoCvcvCvcv CvccCvcvnoCvcv CvccCvcvCvcvno CvcvnoCvccCvcv ' +
    'CvcvCvccnoCvcv CvcvCvccCvcvno CvcvnoCvcvCvcc CvcvCvcvnoCvcc CvcvCvcvCvccno CvccnoCvccCvcv CvccCvccnoCvcv ' +
    'CvccCvccCvcvno CvcvnoCvccCvcc CvcvCvccnoCvcc CvcvCvccCvccno CvccnoCvcvCvcc CvccCvcvnoCvcc CvccCvcvCvccno',
  medium: 'CvcnoCvc CvcCvcno',
  short: 'Cvcn',
  basic: 'aaanaaan aannaaan aaannaaa',
  pin: 'nnnn',
}

const classes: Readonly<Record<string, string>> = {
  V: 'AEIOU',
  C: 'BCDFGHJKLMNPQRSTVWXYZ',
  v: 'aeiou',
  c: 'bcdfghjklmnpqrstvwxyz',
  A: 'AEIOUBCDFGHJKLMNPQRSTVWXYZ',
  a: 'AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz',
  n: '0123456789',
  o: "@&%?,=[]_:-+*$#!'^~;()/.",
  x: 'AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz0123456789!@#$%^&*()',
}

/** An unknown kind answers a complaint in place of a password, as in sprig. */
export function derivePassword({ counter, kind, password, user, site }: Recipe): string {
  const choices = Object.hasOwn(templates, kind) ? templates[kind]?.split(' ') : undefined
  if (choices === undefined) return `cannot find password template ${kind}`
  const cost = { N: 32_768, r: 8, p: 2, maxmem: 64 * 1024 * 1024 }
  const key = scryptSync(toBytes(password), Buffer.concat([Buffer.from(purpose), counted(user)]), 64, cost)
  const message = Buffer.concat([Buffer.from(purpose), counted(site), word(counter)])
  const seed = createHmac('sha256', key).update(message).digest()
  const template = choices[(seed[0] ?? 0) % choices.length] ?? ''
  return Array.from(template, (letter, i) => {
    const characters = classes[letter] ?? ''
    return characters[(seed[i + 1] ?? 0) % characters.length] ?? ''
  }).join('')
}

/** A text with its length before it. */
function counted(text: string): Uint8Array {
  const bytes = toBytes(text)
  return Buffer.concat([word(bytes.length), bytes])
}

/** 32 bits, the highest first. */
function word(value: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
