import { expect, test } from 'vitest'
import { invalidUtf8 } from './invalid-utf8.ts'
import { parseYamlValue } from './index.ts'

/** Bytes that are no UTF-8 are written as \xNN. */
const text = (written: string) =>
  written.replace(/\\x([89a-f][0-9a-f])/g, (_, hex: string) =>
    String.fromCharCode(0xdc00 + parseInt(hex, 16)),
  )

// What real Helm says of such a values.yaml, without and with the newline that it adds.
test.each([
  ['\\xe9\\xff\n', 'invalid trailing UTF-8 octet'],
  ['\\xff\n', 'invalid leading UTF-8 octet'],
  ['\\x80\n', 'invalid leading UTF-8 octet'],
  ['\\xf8\n', 'invalid leading UTF-8 octet'],
  ['\\xe9 ', 'incomplete UTF-8 octet sequence'],
  ['\\xc3', 'incomplete UTF-8 octet sequence'],
  ['\\xc3\n', 'invalid trailing UTF-8 octet'],
  ['\\xe9\\x80\n', 'invalid trailing UTF-8 octet'],
  ['\\xc0\\x80\n', 'invalid length of a UTF-8 sequence'],
  ['\\xe0\\x80\\x80\n', 'invalid length of a UTF-8 sequence'],
  ['\\xed\\xa0\\x80\n', 'invalid Unicode character'],
  ['\\xf4\\x90\\x80\\x80\n', 'invalid Unicode character'],
  ['\\xe9é\n', 'invalid trailing UTF-8 octet'],
  ['\\xe9😀', 'invalid trailing UTF-8 octet'],
  ['b # \\xe9 comment\n', 'invalid trailing UTF-8 octet'],
  ["'\\xe9 quoted'\n", 'invalid trailing UTF-8 octet'],
  ['|\n  \\xff\n', 'invalid leading UTF-8 octet'],
])('bytes that are no UTF-8 are no YAML: %j', (written, problem) => {
  const whole = text(`a: ${written}`)
  expect(invalidUtf8(whole)).toEqual({ offset: whole.search(/[\udc80-\udcff]/), problem })
  expect(() => parseYamlValue(whole)).toThrow(`yaml: ${problem}`)
})

test('characters beyond the first plane are no stray bytes', () => {
  // Their second halves are those of stray bytes.
  const planes = 'a: 😀 \u{1f480}\u{1f4ff}\u{10fc80}\n'
  expect(planes).toMatch(/[\udc80-\udcff]/)
  expect(invalidUtf8(planes)).toBeUndefined()
  expect(parseYamlValue(planes)).toEqual(parseYamlValue(`a: "${planes.slice(3, -1)}"`))
})
