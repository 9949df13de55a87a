import { DiagnosticError } from '@seaworthy/diagnostics'
import { expect, test } from 'vitest'
import { parseIgnoreRules } from './ignore-rules.ts'

test.each([
  ['*.bak', 'deep/a.bak', false, true],
  ['/only-root', 'only-root', false, true],
  ['/only-root', 'deep/only-root', false, false],
  ['deep/x', 'deep/x', false, true],
  ['folder/', 'folder', true, true],
  ['folder/', 'folder', false, false],
  ['# comment', '# comment', false, false],
  ['[ab].txt', 'b.txt', false, true],
  ['[^ab].txt', 'b.txt', false, false],
  ['?.txt', 'é.txt', false, true],
  ['', 'templates/.hidden', false, true],
  ['!keep.txt', 'other.txt', false, true],
  ['!keep.txt', 'keep.txt', false, false],
])('rule %j on %s', (rule, path, isFolder, ignored) => {
  expect(parseIgnoreRules(`${rule}\n`)(path, isFolder)).toBe(ignored)
})

test('** is refused as in Helm', () => {
  expect(() => parseIgnoreRules('a/**')).toThrow(DiagnosticError)
})
