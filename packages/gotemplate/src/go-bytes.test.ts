import { expect, test } from 'vitest'
import { byteLength, compareBytes, fromBytes, sliceBytes, toBytes } from './go-bytes.ts'

test('any bytes survive as text', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i)
  expect(toBytes(fromBytes(bytes))).toEqual(bytes)
  expect(fromBytes(Uint8Array.of(0x61, 0xff, 0xc3, 0xa9, 0xe6, 0x97))).toBe('a\udcffé\udce6\udc97')
})

test('a cut character is put together again', () => {
  const text = 'x日y'
  expect(byteLength(text)).toBe(5)
  expect(toBytes(sliceBytes(text, 0, 2))).toEqual(Uint8Array.of(0x78, 0xe6))
  expect(fromBytes(Buffer.concat([toBytes(sliceBytes(text, 0, 2)), toBytes(sliceBytes(text, 2))]))).toBe(text)
})

test('a byte order mark is a character like others', () => {
  expect(fromBytes(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe('\ufeffa')
})

test('order is by bytes, where UTF-16 has another', () => {
  expect(['\u{10000}', '\uffee', 'a', 'B', 'é'].sort(compareBytes)).toEqual([
    'B',
    'a',
    'é',
    '\uffee',
    '\u{10000}',
  ])
})
