import { createECDH } from 'node:crypto'
import * as der from './der.ts'
import type { PemBlock } from './pem.ts'
import {
  inverse,
  power,
  primeFrom,
  randomBelow,
  randomBits,
  randomPrime,
  type RandomSource,
} from './prime.ts'

/*
 * Keys are made here and not by node:crypto because that takes its chance from the system: a render with the same
 * seed must give the same key.
 */

const publicExponent = 65_537n
/** Order of the group of P-256 (SEC 2). */
const orderOfP256 = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const oidP256 = '1.2.840.10045.3.1.7'
const oidEd25519 = '1.3.101.112'

/** PKCS #1 (RFC 8017, A.1.2). */
export function generateRsaKey(bitLength: number, random: RandomSource): PemBlock {
  for (;;) {
    const p = randomPrime(bitLength / 2, random)
    const q = randomPrime(bitLength / 2, random)
    const d = p === q ? undefined : inverse(publicExponent, (p - 1n) * (q - 1n))
    if (d === undefined) continue
    const coefficient = inverse(q, p) ?? 0n
    const numbers = [0n, p * q, publicExponent, d, p, q, d % (p - 1n), d % (q - 1n), coefficient]
    return { type: 'RSA PRIVATE KEY', bytes: der.sequence(...numbers.map(der.integer)) }
  }
}

/** On P-256; SEC 1 (RFC 5915). */
export function generateEcKey(random: RandomSource): PemBlock {
  const scalar = randomBelow(orderOfP256, random)
  const secret = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex')
  const exchange = createECDH('prime256v1')
  exchange.setPrivateKey(secret)
  const bytes = der.sequence(
    der.integer(1n),
    der.octets(secret),
    der.explicit(0, der.objectId(oidP256)),
    der.explicit(1, der.bits(exchange.getPublicKey())),
  )
  return { type: 'EC PRIVATE KEY', bytes }
}

/** PKCS #8 (RFC 8410). */
export function generateEd25519Key(random: RandomSource): PemBlock {
  const bytes = der.sequence(
    der.integer(0n),
    der.sequence(der.objectId(oidEd25519)),
    der.octets(der.octets(random(32))),
  )
  return { type: 'PRIVATE KEY', bytes }
}

/** Of 2048 and 256 bits (FIPS 186-4), in the form of OpenSSL: version, p, q, g, y, x. */
export function generateDsaKey(random: RandomSource): PemBlock {
  const q = randomPrime(256, random)
  const p = dsaModulus(q, random)
  const g = dsaGenerator(p, q)
  const x = randomBelow(q, random)
  const numbers = [0n, p, q, g, power(g, x, p), x]
  return { type: 'DSA PRIVATE KEY', bytes: der.sequence(...numbers.map(der.integer)) }
}

/** A prime of 2048 bits that is 1 modulo q. */
function dsaModulus(q: bigint, random: RandomSource): bigint {
  for (;;) {
    const start = randomBits(2048, random) | (1n << 2047n)
    const p = primeFrom(start - (start % (2n * q)) + 1n, 2n * q)
    if (p >> 2047n === 1n) return p
  }
}

function dsaGenerator(p: bigint, q: bigint): bigint {
  for (let base = 2n; ; base++) {
    const g = power(base, (p - 1n) / q, p)
    if (g !== 1n) return g
  }
}
