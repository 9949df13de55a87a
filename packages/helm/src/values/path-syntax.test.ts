import { DiagnosticError } from '@seaworthy/diagnostics'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatPath, parsePath, readPath } from './path-syntax.ts'

test.each([
  ['a.b.c', ['a', 'b', 'c']],
  ['.a.b', ['a', 'b']],
  ['$.a', ['a']],
  ['{.a[0].b}', ['a', 0, 'b']],
  ['a[0][1]', ['a', 0, 1]],
  ["a['b.c/d']", ['a', 'b.c/d']],
  ['a["b\\"c"].d', ['a', 'b"c', 'd']],
  ['a.b\\.c', ['a', 'b.c']],
  ['a[web].image', ['a', 'web', 'image']],
  ['annotations.checksum/config', ['annotations', 'checksum/config']],
  ['', []],
])('%s is read', (text, path) => {
  expect(readPath(text)).toEqual(path)
})

test.each(['a..b', 'a[', 'a[]', 'a]b', 'a["b]', 'a[0]b', 'a\\'])('%s is refused, with its place', (text) => {
  expect(() => parsePath(text, 'field path')).toThrowError(DiagnosticError)
})

test('a bare word in brackets is told from a key: it names an item of a list', () => {
  expect(parsePath('a[web]["x"]', 'path')).toEqual([
    { kind: 'key', key: 'a' },
    { kind: 'word', word: 'web' },
    { kind: 'key', key: 'x' },
  ])
})

test('what is written is read again', () => {
  const step = fc.oneof(fc.nat(99), fc.string({ minLength: 1 }))
  fc.assert(
    fc.property(fc.array(step, { maxLength: 5 }), (path) => {
      expect(readPath(formatPath(path))).toEqual(path)
    }),
  )
})
