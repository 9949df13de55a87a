import { DiagnosticError } from '@seaworthy/diagnostics'
import { expect, test } from 'vitest'
import { mergeLayers, type ValueLayer } from './layer.ts'
import { plainOf } from './table.ts'

const file = (name: string, text: string): ValueLayer => ({ kind: 'file', file: name, text })
const set = (expression: string): ValueLayer => ({ kind: 'set', expression })

test('each value knows the file and line, or the flag, that set it last', () => {
  const user = mergeLayers(
    [
      file('a.yaml', 'web:\n  size: 1\n  tag: x\n'),
      set('web.size=3'),
      file('b.yaml', 'other: 1\nweb: {tag: z}\n'),
    ],
    '4.2',
  )
  expect(plainOf(user.values)).toEqual({ web: { size: 3, tag: 'z' }, other: 1 })
  const setting = (path: string[]) => user.layers.findLast((layer) => layer.origin(path) !== undefined)
  expect(setting(['web', 'size'])?.origin(['web', 'size'])).toEqual({ layer: '--set web.size=3' })
  expect(setting(['web', 'tag'])?.origin(['web', 'tag'])).toMatchObject({
    layer: 'b.yaml',
    where: { line: 2, column: 7 },
  })
  expect(setting(['web', 'none'])).toBeUndefined()
})

test('everything that is wrong in any layer is reported', () => {
  const layers = [file('a.yaml', 'a: [1\n'), set('b'), file('c.yaml', '- 1\n')]
  expect(() => mergeLayers(layers, '4.2')).toThrowError(DiagnosticError)
  try {
    mergeLayers(layers, '4.2')
  } catch (error) {
    const { diagnostics } = error as DiagnosticError
    expect(diagnostics.map(({ code }) => code)).toEqual(['yaml-syntax', 'values-not-a-map', 'set-invalid'])
    expect(diagnostics[0]?.where).toMatchObject({ file: 'a.yaml', line: 2 })
  }
})

test('values of a program are a layer like a file, and a field called __proto__ is a field', () => {
  const values = JSON.parse('{"a": {"__proto__": 1}}')
  const user = mergeLayers([{ kind: 'values', name: 'test', values }], '4.2')
  expect(JSON.stringify(plainOf(user.values))).toBe('{"a":{"__proto__":1}}')
  expect(user.layers[0]?.origin(['a'])).toEqual({ layer: 'test' })
})
