import { expect, test } from 'vitest'
import {
  formatLabelSelector,
  labelSelectorFaults,
  labelSelectorMatch,
  mapSelectorMatch,
  parseLabelSelector,
} from './label-selector.ts'

const web = { app: 'web', tier: 'front' }

test('matchLabels and matchExpressions must all hold', () => {
  const match = labelSelectorMatch({
    matchLabels: { app: 'web' },
    matchExpressions: [
      { key: 'tier', operator: 'In', values: ['front', 'edge'] },
      { key: 'track', operator: 'NotIn', values: ['canary'] },
      { key: 'app', operator: 'Exists' },
      { key: 'old', operator: 'DoesNotExist' },
    ],
  })
  expect(match(web)).toBe(true)
  expect(match({ ...web, track: 'canary' })).toBe(false)
  expect(match({ ...web, old: '' })).toBe(false)
  expect(match({ app: 'web' })).toBe(false)
  expect(match(undefined)).toBe(false)
})

test('an empty LabelSelector matches everything, an absent one nothing, an empty map nothing', () => {
  expect(labelSelectorMatch({})(undefined)).toBe(true)
  expect(labelSelectorMatch(undefined)(web)).toBe(false)
  expect(mapSelectorMatch({})(web)).toBe(false)
  expect(mapSelectorMatch({ app: 'web' })(web)).toBe(true)
  expect(mapSelectorMatch({ app: 'web', x: 'y' })(web)).toBe(false)
})

test.each([
  ['', true],
  ['app=web', true],
  ['app==web, tier != back', true],
  ['app in (api,web)', true],
  ['app notin (api,web)', false],
  ['missing notin (a)', true],
  ['missing!=a', true],
  ['app', true],
  ['!app', false],
  ['!missing,tier', true],
  ['missing in (,a)', false],
  ['in in (in)', false],
])('selector %j on the web pod: %s', (text, expected) => {
  expect(parseLabelSelector(text)(web)).toBe(expected)
})

test('comparison of whole numbers', () => {
  expect(parseLabelSelector('size>5')({ size: '6' })).toBe(true)
  expect(parseLabelSelector('size<5')({ size: '6' })).toBe(false)
  expect(parseLabelSelector('size>5')({ size: 'large' })).toBe(false)
})

test('empty members of a set and empty values', () => {
  expect(parseLabelSelector('a in (,b)')({ a: '' })).toBe(true)
  expect(parseLabelSelector('a in ()')({ a: '' })).toBe(true)
  expect(parseLabelSelector('a=,b=c')({ a: '', b: 'c' })).toBe(true)
})

test.each([
  ['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
  ['a gt 5', "unable to parse requirement: found 'gt', expected: in, notin, =, ==, !=, gt, lt"],
  ['a in b', "unable to parse requirement: found 'b' expected: '('"],
  ['a in (b', "unable to parse requirement: found '', expected: ',' or ')'"],
  ['=a', "found '=', expected: !, identifier, or 'end of string'"],
  ['a,', "found '', expected: identifier after ','"],
  ['a=b c', "found 'c', expected: ',' or 'end of string'"],
  ['a>b', 'must be an integer'],
  ['-a=b', 'is not a label key'],
  ['a=-b', 'is not a label value'],
])('selector %j is refused', (text, message) => {
  expect(() => parseLabelSelector(text)).toThrow(message)
})

test('a selector is printed in the order of its keys', () => {
  const selector = {
    matchLabels: { tier: 'front', app: 'web' },
    matchExpressions: [
      { key: 'old', operator: 'DoesNotExist' },
      { key: 'zone', operator: 'In', values: ['b', 'a'] },
    ],
  } as const
  expect(formatLabelSelector(selector)).toBe('app=web,!old,tier=front,zone in (a,b)')
})

test('faults are named, all of them', () => {
  const faults = labelSelectorFaults({
    matchLabels: { 'a b': 'c' },
    matchExpressions: [
      { key: 'x', operator: 'In' },
      { key: 'y', operator: 'Exists', values: ['not allowed'] },
    ],
  })
  expect(faults).toEqual([
    '"a b" is not a label key',
    'In needs values (key x)',
    '"not allowed" is not a label value (key y)',
    'Exists takes no values (key y)',
  ])
})
