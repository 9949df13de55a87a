import { expect, test } from 'vitest'
import { memoryFiles } from '../chart/chart-file.ts'
import { loadFolder } from '../chart/load.ts'
import { resolveDependencies } from '../dependencies.ts'
import { documentedDefault, documentedPaths, isDocumented } from './documented-default.ts'

function charts(schema: unknown, below?: unknown) {
  const files = {
    'Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
    'values.schema.json': JSON.stringify(schema, null, 2),
    ...(below !== undefined && {
      'charts/cache/Chart.yaml': 'apiVersion: v2\nname: cache\nversion: 1.0.0\n',
      'charts/cache/values.schema.json': JSON.stringify(below, null, 2),
    }),
  }
  return resolveDependencies(loadFolder(memoryFiles(files)), new Map(), '4.2', [])
}

const schema = {
  properties: {
    web: { properties: { size: { default: 3 }, more: { $ref: '#/definitions/more' } } },
    hosts: { items: { properties: { port: { default: 80 } } } },
    any: { additionalProperties: { default: 'x' } },
    choice: { oneOf: [{ type: 'string' }, { default: null }] },
    loop: { $ref: '#/properties/loop' },
  },
  definitions: { more: { properties: { deep: { default: false } } } },
}

test.each([
  [['web', 'size'], 3],
  [['web', 'more', 'deep'], false],
  [['hosts', 0, 'port'], 80],
  [['any', 'thing'], 'x'],
  [['choice'], null],
])('%j has a documented default at its line', (path, value) => {
  const lines = JSON.stringify(schema, null, 2).split('\n')
  const line = lines.findIndex((each) => each.includes(`"default": ${JSON.stringify(value)}`)) + 1
  expect(line).toBeGreaterThan(0)
  expect(documentedDefault(charts(schema), path)).toMatchObject({
    value,
    file: 'values.schema.json',
    where: { line },
  })
})

test.each([[['web']], [['none']], [['loop', 'x']], [['web', 'size', 'x']]])('%j has none', (path) => {
  expect(documentedDefault(charts(schema), path)).toBeUndefined()
})

test('the schema of a subchart speaks before that of the chart above', () => {
  const root = charts(
    { properties: { cache: { properties: { size: { default: 1 }, age: { default: 2 } } } } },
    { properties: { size: { default: 64 } } },
  )
  expect(documentedDefault(root, ['cache', 'size'])).toMatchObject({
    value: 64,
    file: 'charts/cache/values.schema.json',
  })
  expect(documentedDefault(root, ['cache', 'age'])).toMatchObject({ value: 2, file: 'values.schema.json' })
  expect(documentedPaths(root)).toEqual([['cache'], ['cache', 'size'], ['cache', 'age'], ['cache', 'size']])
  expect(isDocumented(root, ['cache', 'size'])).toBe(true)
  expect(isDocumented(root, ['cache', 'other'])).toBe(false)
})
