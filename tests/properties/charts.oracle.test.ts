import fc from 'fast-check'
import { expect, test } from 'vitest'
import { difference } from './agreement.ts'
import { isBuilt, type Question } from './helm-batch.ts'

const key = fc.constantFrom('a', 'b', 'c')
const leaf = fc.constantFrom<unknown>(null, null, 1, 'x', true, false, [], {}, [1, null])
const table = fc.letrec<{ table: Record<string, unknown> }>((tie) => ({
  table: fc.dictionary(key, fc.oneof({ maxDepth: 3 }, leaf, leaf, tie('table')), { maxKeys: 3 }),
})).table

/** Values for a chart: its own keys, globals, tags, and blocks for the charts below it. */
function valuesFor(children: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  // No block is a scalar: of two such, Helm names the one that it comes upon first in a Go map.
  const block = fc
    .tuple(table, fc.option(table))
    .map(([own, global]) => (global === null ? own : { ...own, global }))
  const blocks = fc.record(Object.fromEntries(children.map((name) => [name, block])), { requiredKeys: [] })
  const more = fc.record(
    {
      global: fc.oneof(table, fc.constantFrom<unknown>(null, 1)),
      tags: fc.record({ t: fc.boolean() }),
      on: fc.constantFrom<unknown>(true, false, null, 'x'),
    },
    { requiredKeys: [] },
  )
  return fc.tuple(table, blocks, more).map((parts) => Object.assign({}, ...parts))
}

/** Both Helms run without end where a table is imported into a table of its own: nothing here has a key `into`. */
const imports = fc.constantFrom<unknown>(
  'exp',
  { child: 'a', parent: 'got' },
  { child: 'a', parent: '.' },
  { child: 'nope', parent: 'x' },
  { child: 'exports.exp', parent: 'into' },
)
const dependency = (names: readonly string[]) =>
  fc.record(
    {
      name: fc.constantFrom(...names),
      version: fc.constantFrom('1.x', '>=1.0.0', '2.x'),
      alias: fc.constantFrom('al', 'other'),
      condition: fc.constantFrom('on', 's.on', 'al.on,on', 's.a.b', 'a'),
      tags: fc.constant(['t']),
      'import-values': fc.array(imports, { maxLength: 2 }),
    },
    { requiredKeys: ['name', 'version'] },
  )
const declared = (names: readonly string[]) =>
  fc.uniqueArray(dependency(names), { maxLength: 3, selector: ({ name, alias }) => alias ?? name })

function chartFiles(
  folder: string,
  name: string,
  dependencies: unknown,
  values: unknown,
): [string, string][] {
  return [
    [`${folder}Chart.yaml`, JSON.stringify({ apiVersion: 'v2', name, version: '1.2.3', dependencies })],
    [`${folder}values.yaml`, JSON.stringify(values)],
    [
      `${folder}templates/v.yaml`,
      `${name}: {{ toJson .Values | quote }}\npath: {{ .Template.Name }}\nname: {{ .Chart.Name }}\n`,
    ],
  ]
}

const assignment = fc
  .tuple(
    fc.constantFrom(
      'a',
      's',
      's.a',
      'l.a',
      's.l.b',
      'global.a',
      's.global.b',
      'al.a',
      'al.on',
      'tags.t',
      'on',
      's.on',
      'got.a',
    ),
    fc.constantFrom('null', '1', 'true', 'false', '{}', 'x'),
  )
  .map((pair) => pair.join('='))

const charts = fc
  .record({
    rootValues: valuesFor(['s', 'l', 'al']),
    middleValues: fc
      .tuple(valuesFor(['l', 'al']), table)
      .map(([values, exp]) => ({ ...values, exports: { exp } })),
    lowValues: fc.tuple(valuesFor([]), table).map(([values, exp]) => ({ ...values, exports: { exp } })),
    rootDependencies: declared(['s', 'l']),
    middleDependencies: declared(['l']),
    set: fc.array(assignment, { maxLength: 3 }),
    values: fc.array(
      valuesFor(['s', 'al']).map((each) => JSON.stringify(each)),
      { maxLength: 1 },
    ),
  })
  .map(({ set, values, ...each }): Question => {
    const files = [
      ...chartFiles('', 'c', each.rootDependencies, each.rootValues),
      ...chartFiles('charts/s/', 's', each.middleDependencies, each.middleValues),
      ...chartFiles('charts/s/charts/l/', 'l', [], each.lowValues),
      ...chartFiles('charts/l/', 'l', [], each.lowValues),
    ]
    return { files: Object.fromEntries(files), set, values }
  })

test.runIf(isBuilt)(
  'random charts with subcharts, aliases, conditions, imports, globals and nulls',
  { timeout: 600_000 },
  () => {
    expect(difference(charts, 200)).toBeUndefined()
  },
)
