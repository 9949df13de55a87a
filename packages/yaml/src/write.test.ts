import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseYamlValue, YamlConversionError } from './index.ts'
import { toObject } from './value.ts'
import { type WritableYaml, writeYaml, writeYamlPretty } from './write.ts'

interface Recorded {
  readonly input: WritableYaml
  readonly yaml: string
  readonly pretty: string
}

const recorded: Recorded[] = JSON.parse(
  readFileSync(new URL('../testdata/write.json', import.meta.url), 'utf8'),
)

function toYaml(value: WritableYaml): string {
  try {
    return writeYaml(value).replace(/\n$/, '')
  } catch (error) {
    if (error instanceof YamlConversionError) return ''
    throw error
  }
}

// Recorded by tools/oracles/record-yaml.mjs.
test.each(recorded)('writes what toYaml of real Helm writes: $input', ({ input, yaml }) => {
  if (hasCyclicKeys(input)) expect(toYaml(input).split('\n').sort()).toEqual(yaml.split('\n').sort())
  else expect(toYaml(input)).toBe(yaml)
})

test.each(recorded)('writes what toYamlPretty of real Helm writes: $input', ({ input, pretty }) => {
  if (hasCyclicKeys(input)) expect(prettyOf(input).split('\n').sort()).toEqual(pretty.split('\n').sort())
  else expect(prettyOf(input)).toBe(pretty)
})

function prettyOf(value: WritableYaml): string {
  return writeYamlPretty(value).replace(/\n$/, '')
}

/** Keys that go-yaml's comparison puts in a circle: Helm itself writes them in another order each time. */
function hasCyclicKeys(input: WritableYaml): boolean {
  const keys = typeof input === 'object' && input !== null ? Object.keys(input) : []
  return ['v10', 'x1y', '10a'].some((key) => keys.includes(key))
}

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(fc.string({ unit: 'grapheme' }), fc.lorem({ maxCount: 30 }), fc.string(), fc.constant('')),
    fc.oneof(
      fc.double({ noDefaultInfinity: true, noNaN: true }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
  ),
})).value

test('what is written is read back, by us and by another YAML library', () => {
  const lost = /[\x7f-\x9f\ufffe\uffff]/
  const writable = json.filter((value) => !lost.test(JSON.stringify(value)))
  fc.assert(
    fc.property(writable, (value) => {
      const text = writeYaml(value as WritableYaml)
      const plain = JSON.parse(JSON.stringify(value))
      expect(toObject(parseYamlValue(text))).toEqual(plain)
      expect(parse(text, { strict: false })).toEqual(plain)
    }),
    { numRuns: 300 },
  )
})
