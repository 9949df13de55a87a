import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changedPaths } from './changed-paths.ts'

const told = (before: unknown, after: unknown) =>
  changedPaths(before, after).map(({ before: old, after: now }) => {
    const side = (each: { path: readonly unknown[]; value: unknown } | undefined) =>
      each === undefined ? '–' : `${each.path.join('.')}=${JSON.stringify(each.value)}`
    return `${side(old)} → ${side(now)}`
  })

test.each<[before: unknown, after: unknown, told: string[]]>([
  [{ a: 1 }, { a: 1 }, []],
  [{ a: 1, b: 2 }, { a: 2, c: 3 }, ['a=1 → a=2', 'b=2 → –', '– → c=3']],
  [{ a: { b: 1 } }, { a: 'x' }, ['a={"b":1} → a="x"']],
  [{ a: null }, { a: null }, []],
  [{ a: null }, {}, ['a=null → –']],
  [[1, 2, 3], [1, 3], ['1=2 → –']],
  [[1, 3], [1, 2, 3], ['– → 1=2']],
  [[1, 2], [1, 5], ['1=2 → 1=5']],
  [
    [
      { name: 'a', v: 1 },
      { name: 'b', v: 2 },
    ],
    [
      { name: 'x', v: 0 },
      { name: 'b', v: 3 },
      { name: 'a', v: 1 },
    ],
    ['1.v=2 → 1.v=3', '– → 0={"name":"x","v":0}', '=["a","b"] → =["b","a"]'],
  ],
  [[{ p: 1 }, { p: 2 }], [{ p: 0 }, { p: 1 }, { p: 2 }], ['– → 0={"p":0}']],
  [[], [1], ['– → 0=1']],
])('%j and %j', (before, after, expected) => {
  expect(told(before, after)).toEqual(expected)
})

test('equal values have no change, and different ones have one', () => {
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(null, 1, 2, 'x'),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'name'), tie('tree')),
    ),
  }))
  fc.assert(
    fc.property(tree, tree, (before, after) => {
      expect(changedPaths(before, before)).toEqual([])
      const isSame = JSON.stringify(sorted(before)) === JSON.stringify(sorted(after))
      expect(changedPaths(before, after).length === 0).toBe(isSame)
    }),
  )
})

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]))
}
