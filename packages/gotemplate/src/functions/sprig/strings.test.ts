import { expect, test } from 'vitest'
import { call } from './testing.ts'

test('truncating counts bytes and can cut a character', () => {
  expect(call('trunc', 5n, 'hello world')).toBe('hello')
  expect(call('trunc', -5n, 'hello world')).toBe('world')
  expect(call('trunc', -50n, 'hello')).toBe('hello')
  expect(call('b64enc', call('trunc', 1n, 'é'))).toBe('ww==')
})

test('substr panics as Go does outside the text', () => {
  expect(call('substr', 0n, 3n, 'hello')).toBe('hel')
  expect(call('substr', 2n, -1n, 'hello')).toBe('llo')
  expect(call('substr', -1n, 2n, 'hello')).toBe('he')
  expect(() => call('substr', 3n, 1n, 'hello')).toThrow('runtime error: slice bounds out of range [3:1]')
})

test('indent pads every line, nindent starts on a new one', () => {
  expect(call('indent', 2n, 'a\n\nb')).toBe('  a\n  \n  b')
  expect(call('nindent', 2n, 'a')).toBe('\n  a')
  expect(() => call('indent', -1n, 'a')).toThrow('strings: negative Repeat count')
})

test('quoting prints numbers as Go does and leaves nil out', () => {
  expect(call('quote', 'a"b', 80, 1e6, null, true)).toBe('"a\\"b" "80" "1e+06" "true"')
  expect(call('squote', "it's", 1n)).toBe("'it's' '1'")
  expect(call('quote', null)).toBe('')
})

test('upper case keeps ß, because Go maps rune by rune', () => {
  expect(call('upper', 'straße')).toBe('STRAßE')
  expect(call('lower', 'ÄÖ')).toBe('äö')
})

test('a text too long to build is refused', () => {
  expect(() => call('repeat', 10_000_000_000n, 'x')).toThrow(
    /repeat: 10000000000 is more than this renderer allows/,
  )
  expect(call('repeat', 3n, 'ab')).toBe('ababab')
})

test('trimming', () => {
  expect(call('trim', ' \n a \t')).toBe('a')
  expect(call('trimAll', '$-', '$-a-$b$')).toBe('a-$b')
  expect(call('trimSuffix', '-', 'a--')).toBe('a-')
  expect(call('trimPrefix', '-', '--a')).toBe('-a')
})
