import { fixedClock, Random } from '@seaworthy/sim'
import { expect, test } from 'vitest'
import { checkReleaseName, nameFromTemplate } from './release-name.ts'

const host = { clock: fixedClock(0), random: new Random(1), noteEffect: () => undefined }

test('a name template has the functions of sprig and the environment', () => {
  const text = '{{ "A" | lower }}-{{ env "CITY" }}-{{ expandenv "$CITY.${HARBOUR}x" }}{{ env "constructor" }}'
  expect(nameFromTemplate(text, host, { CITY: 'turku', HARBOUR: '1' })).toBe('a-turku-turku.1x')
})

test.each(['a', 'a-1.b', 'x'.repeat(53)])('%s is a name', (name) => {
  expect(() => checkReleaseName(name, '4.2', () => undefined)).not.toThrow()
})

test.each(['', 'A', '-a', 'a.', 'a..b', 'x'.repeat(54)])('%j is none', (name) => {
  const log: string[] = []
  expect(() => checkReleaseName(name, '4.2', (line) => log.push(line))).toThrow(
    `release name check failed: release name "${name}": `,
  )
  expect(log).toHaveLength(1)
  expect(() => checkReleaseName(name, '3.21', (line) => log.push(line))).toThrow(`: release name "${name}": `)
  expect(log).toHaveLength(1)
})
