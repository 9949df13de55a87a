import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { stream } from '@seaworthy/sim'
import { expect, test } from 'vitest'
import { generateDsaKey, generateEcKey, generateEd25519Key, generateRsaKey } from './generate-key.ts'
import * as der from './der.ts'
import { encodePem, type PemBlock } from './pem.ts'
import { power } from './prime.ts'

function source(seed: number) {
  const random = stream(seed, 'keys')
  return (count: number) => Uint8Array.from({ length: count }, () => random.below(256))
}

function signs(block: PemBlock, digest: string | null): boolean {
  const key = createPrivateKey(encodePem(block))
  const message = Buffer.from('anchors aweigh')
  return verify(digest, message, createPublicKey(key), sign(digest, message, key))
}

test('an RSA key signs, has the bits that were asked for, and comes back from its seed', {
  timeout: 60_000,
}, () => {
  const block = generateRsaKey(2048, source(1))
  expect(signs(block, 'sha256')).toBe(true)
  expect(createPrivateKey(encodePem(block)).asymmetricKeyDetails?.modulusLength).toBe(2048)
  expect(generateRsaKey(2048, source(1))).toEqual(block)
})

test('EC and Ed25519 keys sign', () => {
  expect(signs(generateEcKey(source(2)), 'sha256')).toBe(true)
  expect(signs(generateEd25519Key(source(3)), null)).toBe(true)
  expect(generateEcKey(source(2))).not.toEqual(generateEcKey(source(4)))
})

test('a DSA key holds together', { timeout: 60_000 }, () => {
  const numbers = der
    .readSequence(generateDsaKey(source(5)).bytes)
    .map((item) => der.integerOfBytes(item.content))
  const [version, p = 0n, q = 0n, g = 0n, y, x = 0n] = numbers
  expect(version).toBe(0n)
  expect([p.toString(2).length, q.toString(2).length]).toEqual([2048, 256])
  expect((p - 1n) % q).toBe(0n)
  expect(power(g, q, p)).toBe(1n)
  expect(power(g, x, p)).toBe(y)
})
