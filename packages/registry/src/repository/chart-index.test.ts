import { expect, test } from 'vitest'
import { chosenVersion, readIndex } from './chart-index.ts'
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
  expect(read(text([entry('1.0.0', { colour: 'red' })], { shape: 'round' })).size).toBe(1)
  expect(() => read('apiVersion: v1\nshape: round\n')).toThrow('json: unknown field "shape"')
  expect(() => read('apiVersion: v1\nentries: {shop: [{name: shop, colour: red}]}\n')).toThrow(
    'json: unknown field "colour"',
  )
  expect(
    read(
      'apiVersion: v1\nentries: {shop: [{name: shop, version: 1, urls: [], engine: gotpl, tillerVersion: ">2"}]}\n',
    ).size,
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
