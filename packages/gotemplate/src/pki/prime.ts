import { checkPrimeSync } from 'node:crypto'
import { integerOfBytes } from './der.ts'

/** So many bytes of chance. */
export type RandomSource = (count: number) => Uint8Array

/** Divisors that are tried before the costly test. */
let smallPrimes: readonly number[] | undefined

/** A prime of exactly so many bits, its two highest set so that a product of two has twice as many. */
export function randomPrime(bitLength: number, random: RandomSource): bigint {
  for (;;) {
    const start = randomBits(bitLength, random) | (3n << BigInt(bitLength - 2)) | 1n
    const prime = primeFrom(start, 2n)
    if (prime >> BigInt(bitLength) === 0n) return prime
  }
}

/** The first prime among start, start + step, start + 2 step … */
export function primeFrom(start: bigint, step: bigint): bigint {
  smallPrimes ??= primesBelow(20_000)
  const divisors = smallPrimes
  const residues = divisors.map((prime) => Number(start % BigInt(prime)))
  const strides = divisors.map((prime) => Number(step % BigInt(prime)))
  for (let candidate = start; ; candidate += step) {
    if (!residues.includes(0) && checkPrimeSync(candidate)) return candidate
    for (let i = 0; i < residues.length; i++) {
      residues[i] = ((residues[i] ?? 0) + (strides[i] ?? 0)) % (divisors[i] ?? 1)
    }
  }
}

export function randomBits(count: number, random: RandomSource): bigint {
  const bytes = Math.ceil(count / 8)
  return integerOfBytes(random(bytes)) >> BigInt(bytes * 8 - count)
}

/** A number from 1 up to, without, limit. */
export function randomBelow(limit: bigint, random: RandomSource): bigint {
  const length = limit.toString(2).length
  for (;;) {
    const value = randomBits(length, random)
    if (value > 0n && value < limit) return value
  }
}

/** base ** exponent % modulus. */
export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  let square = base % modulus
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}

/** The number that times `value` is 1 modulo `modulus`; undefined where they share a divisor. */
export function inverse(value: bigint, modulus: bigint): bigint | undefined {
  let [oldRest, rest] = [value % modulus, modulus]
  let [oldFactor, factor] = [1n, 0n]
  while (rest !== 0n) {
    const quotient = oldRest / rest
    ;[oldRest, rest] = [rest, oldRest - quotient * rest]
    ;[oldFactor, factor] = [factor, oldFactor - quotient * factor]
  }
  return oldRest === 1n ? ((oldFactor % modulus) + modulus) % modulus : undefined
}

function primesBelow(limit: number): number[] {
  const composite = new Uint8Array(limit)
  const primes: number[] = []
  for (let i = 3; i < limit; i += 2) {
    if (composite[i]) continue
    primes.push(i)
    for (let j = i * i; j < limit; j += 2 * i) composite[j] = 1
  }
  return primes
}
