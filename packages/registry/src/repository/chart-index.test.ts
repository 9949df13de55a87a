import { expect, test } from 'vitest'
import { chosenVersion, readIndex } from './chart-index.ts'
import { splitIndex } from './split-index.ts'
import { isSameAddress, resolveAddress } from './repository-url.ts'

const entry = (version: string, more: object = {}) => ({
  name: 'shop',
  version,
  urls: [`shop-${version}.tgz`],
  ...more,
})
const versions = ['1.0.0', '2.0.0-rc.1', 'v1.10', '1.2.0', '1.2.0+b']
const text = (entries: readonly unknown[], more: object = {}) =>
  JSON.stringify({ apiVersion: 'v1', entries: { shop: entries }, ...more })
const read = (json: string) => readIndex(json, 'here', () => undefined)
const index = read(text(versions.map((version) => entry(version))))

test('versions come newest first, equal ones as they are written', () => {
  expect(index.get('shop')?.map(({ version }) => version)).toEqual([
    '2.0.0-rc.1',
    'v1.10',
    '1.2.0',
    '1.2.0+b',
    '1.0.0',
  ])
})

test.each([
  ['', 'v1.10'],
  ['1.2.0+b', '1.2.0+b'],
  ['1.2', '1.2.0'],
  ['~1.2', '1.2.0'],
  ['>=1.0.0-0', '2.0.0-rc.1'],
  ['v1.10', 'v1.10'],
  ['1.x', 'v1.10'],
])('the wish %j means %s', (wish, expected) => {
  expect(chosenVersion(index, 'shop', wish, () => undefined).version).toBe(expected)
})

test('an exact wish that is not there is a warning, a range is none', () => {
  const warned: string[] = []
  const choose = (wish: string) =>
    chosenVersion(index, 'shop', wish, (asked, found) => warned.push(`${asked} ${found}`))
  for (const wish of ['1.2', '^1', '1.x', '1.0.0', '>=1 || 2', '1 - 2', '']) choose(wish)
  expect(warned).toEqual(['1.2 1.2.0'])
})

test('JSON may hold fields that nobody knows, YAML may not', () => {
  expect(read(text([entry('1.0.0', { colour: 'red' })], { shape: 'round' })).get('shop')?.length).toBe(1)
  expect(() => read('apiVersion: v1\nshape: round\n')).toThrow('json: unknown field "shape"')
  expect(() => read('apiVersion: v1\nentries: {shop: [{name: shop, colour: red}]}\n')).toThrow(
    'json: unknown field "colour"',
  )
  expect(
    read(
      'apiVersion: v1\nentries: {shop: [{name: shop, version: 1, urls: [], engine: gotpl, tillerVersion: ">2"}]}\n',
    ).get('shop')?.length,
  ).toBe(1)
})

test.each([
  ['[]', 'json: cannot unmarshal array into Go value of type repo.IndexFile'],
  [
    '{"entries": []}',
    'json: cannot unmarshal array into Go struct field IndexFile.entries of type map[string]repo.ChartVersions',
  ],
  [
    '{"entries": {"a": {}}}',
    'json: cannot unmarshal object into Go struct field IndexFile.entries of type repo.ChartVersions',
  ],
  [
    '{"entries": {"a": [true]}}',
    'json: cannot unmarshal bool into Go struct field IndexFile.entries of type repo.ChartVersion',
  ],
  [
    '{"entries": {"a": [{"urls": "x"}]}}',
    'json: cannot unmarshal string into Go struct field IndexFile.entries.urls of type []string',
  ],
  ['{"entries": {"a": null}}', 'no API version specified'],
  ['', 'empty index.yaml file'],
])('the index %s is refused', (json, message) => {
  expect(() => read(json)).toThrow(message)
})

test('entries that cannot be are left out, each with its reason', () => {
  const warned: string[] = []
  const wrong = [
    null,
    entry('x.y'),
    { version: '1.0.0' },
    entry('1.0.0', { name: 'a/b' }),
    entry('1.0.0', { name: '..' }),
    entry('1.0.0', { type: 'plugin' }),
    { name: 'shop' },
  ]
  expect(
    readIndex(text([...wrong, entry('1.0.0')]), 'here', (words) => warned.push(words)).get('shop')?.length,
  ).toBe(1)
  const skipped = 'skipping loading invalid entry for chart "shop"'
  expect(warned.toReversed()).toEqual([
    `${skipped} from here: empty entry`,
    `${skipped} "x.y" from here: validation: chart.metadata.version "x.y" is invalid`,
    `${skipped} "1.0.0" from here: validation: chart.metadata.name is required`,
    `${skipped} "1.0.0" from here: validation: chart.metadata.name "a/b" is invalid`,
    `${skipped} "1.0.0" from here: validation: chart.metadata.name ".." is not allowed`,
    `${skipped} "1.0.0" from here: validation: chart.metadata.type must be application or library`,
    `${skipped} "" from here: validation: chart.metadata.version is required`,
  ])
})

