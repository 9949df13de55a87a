import { expect, test } from 'vitest'
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  isQuantity,
  parseQuantity,
  quantityMilliValue,
  quantityValue,
  subtractQuantities,
  zeroQuantity,
} from './quantity.ts'

test.each([
  ['0', '0'],
  ['0.0', '0'],
  ['1', '1'],
  ['500m', '500m'],
  ['0.5', '500m'],
  ['1.5', '1500m'],
  ['1000m', '1'],
  ['100000', '100k'],
  ['1234567', '1234567'],
  ['1Gi', '1Gi'],
  ['1024Mi', '1Gi'],
  ['1.5Gi', '1536Mi'],
  ['0.5Ki', '512'],
  ['1000Ki', '1000Ki'],
  ['1e3', '1e3'],
  ['12E6', '12E6'],
  ['12000E3', '12e6'],
  ['1E', '1E'],
  ['5e-3', '5e-3'],
  ['0.1Ki', '102400m'],
  ['+1', '+1'],
  ['-1.5', '-1500m'],
  ['0.0000000001', '1n'],
  ['1.', '1.'],
  ['Gi', '0'],
  ['-', '0'],
  ['.5', '500m'],
  ['9223372036854775808Ei', '9223372036854775807'],
])('%s is written %s', (text, canonical) => {
  expect(formatQuantity(parseQuantity(text))).toBe(canonical)
})

test('amounts written differently compare as amounts', () => {
  expect(compareQuantities(parseQuantity('1Gi'), parseQuantity('1024Mi'))).toBe(0)
  expect(compareQuantities(parseQuantity('1G'), parseQuantity('1Gi'))).toBe(-1)
  expect(compareQuantities(parseQuantity('1'), parseQuantity('999m'))).toBe(1)
})

test('sums are exact and keep the first format', () => {
  const sum = ['100m', '200m', '0.7'].map(parseQuantity).reduce(addQuantities, zeroQuantity)
  expect(formatQuantity(sum)).toBe('1')
  expect(formatQuantity(addQuantities(parseQuantity('1Gi'), parseQuantity('512Mi')))).toBe('1536Mi')
  expect(formatQuantity(addQuantities(zeroQuantity, parseQuantity('64Mi')))).toBe('64Mi')
  expect(formatQuantity(subtractQuantities(parseQuantity('1'), parseQuantity('1500m')))).toBe('-500m')
})

test('whole and thousandth values round up', () => {
  expect(quantityValue(parseQuantity('100m'))).toBe(1)
  expect(quantityValue(parseQuantity('1Ki'))).toBe(1024)
  expect(quantityMilliValue(parseQuantity('0.25'))).toBe(250)
  expect(quantityMilliValue(parseQuantity('1u'))).toBe(1)
})

test('numbers as YAML gives them', () => {
  expect(formatQuantity(parseQuantity(2))).toBe('2')
  expect(formatQuantity(parseQuantity(0.5))).toBe('500m')
})

test.each([
  ['', 'quantities must match the regular expression'],
  ['1 Gi', 'quantities must match the regular expression'],
  ['1x', 'quantities must match the regular expression'],
  ['1Gb', 'quantities must match the regular expression'],
  ['1K', "unable to parse quantity's suffix"],
  ['1mm', "unable to parse quantity's suffix"],
  ['1ki', "unable to parse quantity's suffix"],
])('%j is refused', (text, message) => {
  expect(() => parseQuantity(text)).toThrow(message)
  expect(isQuantity(text)).toBe(false)
})

test('what is not text or a number is no quantity', () => {
  expect(isQuantity(null)).toBe(false)
  expect(isQuantity('250m')).toBe(true)
})
