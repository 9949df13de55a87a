import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readBlocks } from './block-reader.ts'
import type { YamlNode } from './node.ts'
import { parseAny } from './parser.ts'

/** All that the parser makes of a text, or its complaint. */
function parsed(text: string): readonly (YamlNode | undefined)[] | string {
  try {
    return Array.from(parseAny(text), ({ root }) => root)
  } catch (error) {
    return String(error)
  }
}

const deployment = `---
# Source: web/templates/deployment.yaml
apiVersion: apps/v1
kind: "Deployment"
metadata:
  name: 'it''s'   # a comment
  labels: {}
  annotations:

    checksum/config: a:b#c
spec:
  args: ["--a", 'b', c, {key: app/x, values: [y, [z]]}, ]
  record: :a:b
  long: 'use ''it'' as
    ''is'' '
  items:
  - name: x
    empty:
    -
  -   deep: - 1
`.replace('deep: - 1', 'deep: -1')

const scripts = `data:
  run.sh: |-
    #!/bin/sh
    echo "$1"

    # not a comment of YAML
  folded: >
    one
    two
  long: "first
    second"
  plain: first
    second
next: 1
`

test.each([deployment, scripts, '', '# nothing\n', 'a:\n- b\n- - c\n  - d\n', 'a: |\n\n\nb: |+\n  x\n\n'])(
  'reads %j as the parser does',
  (text) => {
    const root = readBlocks(text)
    expect(root).toBeDefined()
    expect(root === null ? [] : [root]).toEqual(parsed(text))
  },
)

test.each([
  'a: &x 1\nb: *x\n',
  'a: !!str 1\n',
  '? a\n: b\n',
  'a: {b: [c], d}\n',
  'a: 1\n---\nb: 2\n',
  'a: b: c\n',
  'a:\n  - x\n  b: 1\n',
  'a: 1\n  b: 2\n',
  '\ta: 1\n',
  'a: 1\r\n',
  'just text\n',
])('leaves %j to the parser', (text) => {
  expect(readBlocks(text)).toBeUndefined()
})

const pieces = [
  'a',
  'b c',
  '-1',
  '"q"',
  "'s'",
  '"\\n"',
  'x:y',
  '#',
  ' # c',
  ': ',
  ':',
  '- ',
  '-',
  '|',
  '>-',
  '[]',
  '{}',
  '[a, "b"]',
  '{a: b, c: [d]}',
  '{',
  '}',
  ']',
  '\n',
  '\n  ',
  '\n  ',
  '\n- ',
  '\n\n',
  ' ',
  '\n---\n',
  '...',
  '&a ',
  '*a',
  '!t ',
  '? ',
  '\t',
  'é',
  '\u00a0',
  '~',
  '%',
  ',',
]

test('whatever it reads, it reads as the parser does', () => {
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 24 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, (each) => {
      const root = readBlocks(each)
      if (root === undefined) return
      expect(root === null ? [] : [root]).toEqual(parsed(each))
    }),
    { numRuns: 3000 },
  )
})
