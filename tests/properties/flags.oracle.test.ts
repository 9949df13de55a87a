import fc from 'fast-check'
import { expect, test } from 'vitest'
import { difference } from './agreement.ts'
import { isBuilt, templateQuestion } from './helm-batch.ts'

const options = { timeout: 600_000 }
const defaults = 'a: {b: {c: 1}, l: [1, {x: 2}]}\nl: [1, 2, {k: v}]\ns: text\nn: null\n'
const shown = '{{ toJson .Values }}|{{ range $k, $v := .Values }}{{ $k }}={{ kindOf $v }} {{ end }}'

const piece = fc.constantFrom(
  'a',
  'b',
  'c',
  'l',
  's',
  'n',
  '.',
  '.',
  '=',
  '=',
  '=',
  ',',
  ',',
  '[0]',
  '[1]',
  '[3]',
  '[',
  ']',
  '{',
  '}',
  '\\',
  ' ',
  '"',
  "'",

  '1',
  '0',
  '-1',
  '007',
  '1.5',
  'true',
  'null',
  'x',
  'é',
  '{1,2}',
  '{}',
  '[70000]',
  '[-1]',
  'global',
  '~',
  '9223372036854775808',
  '\n',
)
const noise = fc.array(piece, { minLength: 1, maxLength: 9 }).map((each) => each.join(''))
const key = fc.stringMatching(/^[abcls](\.[abc]|\[[0-3]\]){0,3}$/)
const value = fc.constantFrom(
  '1',
  '',
  'x',
  'true',
  'null',
  '{a,b}',
  '{}',
  '0x1',
  '12',
  'a\\,b',
  'a=b',
  '-0',
  '+5',
  '1e3',
  '{1,null,true}',
  '01',
)
const assignments = fc
  .array(
    fc.tuple(key, value).map((pair) => pair.join('=')),
    { minLength: 1, maxLength: 3 },
  )
  .map((each) => each.join(','))
const json = fc.oneof(
  fc.tuple(key, fc.json({ maxDepth: 2 })).map((pair) => pair.join('=')),
  fc.json({ maxDepth: 2 }),
  fc
    .tuple(key, fc.constantFrom('', 'x', '{', '1 2', '1,b=2', 'nul', '"a" , c=3'))
    .map((pair) => pair.join('=')),
)
const expression = fc.oneof({ weight: 2, arbitrary: assignments }, { weight: 1, arbitrary: noise })

test.runIf(isBuilt)('random expressions of the --set family', options, () => {
  const questions = fc
    .record({
      set: fc.array(expression, { maxLength: 2 }),
      setString: fc.array(expression, { maxLength: 1 }),
      setJson: fc.array(json, { maxLength: 1 }),
      setLiteral: fc.array(expression, { maxLength: 1 }),
    })
    .map((flags) => ({ ...templateQuestion(shown, defaults), ...flags }))
  expect(difference(questions, 3000)).toBeUndefined()
})

const number = fc.constantFrom('0', '1', '2', '3', '10', '01', 'x', 'X', '*')
const plainNumber = fc.constantFrom('0', '1', '2', '3', '10', '01')
const suffix = fc.constantFrom(
  '',
  '',
  '',
  '-0',
  '-alpha',
  '-alpha.1',
  '-beta.2',
  '-rc1',
  '+build',
  '-a+b',
  '-01',
  '-',
)
const versionOf = (part: fc.Arbitrary<string>) =>
  fc
    .tuple(fc.constantFrom('', '', 'v', ' '), fc.array(part, { minLength: 1, maxLength: 4 }), suffix)
    .map(([prefix, parts, end]) => prefix + parts.join('.') + end)
const comparison = fc
  .tuple(
    fc.constantFrom('', '=', '!=', '>', '<', '>=', '<=', '=>', '=<', '~', '~>', '^', '==', '>>'),
    fc.constantFrom('', ' '),
    versionOf(number),
  )
  .map((parts) => parts.join(''))
const range = fc.oneof(
  { weight: 3, arbitrary: comparison },
  { weight: 1, arbitrary: fc.tuple(versionOf(number), versionOf(number)).map((pair) => pair.join(' - ')) },
)
const ranges = fc
  .tuple(
    range,
    fc.array(
      fc.tuple(fc.constantFrom(', ', ' ', ',', ' || ', '||'), range).map((pair) => pair.join('')),
      { maxLength: 2 },
    ),
  )
  .map(([first, more]) => first + more.join(''))

test.runIf(isBuilt)('random ranges over random versions', options, () => {
  const questions = fc
    .tuple(ranges, fc.array(versionOf(plainNumber), { minLength: 1, maxLength: 4 }))
    .map(([text, versions]) => {
      const each = versions.map(
        (version) => `{{ semverCompare ${JSON.stringify(text)} ${JSON.stringify(version)} }}`,
      )
      return templateQuestion(each.join(' '))
    })
  expect(difference(questions, 3000)).toBeUndefined()
})
