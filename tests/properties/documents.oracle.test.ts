import fc from 'fast-check'
import { expect, test } from 'vitest'
import { difference } from './agreement.ts'
import { isBuilt, type Question } from './helm-batch.ts'

const line = fc.constantFrom(
  '---',
  '---',
  '---',
  '--- ',
  '---\t',
  '--- # c',
  '---kind: Pod',
  '----',
  ' ---',
  '  ---',
  '...',
  '',
  '',
  '   ',
  '\t',
  '\r',
  '---\r',
  '# c',
  '#',

  'kind: Service',
  'kind: Namespace',
  'kind: Zebra',
  'kind: Pod',
  'metadata: {name: a}',
  'a: 1',
  'b: |',
  '  text',
  '   ---',
  ' indented: 1',
  'null',
  '~',
  '- a',
  'text',

  'metadata: {annotations: {helm.sh/hook: pre-install}}',
  'metadata: {annotations: {helm.sh/hook: "post-install,test"}}',
  'metadata: {annotations: {helm.sh/hook: nope}}',
  'metadata: {annotations: {a: 1}}',
  '\u00a0',
  '\u2028',
)
const text = fc
  .tuple(fc.array(line, { maxLength: 9 }), fc.constantFrom('', '\n', '\n\n', '  '))
  .map(([lines, end]) => lines.join('\n') + end)

test.runIf(isBuilt)('random texts cut into documents, sorted and printed', { timeout: 600_000 }, () => {
  const questions = fc.tuple(text, text).map(
    ([a, b]): Question => ({
      files: {
        'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
        'templates/a.yaml': a,
        'templates/b.yaml': b,
      },
    }),
  )
  expect(difference(questions, 4000)).toBeUndefined()
})
