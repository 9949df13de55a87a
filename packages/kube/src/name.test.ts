import { expect, test } from 'vitest'
import {
  generateName,
  isDns1035Label,
  isDnsLabel,
  isDnsSubdomain,
  isLabelKey,
  isLabelValue,
  isPortName,
  nameSuffix,
} from './name.ts'

test.each([
  ['web', true],
  ['web-1', true],
  ['1web', true],
  ['', false],
  ['-web', false],
  ['web-', false],
  ['Web', false],
  ['web_1', false],
  ['web.example', false],
  ['a'.repeat(63), true],
  ['a'.repeat(64), false],
])('label %j: %s', (text, expected) => {
  expect(isDnsLabel(text)).toBe(expected)
})

test('a subdomain may have dots and 253 characters, a 1035 label begins with a letter', () => {
  expect(isDnsSubdomain('web.example.com')).toBe(true)
  expect(isDnsSubdomain('web..example')).toBe(false)
  expect(isDnsSubdomain('a'.repeat(253))).toBe(true)
  expect(isDnsSubdomain('a'.repeat(254))).toBe(false)
  expect(isDns1035Label('web-1')).toBe(true)
  expect(isDns1035Label('1web')).toBe(false)
})

test('port names', () => {
  expect(['http', 'http-2', 'a1'].every(isPortName)).toBe(true)
  expect(['8080', 'http--2', '-http', 'http-', 'HTTP', 'a'.repeat(16)].some(isPortName)).toBe(false)
})

test('label keys and values', () => {
  expect(['app', 'app.kubernetes.io/name', 'A_b.c-1'].every(isLabelKey)).toBe(true)
  expect(['', '/name', 'a/b/c', 'Bad_Prefix/name', 'x'.repeat(64), 'app-'].some(isLabelKey)).toBe(false)
  expect(['', 'v1.2_3', 'a'.repeat(63)].every(isLabelValue)).toBe(true)
  expect(['a b', 'v+1', 'a'.repeat(64), '-a'].some(isLabelValue)).toBe(false)
})

test('generated names keep within 63 characters and draw from the stream they are given', () => {
  const draws = [0, 1, 2, 3, 26]
  expect(generateName('web-', { below: () => draws.shift() ?? 0 })).toBe('web-bcdf9')
  const long = generateName('x'.repeat(80), { below: () => 0 })
  expect(long).toBe(`${'x'.repeat(58)}bbbbb`)
  expect(nameSuffix({ below: (limit) => limit - 1 }, 3)).toBe('999')
})
