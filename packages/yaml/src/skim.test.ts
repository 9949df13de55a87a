import fc from 'fast-check'
import { expect, test } from 'vitest'
import { refuseInconvertible } from './convertible.ts'
import type { MappingEntry } from './node.ts'
import { parseAny } from './parser.ts'
import { skimBlocks } from './skim.ts'
import { scalarText, toValue } from './value.ts'

const names = new Set(['kind', 'metadata'])

/** The value of the only document, with the entries of other names left out. */
function expected(text: string): unknown {
  const [document, ...others] = parseAny(text)
  const root = document?.root
  if (root?.kind !== 'mapping') throw new Error('not a map')
  expect(others).toEqual([])
  refuseInconvertible(root)
  toValue(root)
  const isWanted = ({ key }: MappingEntry) =>
    key.kind === 'scalar' && names.has((scalarText(key) ?? '').toLowerCase())
  return toValue({ ...root, entries: root.entries.filter(isWanted) })
}

function found(skimmed: string): unknown {
  const [document] = parseAny(skimmed)
  return document === undefined ? new Map() : toValue(document.root)
}

const deployment = `---
# Source: web/templates/deployment.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: 'it''s'   # a comment
  labels: {app: web, tier: "x"}
  annotations:

    checksum/config: a:b#c
    "helm.sh/hook": test
    long: one
      two - 'three'

      four
spec:
  args: ["--a", 'b', c]
  none: {}
  items:
  - name: x
    empty:
    -
  -   deep: -1
      script: |-

        #!/bin/sh
          echo "$1": x

  - - a
    - "b
      c\\n"
  text: >+
    x
Kind: Other
`

test('gives the text of the entries that are wanted', () => {
  const text = skimBlocks(deployment, names) ?? ''
  expect(text).toMatch(/^kind: Deployment\nmetadata:\n {2}name[^]*four\nKind: Other\n$/)
  expect(found(text)).toEqual(expected(deployment))
  expect(skimBlocks('spec: 1\n', names)).toBe('')
})

test.each([
  'a: &x 1\nb: *x\n',
  'a: .inf\n',
  'a: [.nan]\n',
  'null: 1\n',
  '~: 1\n',
  '<<: {}\n',
  'a: 1\n---\nb: 2\n',
  'a: b: c\n',
  'a:\n  - x\n  b: 1\n',
  'a: 1\n# c\n  b\n',
  'a: "x"\n  b\n',
  'a: |\n  b\n c\n',
  '- a\n',
  '"kind": Pod\n',
  'a: \udcff\n',
  '',
])('leaves %j to the readers', (text) => {
  expect(skimBlocks(text, names)).toBeUndefined()
})

// biome-ignore format: a table
const pieces = [
  'kind: ', 'kind:', 'metadata:', '\nmetadata:\n  ', '\n  name: a', '\nspec:\n', 'a: ', 'a', 'b c', '-1', '"q"', "'s'", '"\\n"', '"', "'",
  'x:y', '#', ' # c', '\n# c', ': ', ':', '- ', '-', '|', '|\n', '>-\n', '[]', '{}', '[a, "b"]', '{a: b}', '{', '\n', '\n ', '\n  ',
  '\n   ', '\n- ', '\n  - ', '\n\n', ' ', '\n---\n', '...', '&a ', '*a', '!t ', '? ', '\t', 'é', '\u00a0', '~', '%', ',', '.inf', 'null: ',
]

test('what it accepts is a map without faults, and the wanted entries say the same', () => {
  let accepted = 0
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 14 }), (parts) => {
      for (const text of [parts.join(''), `kind: ${parts.join('')}`, `kind:\n  a: ${parts.join('')}`]) {
        const skimmed = skimBlocks(text, names)
        if (skimmed === undefined) continue
        accepted++
        expect(found(skimmed)).toEqual(expected(text))
      }
    }),
    { numRuns: 20_000 },
  )
  expect(accepted).toBeGreaterThan(1000)
})
