import { expect, test } from 'vitest'
import { codeFrame } from './code-frame.ts'

const source = 'replicas: 2\n\timage: web\nlast'

test('the line has its number and the marked part a caret each', () => {
  expect(codeFrame(source, { file: 'v.yaml', line: 1, column: 11, endColumn: 12 })).toEqual([
    '1 | replicas: 2',
    '  |           ^',
  ])
  expect(codeFrame(source, { file: 'v.yaml', line: 1, column: 1, endColumn: 9 })[1]).toBe('  | ^^^^^^^^')
})

test('a tab is one column, so that the caret stands below its character', () => {
  expect(codeFrame(source, { file: 'v.yaml', line: 2, column: 2 })).toEqual(['2 |  image: web', '  |  ^'])
})

test('a place behind the end of the line is marked just behind it', () => {
  expect(codeFrame(source, { file: 'v.yaml', line: 3, column: 40 })).toEqual(['3 | last', '  |     ^'])
  expect(codeFrame(source, { file: 'v.yaml', line: 3, column: 3, endColumn: 99 })).toEqual([
    '3 | last',
    '  |   ^^',
  ])
})

test('a line that is not there has no frame', () => {
  expect(codeFrame(source, { file: 'v.yaml', line: 9, column: 1 })).toEqual([])
})

test('long lines are cut and the gutter is as wide as the number', () => {
  const [line, caret] = codeFrame(`${'\n'.repeat(99)}${'x'.repeat(500)}`, { file: 'v', line: 100, column: 2 })
  expect(line).toBe(`100 | ${'x'.repeat(160)}`)
  expect(caret).toBe('    |  ^')
})
