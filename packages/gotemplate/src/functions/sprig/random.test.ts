import { expect, test } from 'vitest'
import { sprigFunctions } from '../sprig.ts'
import { call, testHost } from './testing.ts'
import type { GoValue } from '../../value.ts'

const drawers: readonly [string, ...GoValue[]][] = [
  ['randAlphaNum', 20n],
  ['randAlpha', 20n],
  ['randNumeric', 20n],
  ['randAscii', 20n],
  ['randBytes', 20n],
  ['randInt', 0n, 1_000_000_000n],
  ['shuffle', 'abcdefghijklmnopqrstuvwxyz'],
  ['uuidv4'],
  ['bcrypt', 'secret'],
  ['htpasswd', 'me', 'secret'],
  ['encryptAES', 'key', 'text'],
  ['genPrivateKey', 'ecdsa'],
  ['genPrivateKey', 'ed25519'],
]

test.each(drawers)(
  '%s comes back from its seed, differs for another, and says so',
  (name: string, ...args: GoValue[]) => {
    const draw = (seed: number) => {
      const host = testHost(seed)
      return { value: sprigFunctions[name]?.call(args, host), effects: new Set(host.effects) }
    }
    expect(draw(1)).toEqual(draw(1))
    expect(draw(1).value).not.toEqual(draw(2).value)
    expect(draw(1).effects).toEqual(new Set(['random']))
  },
)

test('what would take too much is refused', () => {
  expect(() => call('randBytes', 10_000_000_000n)).toThrow(
    'randBytes: 10000000000 is more than this renderer allows',
  )
  expect(() => call('randAlphaNum', 10_000_000n)).toThrow(
    'randAlphaNum: 10000000 is more than this renderer allows',
  )
  expect(() => call('until', 100_000_000n)).toThrow('until: 100000000 is more than this renderer allows')
  expect(() => call('seq', 1n, 100_000_000n)).toThrow('seq: 100000000 is more than this renderer allows')
})
