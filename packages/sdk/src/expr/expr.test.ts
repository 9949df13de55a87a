import { expect, test } from 'vitest'
import { each } from '../block/each.ts'
import { defineChart } from '../chart/define-chart.ts'
import { resource } from '../chart/resource.ts'
import { defineValues } from '../values/define.ts'
import { value } from '../values/value.ts'
import type { Expr } from './expr.ts'
import { text } from './text.ts'

const values = defineValues({
  name: value.string({ default: 'x' }),
  names: value.list(value.string(), { default: [] }),
})

test.each([
  ['a value', values.name],
  ['what a function gives', text`a-${values.name}`],
])('%s in a JavaScript template string is an error that says what to write', (_, expression) => {
  // oxlint-disable-next-line typescript/restrict-template-expressions, typescript/no-base-to-string
  expect(() => `${expression as unknown as string}`).toThrow('expression-as-text')
})

test('an expression can be awaited: it only looks like a promise to TypeScript', async () => {
  const expression: unknown = values.name
  expect(await Promise.resolve(expression)).toBe(expression)
})

test('a loop variable that escaped from its loop is told when the chart is compiled', () => {
  let escaped: Expr<string> = values.name
  each(
    values.names,
    (name) => {
      escaped = name
      return name
    },
    { as: 'host' },
  )
  const config = resource('x', { kind: 'ConfigMap', metadata: { name: 'x' }, data: { escaped } })
  const chart = defineChart({ name: 'c', version: '1.0.0', values, resources: [config] })

  expect(() => chart.compile()).toThrow('the variable "host" of a loop')
})
