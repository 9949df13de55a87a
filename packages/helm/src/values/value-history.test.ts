import fc from 'fast-check'
import { expect, test } from 'vitest'
import { memoryFiles } from '../chart/chart-file.ts'
import { loadFolder } from '../chart/load.ts'
import { resolveDependencies } from '../dependencies.ts'
import type { HelmVersion } from '../version.ts'
import { Coalescer } from './coalesce.ts'
import { mergeLayers, type ValueLayer } from './layer.ts'
import { readPath } from './path-syntax.ts'
import { plainOf } from './table.ts'
import { valueHistories } from './value-history.ts'

const file = (name: string, text: string): ValueLayer => ({ kind: 'file', file: name, text })
const set = (expression: string): ValueLayer => ({ kind: 'set', expression })

type Files = Readonly<Record<string, string>>

function prepared(files: Files, layers: readonly ValueLayer[], version: HelmVersion) {
  const chart = loadFolder(memoryFiles({ 'Chart.yaml': chartYaml('shop'), ...files }), version)
  const user = mergeLayers(layers, version)
  const root = resolveDependencies(chart, user.values, version, [])
  return { root, user, version }
}

function chartYaml(name: string, more = ''): string {
  return `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n${more}`
}

/** `prod.yaml:2 → 3` for each layer, the one that counts last. */
function told(
  path: string,
  files: Files,
  layers: readonly ValueLayer[] = [],
  version: HelmVersion = '4.2',
): string[] {
  const { root, user } = prepared(files, layers, version)
  const { settings } = valueHistories(root, user).history(readPath(path))
  return settings.map(({ name, place, value, route, path: at }) => {
    const line = name.startsWith('--') ? `:${place?.where.column}` : place && `:${place.where.line}`
    const way = route === 'own' ? '' : ` (${route} ${at})`
    return `${name}${line} → ${value === undefined ? 'deleted' : JSON.stringify(value)}${way}`
  })
}

test('the last layer wins, and those below are named', () => {
  const files = { 'values.yaml': '# defaults\nweb:\n  replicas: 1\n  name: w\n' }
  const layers = [
    file('prod.yaml', 'web:\n  replicas: 3\n'),
    set('x=1,web.replicas=5'),
    file('more.yaml', ''),
  ]
  expect(told('web.replicas', files, layers)).toEqual([
    'values.yaml:3 → 1',
    'prod.yaml:2 → 3',
    '--set x=1,web.replicas=5:5 → 5',
  ])
  expect(told('web.name', files, layers)).toEqual(['values.yaml:4 → "w"'])
  expect(told('web.none', files, layers)).toEqual([])
})

test('a list is set as a whole, and --set goes into the lists of files but not of charts', () => {
  const files = { 'values.yaml': 'hosts:\n- name: a\n- name: b\n' }
  const prod = file('prod.yaml', 'hosts:\n- name: x\n  port: 1\n- name: z\n')
  expect(told('hosts[1].name', files, [prod])).toEqual(['values.yaml:3 → "b"', 'prod.yaml:4 → "z"'])
  expect(told('hosts[0].port', files, [prod])).toEqual(['prod.yaml:3 → 1'])
  expect(told('hosts[1].name', files, [prod, set('hosts[1].name=c')])).toEqual([
    'values.yaml:3 → "b"',
    'prod.yaml:4 → "z"',
    '--set hosts[1].name=c:1 → "c"',
  ])
  expect(told('hosts[0].name', files, [set('hosts[1].name=c')])).toEqual([])
})

test('null deletes what a layer below sets, and is a value where there is nothing to delete', () => {
  const files = { 'values.yaml': 'a: 1\nm: {b: 2}\n' }
  expect(told('a', files, [file('p.yaml', 'a: null\n')])).toEqual(['values.yaml:1 → 1', 'p.yaml:1 → deleted'])
  expect(told('m.b', files, [set('m=null')])).toEqual(['values.yaml:2 → 2', '--set m=null:1 → deleted'])
  expect(told('a', files, [file('p.yaml', 'a: null\n'), set('a=4')])).toEqual([
    'values.yaml:1 → 1',
    'p.yaml:1 → deleted',
    '--set a=4:1 → 4',
  ])
  expect(told('z', files, [file('p.yaml', 'z: null\n')])).toEqual(['p.yaml:1 → null'])
})

test('a map that import-values takes over has the layer of the subchart, and those above that add to it', () => {
  const files = {
    'Chart.yaml': chartYaml(
      'shop',
      'dependencies:\n- {name: cache, version: 1.0.0, alias: store, import-values: [{child: a.d, parent: got}]}\n',
    ),
    'charts/cache/Chart.yaml': chartYaml('cache'),
    'charts/cache/values.yaml': 'a:\n  d:\n    port: 5432\n    deep: {m: 1}\n',
  }
  const whole = 'charts/cache/values.yaml:2 → {"port":5432,"deep":{"m":1}} (import store.a.d)'
  expect(told('got', files)).toEqual([whole])
  expect(told('got.deep', files)).toEqual(['charts/cache/values.yaml:4 → {"m":1} (import store.a.d.deep)'])
  expect(told('got', files, [file('p.yaml', 'got: {port: 1}\n')])).toEqual([whole, 'p.yaml:1 → {"port":1}'])
})

const umbrella = {
  'Chart.yaml': chartYaml(
    'shop',
    'dependencies:\n- {name: cache, version: 1.0.0, alias: store, import-values: [data, {child: d, parent: got}]}\n',
  ),
  'values.yaml': 'global: {domain: example.org}\nstore:\n  size: 2\n',
  'charts/cache/Chart.yaml': chartYaml('cache'),
  'charts/cache/values.yaml':
    'size: 1\ntag: t\nglobal: {domain: own, only: 1}\nexports:\n  data: {fast: yes}\nd: {x: 1}\n',
}

