import { expect, test } from 'vitest'
import { frame, type MarkedLine } from './frame.ts'

const plain = (_style: string, text: string) => text
const shown = (marked: MarkedLine, width = 60) => frame(marked, width, plain)

test.each<[marked: MarkedLine, part: string]>([
  [{ source: 'a: {{ .Values.x }} b', line: 1, column: 4 }, '{{ .Values.x }}'],
  [{ source: 'a: {{ .Values.x }} b', line: 1, column: 7 }, '.Values.x'],
  [{ source: 'a: {{- include "x" . -}}', line: 1, column: 8 }, 'include "x" .'],
  [{ source: '  name: web', line: 1, column: 1 }, 'name: web'],
  [{ source: 'name: {{ .x }}', line: 1, column: 1 }, 'name: '],
  [{ source: 'size: 3 # three', line: 1, column: 1, endColumn: 8 }, 'size: 3'],
])('of %j the part that is meant is marked', (marked, part) => {
  const [line = '', carets = ''] = shown(marked)
  const from = carets.indexOf('^')
  expect(line.slice(from, carets.length)).toBe(part)
})

test('a long line is cut on both sides, and the part can still be seen', () => {
  const source = `${'x'.repeat(300)}{{ .y }}${'z'.repeat(300)}`
  const [line = '', carets = ''] = shown({ source, line: 7, column: 301 })
  expect(line).toMatch(/^7 \| …x+\{\{ \.y \}\}z+$/)
  expect(line.length).toBeLessThanOrEqual(60)
  expect(line.slice(carets.indexOf('^'), carets.length)).toBe('{{ .y }}')
})
