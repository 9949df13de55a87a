import { DiagnosticError } from '@seaworthy/diagnostics'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Free } from '../block/block.ts'
import { each, eachEntry, entry, spread } from '../block/each.ts'
import { fields } from '../block/fields.ts'
import { ifSet, when } from '../block/when.ts'
import { defineChart } from '../chart/define-chart.ts'
import { customResource } from '../chart/resource.ts'
import type { Expr } from '../expr/expr.ts'
import { filterList, mapList } from '../expr/collect.ts'
import { literal } from '../expr/literal.ts'
import { text } from '../expr/text.ts'
import { interpretChart } from '../interpret/interpret-chart.ts'
import { objectsOf, render } from '../render.fixture.ts'
import { listTemplate, mapTemplate } from '../template/template.ts'
import { defineValues } from '../values/define.ts'
import { value } from '../values/value.ts'

const values = defineValues({
  on: value.boolean({ default: true }),
  off: value.boolean({ default: false }),
  word: value.string({ default: 'a: "b"' }),
  empty: value.string({ default: '' }),
  count: value.integer({ default: 2345678 }),
  list: value.list(value.string(), { default: ['x', '', 'no'] }),
  none: value.list(value.string(), { default: [] }),
  map: value.map(value.string(), { default: { k1: 'v', k2: '' } }),
  nothing: value.map(value.string(), { default: {} }),
})

const labels = mapTemplate('labels', { doc: 'Labels.' }, { l1: values.word, l2: when(values.off, 'x') })
const maybeEmpty = mapTemplate('maybeEmpty', { doc: 'Perhaps nothing.' }, { l3: when(values.off, 'x') })
const words = listTemplate<string>(
  'words',
  { doc: 'Words.' },
  mapList(values.list, (item) => text`${item}!`),
)

const condition = fc.constantFrom<Expr<unknown>>(values.on, values.off, values.word, values.none, values.map)
const lists = fc.constantFrom(
  values.list,
  values.none,
  words,
  filterList(values.list, (item) => item),
)
const maps = fc.constantFrom<Expr<object>>(values.map, values.nothing, labels, maybeEmpty, literal({}))
const scalars = fc.constantFrom<Free>(
  'x',
  'no',
  '',
  0,
  false,
  null,
  '{{ y }}',
  values.word,
  values.empty,
  values.count,
)

/** Anything that an author may write, three levels deep: the keys of different parts of a map are different. */
function bodies(depth: number): fc.Arbitrary<Free> {
  if (depth === 0) return fc.oneof(scalars, lists, maps)
  const inner = bodies(depth - 1)
  return fc.oneof(
    scalars,
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), inner, { maxKeys: 3 }),
    fc.array(items(inner), { maxLength: 3 }) as fc.Arbitrary<Free>,
    fc.tuple(condition, inner).map(([test_, body]) => when(test_, body)),
    fc.tuple(condition, inner, inner).map(([test_, body, other]) => when(test_, body, other)),
    fc.constantFrom(values.word, values.empty).map((subject) => ifSet(subject, (it) => ({ it }))),
    fc.tuple(parts(inner), inner).map(([part, body]) => fields(part, { z: body })),
  )
}

function items(inner: fc.Arbitrary<Free>): fc.Arbitrary<unknown> {
  return fc.oneof(
    inner.filter((body) => !Array.isArray(body)),
    lists.map((list) => spread(list)),
    fc.tuple(lists, inner).map(([list, body]) => each(list, (item) => ({ item, body }))),
    fc.tuple(condition, inner).map(([test_, body]) => when(test_, [body, { last: 1 }])),
  )
}

function parts(inner: fc.Arbitrary<Free>): fc.Arbitrary<unknown> {
  return fc.oneof(
    maps,
    fc.tuple(condition, inner).map(([test_, body]) => when(test_, { p: body })),
    inner.map((body) => entry(text`e-${values.word}`, body)),
    inner.map((body) => eachEntry(values.map, (key) => entry(key, body))),
  )
}

test('whatever an author writes comes out of the template as the interpreter says', () => {
  let undecided = 0
  fc.assert(
    fc.property(bodies(3), (body) => {
      const object = { apiVersion: 'v1', kind: 'X', metadata: { name: 'x' }, spec: { first: 1, body } }
      const chart = defineChart({
        name: 'c',
        version: '1.0.0',
        values,
        resources: [customResource('x', object)],
      })
      const compiled = compileOrExplain(() => chart.compile())
      if (compiled === 'undecidable-emptiness') {
        undecided++
        return
      }
      const rendered = render(compiled, {}, '4.2')
      const { objects } = interpretChart(chart.options, rendered.values, { name: 'rel' })
      expect(objectsOf(rendered), compiled.get('templates/x.yaml')).toEqual(objects)
    }),
    { seed: 7, numRuns: 200 },
  )
  expect(undecided).toBeLessThan(60)
})

function compileOrExplain<T>(work: () => T): T | 'undecidable-emptiness' {
  try {
    return work()
  } catch (error) {
    const isExpected =
      error instanceof DiagnosticError &&
      error.diagnostics.every(({ code }) => code === 'undecidable-emptiness')
    if (isExpected) return 'undecidable-emptiness'
    throw error
  }
}