test('a parent chart sets values of its subchart, under its alias', () => {
  expect(told('store.size', umbrella)).toEqual([
    'charts/cache/values.yaml:1 → 1',
    'values.yaml:3 → 2 (parent store.size)',
  ])
  expect(told('store.tag', umbrella)).toEqual(['charts/cache/values.yaml:2 → "t"'])
})

test('globals come down from the root', () => {
  expect(told('store.global.domain', umbrella, [set('global.domain=cli')])).toEqual([
    'charts/cache/values.yaml:3 → "own"',
    'values.yaml:1 → "example.org" (global global.domain)',
    '--set global.domain=cli:1 → "cli" (global global.domain)',
  ])
  expect(told('store.global.only', umbrella)).toEqual(['charts/cache/values.yaml:3 → 1'])
})

test('imported values come from the subchart', () => {
  expect(told('fast', umbrella)).toEqual([
    'charts/cache/values.yaml:5 → true (import store.exports.data.fast)',
  ])
  expect(told('got.x', umbrella, [set('got.x=7')])).toEqual([
    'charts/cache/values.yaml:6 → 1 (import store.d.x)',
    '--set got.x=7:1 → 7',
  ])
})

test('a null in the values.yaml of a parent deletes in Helm 3 and does not in Helm 4', () => {
  const files = {
    'values.yaml': 'sub:\n  k: null\n',
    'charts/sub/Chart.yaml': chartYaml('sub'),
    'charts/sub/values.yaml': 'k: 1\n',
  }
  expect(told('sub.k', files)).toEqual(['charts/sub/values.yaml:1 → 1'])
  expect(told('sub.k', files, [], '3.21')).toEqual([
    'charts/sub/values.yaml:1 → 1',
    'values.yaml:2 → deleted (parent sub.k)',
  ])
})

test('anchors, merge keys and several documents are found where they are written', () => {
  const prod = file('prod.yaml', 'base: &b\n  size: 1\nweb:\n  <<: *b\n  tag: x\n---\nweb:\n  tag: z\n')
  expect(told('web.size', {}, [prod])).toEqual(['prod.yaml:2 → 1'])
  expect(told('web.tag', {}, [prod])).toEqual(['prod.yaml:8 → "z"'])
  expect(told('web.tag', {}, [prod], '3.21')).toEqual(['prod.yaml:5 → "x"'])
})

test('of a map every layer is named that sets something in it', () => {
  const files = { 'values.yaml': 'web:\n  a: 1\n' }
  expect(told('web', files, [set('other=1'), file('p.yaml', 'x: 1\nweb: {b: 2}\n')])).toEqual([
    'values.yaml:1 → {"a":1}',
    'p.yaml:2 → {"b":2}',
  ])
})

const scalar = fc.constantFrom<unknown>(null, 1, 'x', true, [], [1, null], [{ a: 1 }])
const key = fc.constantFrom('a', 'b', 'global', 'sub', 'other', 'exports', 'd')
const { tree } = fc.letrec<{ tree: unknown; table: Record<string, unknown> }>((tie) => ({
  tree: fc.oneof({ maxDepth: 3 }, scalar, tie('table')),
  table: fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
}))
const table = fc.dictionary(key, tree, { maxKeys: 5 })

/** The files of a chart with a subchart of a subchart, one of them under an alias, with imports. */
function family(own: object, sub: object, below: object): Files {
  const imports = 'import-values: [d, {child: a, parent: b}]'
  const needs = (name: string, alias: string) =>
    `dependencies:\n- {name: ${name}, version: 1.0.0, alias: ${alias}, ${imports}}\n`
  return {
    'Chart.yaml': chartYaml('shop', needs('sub', 'sub')),
    'values.yaml': JSON.stringify(own),
    'charts/sub/Chart.yaml': chartYaml('sub', needs('below', 'other')),
    'charts/sub/values.yaml': JSON.stringify(sub),
    'charts/sub/charts/below/Chart.yaml': chartYaml('below'),
    'charts/sub/charts/below/values.yaml': JSON.stringify(below),
  }
}

function leaves(value: unknown, path: (string | number)[] = []): [(string | number)[], unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]]
  const isList = Array.isArray(value)
  return Object.entries(value).flatMap(([step, item]) =>
    leaves(item, [...path, isList ? Number(step) : step]),
  )
}

test.each(['4.2', '3.21'] as const)('Helm %s: every value has the layer that it came from', (version) => {
  let asked = 0
  const property = fc.property(table, table, table, table, table, (own, sub, below, first, second) => {
    const layers = [file('1.yaml', JSON.stringify(first)), file('2.yaml', JSON.stringify(second)), set('a=7')]
    let ready: ReturnType<typeof prepared>
    try {
      ready = prepared(family(own, sub, below), layers, version)
      new Coalescer(version, []).coalesce(ready.root, ready.user.values)
    } catch {
      // Values that this Helm refuses have no origin.
      return
    }
    const values = new Coalescer(version, []).coalesce(ready.root, ready.user.values)
    const histories = valueHistories(ready.root, ready.user)
    for (const [path, value] of leaves(plainOf(values))) {
      const { value: seen, settings } = histories.history(path)
      const last = settings.at(-1)
      expect([path, seen]).toEqual([path, value])
      if (value !== null) expect([path, last?.value]).toEqual([path, value])
      asked++
    }
  })
  fc.assert(property, { numRuns: 200 })
  expect(asked).toBeGreaterThan(500)
})