// Answers of Helm's own ResolveReferenceURL and urlutil.Equal.
test.each([
  ['http://example.com/charts', 'shop-1.0.0.tgz', 'http://example.com/charts/shop-1.0.0.tgz'],
  ['http://example.com/charts/', 'shop-1.0.0.tgz', 'http://example.com/charts/shop-1.0.0.tgz'],
  ['http://example.com', 'a/shop-1.0.0.tgz', 'http://example.com/a/shop-1.0.0.tgz'],
  ['http://example.com/charts', '../other/shop.tgz', 'http://example.com/other/shop.tgz'],
  ['http://example.com/charts', '/shop.tgz', 'http://example.com/shop.tgz'],
  ['http://example.com/charts?token=1', 'shop.tgz', 'http://example.com/charts/shop.tgz?token=1'],
  ['http://example.com/charts', 'https://other.com/shop.tgz', 'https://other.com/shop.tgz'],
])('in %s, %s is at %s', (repository, file, expected) => {
  expect(resolveAddress(repository, file)).toBe(expected)
})

test.each([
  ['http://example.com', 'http://example.com/', true],
  ['http://example.com/a', 'http://example.com/a/', true],
  ['HTTP://example.com/a', 'http://example.com/a', true],
  ['http://example.com/a', 'http://example.com/b', false],
  ['http://example.com/a', 'https://example.com/a', false],
  ['http://example.com/a/../b', 'http://example.com/b', true],
  ['http://example.com?a', 'http://example.com', false],
])('%s and %s are one repository: %s', (a, b, expected) => {
  expect(isSameAddress(a, b)).toBe(expected)
})

// As `helm repo index` writes it: what can be read in parts is read in parts, and says the same as the whole.
const inHelmsWay = `apiVersion: v1
entries:
  anchor:
  - annotations:
      a: x
    apiVersion: v2
    created: "2026-01-01T00:00:00Z"
    description: |-
      name: no
        version: nothing
    digest: aa
    keywords:
    - k
    name: anchor
    urls:
    - anchor-1.0.0.tgz
    version: 1.0.0
  shop:
  - name: shop
    urls:
    - shop-1.2.0.tgz
    version: 1.2.0
  - name: shop
    urls:
    - shop-1.3.0.tgz
    version: 1.3.0
generated: "2026-01-01T00:00:00Z"
`

test('an index in Helm’s way is read in parts', () => {
  expect([...(splitIndex(inHelmsWay) ?? [])].map(([name]) => name)).toEqual(['anchor', 'shop'])
  const inParts = read(inHelmsWay)
  const whole = read(`# read whole\n${inHelmsWay}`)
  for (const name of ['anchor', 'shop', 'mast']) expect(inParts.get(name)).toEqual(whole.get(name))
  expect([...inParts.names()]).toEqual([...whole.names()])
})

test.each([
  ['a field that nobody knows', 'digest: aa', 'colour: red'],
  ['a version that is none', 'version: 1.3.0', 'version: next'],
  ['no version', '    version: 1.3.0\n', ''],
  ['a name that is none', 'name: anchor', 'name: a/b'],
  ['a type that is none', 'digest: aa', 'type: plugin'],
  ['an anchor of YAML', 'name: anchor', 'name: &a anchor'],
  ['a chart twice', '  shop:', '  anchor:'],
  ['a field twice', 'digest: aa', 'name: anchor'],
  ['an empty entry', 'generated:', '  -\ngenerated:'],
  ['a comment', '  shop:', '# here\n  shop:'],
  ['another document', 'generated:', '---\ngenerated:'],
  ['a field at its end that nobody knows', 'generated:', 'shape: round\ngenerated:'],
  ['addresses in a line', 'urls:\n    - shop-1.3.0.tgz', 'urls: [a]'],
])('an index with %s is read whole', (_what, from, to) => {
  const changed = inHelmsWay.replace(from, to)
  expect(changed).not.toBe(inHelmsWay)
  expect(splitIndex(changed)).toBe(undefined)
})
