import { expect, test } from 'vitest'
import * as der from './der.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

test('integers have the fewest bytes and a zero before a high bit', () => {
  expect(hex(der.integer(0n))).toBe('020100')
  expect(hex(der.integer(127n))).toBe('02017f')
  expect(hex(der.integer(128n))).toBe('02020080')
})

test('long lengths and object ids', () => {
  expect(hex(der.octets(new Uint8Array(200)).subarray(0, 3))).toBe('0481c8')
  expect(hex(der.octets(new Uint8Array(70_000)).subarray(0, 5))).toBe('0483011170')
  expect(hex(der.objectId('1.2.840.113549.1.1.11'))).toBe('06092a864886f70d01010b')
})

test('what is written is read again, and what is cut is refused', () => {
  const bytes = der.sequence(der.integer(5n), der.octets(new Uint8Array(300)))
  expect(der.readSequence(bytes).map((item) => item.tag)).toEqual([0x02, 0x04])
  expect(() => der.readSequence(bytes.subarray(0, 100))).toThrow('data truncated')
})
