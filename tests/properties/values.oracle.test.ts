import fc from 'fast-check'
import { expect, test } from 'vitest'
import { difference } from './agreement.ts'
import { arbitraryNumber, arbitraryText, arbitraryTree } from './arbitrary-yaml.ts'
import { agreeOrFail, isBuilt, type Question, templateQuestion } from './helm-batch.ts'

/** The value is given by `--set-json`, so that only what is written is tried. */
function written(template: string, value: unknown): Question {
  return { ...templateQuestion(template), setJson: [`v=${JSON.stringify(value)}`] }
}

const writers = fc.constantFrom(
  'toYaml',
  'toYamlPretty',
  'toJson',
  'toPrettyJson',
  'toRawJson',
  'toString',
  'quote',
  'html',
  'js',
  'urlquery',
)

test.runIf(isBuilt)('random values through toYaml, toJson and their kin', { timeout: 600_000 }, () => {
  const questions = fc
    .tuple(writers, arbitraryTree)
    .map(([writer, value]) => written(`{{ ${writer} .Values.v }}`, value))
  expect(difference(questions, 3000)).toBeUndefined()
})

test.runIf(isBuilt)('random values through toToml', { timeout: 600_000 }, () => {
  const table = fc.dictionary(fc.string({ maxLength: 4 }), arbitraryTree, { maxKeys: 4 })
  expect(
    difference(
      table.map((value) => written('{{ toToml .Values.v }}', value)),
      1000,
    ),
  ).toBeUndefined()
})

test.runIf(isBuilt)('random values written, read and written again', { timeout: 600_000 }, () => {
  const there = fc.constantFrom(
    '{{ toYaml .Values.v | fromYaml | toJson }}',
    '{{ toYaml .Values.v | fromYamlArray | toJson }}',
    '{{ toJson .Values.v | fromJson | toYaml }}',
    '{{ toYaml .Values.v | nindent 4 | fromYaml | toYaml }}',
    '{{ dict "v" .Values.v | toToml | fromToml | toJson }}',
  )
  const questions = fc.tuple(there, arbitraryTree).map(([template, value]) => written(template, value))
  expect(difference(questions, 1500)).toBeUndefined()
})

const verbs = fc.constantFrom(...'vTdboOxXcqUeEfFgGstw%z'.split(''))
const number = fc.constantFrom('', '', '0', '1', '3', '8', '20', '*', '[1]*', '[2]')
const directive = fc
  .tuple(
    fc.subarray(['+', '-', '#', ' ', '0']),
    number,
    fc.option(number, { nil: undefined }),
    fc.constantFrom('', '', '[1]', '[3]', '[x]'),
    verbs,
  )
  .map(([flags, width, precision, index, verb]) => {
    return `%${flags.join('')}${width}${precision === undefined ? '' : `.${precision}`}${index}${verb}`
  })
const operand = fc.constantFrom(
  '.Values.v',
  '.Values.n',
  '.Values.s',
  '7',
  '-3',
  "'x'",
  '1.5',
  'true',
  'nil',
  '"é😀"',
  '(list 1 "a" nil)',
  '(until 3)',
  '(int64 5)',
  '.Values.missing',
  '(semver "1.2.3")',
  '1114112',
  '2i',
)

test.runIf(isBuilt)('random formats of printf over random values', { timeout: 600_000 }, () => {
  const formats = fc.array(fc.oneof(directive, fc.constantFrom(' ', 'x', '%', 'é')), {
    minLength: 1,
    maxLength: 4,
  })
  const questions = fc
    .tuple(formats, fc.array(operand, { maxLength: 4 }), arbitraryTree, arbitraryNumber, arbitraryText)
    .map(([parts, operands, v, n, s]) => {
      const template = `{{ printf ${JSON.stringify(parts.join(''))} ${operands.join(' ')} }}`
      return {
        ...templateQuestion(template),
        setJson: [`v=${JSON.stringify(v)}`, `n=${n}`, `s=${JSON.stringify(s)}`],
      }
    })
  expect(difference(questions, 3000)).toBeUndefined()
})

test.runIf(isBuilt)('random YAML texts of values files', { timeout: 600_000 }, () => {
  const line = fc.constantFrom(
    'a: 1',
    'b: [1, x]',
    'c: {d: e}',
    '- a',
    '  x: y',
    '  - z',
    '  ',
    '# c',
    'a: |',
    '  text',
    '   more',
    'b: >-',
    'k: "x\\ty"',
    "q: 'it''s'",
    'e: &x 1',
    'f: *x',
    'g: !!str 5',
    '? k',
    ': v',
    '---',
    '...',
    '%YAML 1.1',
    '"k 2": yes',
    '0x10: hex',
    'n: ~',
    '<<: {m: 1}',
    'h: 12:30:45',
    'i: 2001-12-14',
    'a',
    '\tb: 1',
    'j: [1,',
    '  2]',
    'o: 0o14',
    'p: 1_000.5',
    'long: word word',
    '    word',
    'u: "\\u263a\\x41\\',
    '  tail"',
  )
  const texts = fc.array(
    fc.oneof(
      { weight: 8, arbitrary: line },
      { weight: 1, arbitrary: arbitraryText.map((each) => `t: ${each}`) },
    ),
    { minLength: 1, maxLength: 6 },
  )
  const questions = texts.map((lines) => ({
    ...templateQuestion('{{ toJson .Values }}'),
    values: [`${lines.join('\n')}\n`],
  }))
  expect(difference(questions, 3000, agreeOrFail)).toBeUndefined()
})
