import { expect, test } from 'vitest'
import { VersionConstraint } from './constraint.ts'
import { SemanticVersion } from './version.ts'

/** Ranges, what they allow and what they refuse; the rest of the rules is in testdata/sprig/semver.json. */
const ranges: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['>= 1.2, < 2', ['1.5.0', 'v1.2'], ['2.0.0', '1.1.9', '1.5.0-rc.1']],
  ['>=1.20-0', ['1.33.0-gke.1', '1.20.0-alpha'], ['1.19.9']],
  ['~> 1.2', ['1.2.9'], ['1.9.0', '1.3.0']],
  ['^0.2.3', ['0.2.9'], ['0.3.0', '0.2.2']],
  ['1.2 - 1.4 || 3.x', ['1.4.9', '3.7.1'], ['1.5.0', '2.0.0']],
  ['*', ['0.0.1', '9.9.9'], ['1.0.0-alpha']],
  ['!=1.2', ['1.3.0'], ['1.2.7']],
]

test.each(ranges)('%s', (range, allowed, refused) => {
  const constraint = VersionConstraint.parse(range)
  const admits = (text: string) => constraint.allows(SemanticVersion.parse(text))
  expect(allowed.filter(admits)).toEqual(allowed)
  expect(refused.filter(admits)).toEqual([])
})

test.each(['', 'bogus', '>=', '1.2.3.4', '1 ||'])('%s is no range', (range) => {
  expect(() => VersionConstraint.parse(range)).toThrow('improper constraint')
})

test('what is too long is refused before it is read', () => {
  expect(() => VersionConstraint.parse('1'.repeat(600))).toThrow(
    'constraint string is too long (max 512 bytes)',
  )
  expect(() => SemanticVersion.parse('1'.repeat(300))).toThrow('version string is too long (max 256 bytes)')
})
