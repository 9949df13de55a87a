// A grammar: random templates over random values, for comparison with real Helm.
import fc from 'fast-check'
import { type Signature, type Sort, signatures, sorts } from './template-functions.ts'

const texts = [
  '',
  'a',
  'b c',
  'x',
  'A-b_C d',
  'HTTPServer',
  'é😀ß',
  ' pad ',
  'true',
  '12',
  '-3.5',
  '0x1F',
  '1e3',
  'a,b,c',
  '%s|%v|%5d',
  '%q %x',
  'two\nlines',
  'tab\there',
  '- a',
  'k: v',
  '{"k":[1,2.5,"x"]}',
  '[1,"a"]',
  'k = 1',
  '<b>&\'"</b>',
  'a.b.c',
  '/usr/lib/x.tar.gz',
  '../a/./b',
  '1.2.3',
  'v1.2',
  '>=1.2 <2',
  '^0.3',
  '~1.2.x',
  '[a-z]+',
  'a(b|c)*',
  '(',
  '(?P<n>\\w)',
  '${n}$1',
  'https://u:p@h:80/p?q=1#f',
  '2h45m',
  '-90s',
  '2006-01-02',
  '2020-03-04T05:06:07Z',
  'UTC',
  'Europe/Berlin',
  'string',
  'map',
  'slice',
  'float64',
  'int',
  'aGVsbG8=',
  'host',
  'path',
  'null',
  '~',
  'yes',
  '0755',
  'A'.repeat(90),
  'word '.repeat(20),
  '{{ .Values.a }}',
  '<no value>',
]
const keys = ['a', 'b', 'c', 'list', 'map', 's', 'n', 'scheme', 'host', 'missing']

function quoted(text: string): string {
  return JSON.stringify(text)
}

const literals: Readonly<Record<Sort, fc.Arbitrary<string>>> = {
  any: fc.constantFrom('(first (list))', '1', '1.5', '"a"', 'true', '(list)', '(dict)', "'x'"),
  string: fc.oneof(fc.constantFrom(...texts), fc.constantFrom(...keys)).map(quoted),
  int: fc.constantFrom(
    '0',
    '1',
    '-1',
    '2',
    '7',
    '42',
    '0x1F',
    "'a'",
    '1_000',
    '9223372036854775807',
    '-9223372036854775808',
    '0b11',
    '0o17',
    '1000000',
  ),
  small: fc.integer({ min: -3, max: 12 }).map(String),
  float: fc.constantFrom(
    '0.0',
    '1.5',
    '0.1',
    '-2.75',
    '1e6',
    '1e-7',
    '3.0',
    '2.675',
    '1e21',
    '123456789.123',
  ),
  bool: fc.constantFrom('true', 'false'),
  list: fc.constantFrom(
    '(list)',
    '(list 1 2 3)',
    '(list "b" "a" "b")',
    '(list 1 1.0 "1" nil true)',
    '(list (list 1) (dict "a" 1))',
    '(until 3)',
  ),
  map: fc.constantFrom(
    '(dict)',
    '(dict "a" 1 "b" "x")',
    '(dict "a" (dict "b" (list 1 2)) "s" nil)',
    '(dict "host" "h" "path" "/p" "scheme" "http")',
  ),
  texts: fc.constantFrom('(list "b" "a" "c")', '(splitList "," "x,y,z")', '(list)'),
  fresh: fc.constantFrom(
    '(dict)',
    '(dict "a" 0 "b" "x")',
    '(deepCopy $.Values.map)',
    '(dict "m" (dict "a" 1))',
  ),
  plain: fc.constantFrom('1', '"set"', 'true', '2.5', '(list)'),
  time: fc.constantFrom(
    '(toDate "2006-01-02" "2020-03-04")',
    '(toDate "2006-01-02T15:04:05Z07:00" "1999-12-31T23:59:59+02:00")',
    '(toDate "x" "y")',
  ),
}

/** Paths that hold what is wanted, in most values. */
const paths: Readonly<Record<Sort, readonly string[]>> = {
  any: ['$x', '$y', '$z', '.', '$.Release.Name', '$.Values', '$.Release'],
  string: ['$.Values.s', '$.Release.Name', '$.Chart.Name', '$.Values.c'],
  int: ['$.Release.Revision', '(int $.Values.n)', '(len $.Values.list)'],
  small: ['(len $.Values.list)', '$.Release.Revision'],
  float: ['$.Values.n', '$.Values.n'],
  bool: ['$.Release.IsUpgrade', '(not $.Values.a)'],
  list: ['$.Values.list', '$.Values.list', '$.Values.map.list'],
  map: ['$.Values.map', '$.Release', '$.Values.map.map', '$.Values'],
  texts: ['$.Values.list'],
  fresh: ['(dict "c" $.Values.c)'],
  plain: ['$.Values.s'],
  time: ['(toDate "2006-01-02" "2024-02-29")'],
}

const somePath = fc
  .array(fc.constantFrom(...keys), { minLength: 1, maxLength: 1 })
  .map((names) => `$.Values.${names.join('.')}`)

/** Sizes are never computed, and times never anything else: sprig would take the present. */
const closed: readonly Sort[] = ['time', 'small', 'fresh', 'plain']

/** The expressions of every sort, each a text that can be an operand. */
const expressions = fc.letrec<Record<Sort, string>>((tie) => {
  const operand = (sort: Sort) =>
    closed.includes(sort)
      ? tie(sort)
      : fc.oneof({ weight: 60, arbitrary: tie(sort) }, { weight: 1, arbitrary: tie('any') })
  return Object.fromEntries(sorts.map((sort) => [sort, ofSort(sort, operand)])) as Record<
    Sort,
    fc.Arbitrary<string>
  >
})

function ofSort(sort: Sort, operand: (sort: Sort) => fc.Arbitrary<string>): fc.Arbitrary<string> {
  const exact = signatures.filter(({ result }) => sort === 'any' || result === sort)
  const open = closed.includes(sort) ? [] : signatures.filter(({ result }) => result === 'any')
  const calls = (of: readonly Signature[]) => fc.constantFrom(...of).chain((call) => callOf(call, operand))
  return fc.oneof(
    { depthSize: 'small', withCrossShrink: true, maxDepth: 4 },
    { weight: 6, arbitrary: literals[sort] },
    { weight: 6, arbitrary: fc.constantFrom(...paths[sort]) },
    ...(sort === 'any' ? [{ weight: 4, arbitrary: somePath }] : []),
    ...(exact.length > 0 ? [{ weight: 10, arbitrary: calls(exact) }] : []),
    ...(open.length > 0 && sort !== 'any' ? [{ weight: 1, arbitrary: calls(open) }] : []),
  )
}

function callOf(call: Signature, operand: (sort: Sort) => fc.Arbitrary<string>): fc.Arbitrary<string> {
  const last = call.parameters.at(-1)
  const more =
    call.repeats && last !== undefined ? fc.array(operand(last), { maxLength: 2 }) : fc.constant([])
  return fc
    .tuple(fc.tuple(...call.parameters.map(operand)), more, fc.boolean())
    .map(([args, others, piped]) => {
      const all = [...args, ...others]
      const final = piped ? all.pop() : undefined
      const words = [call.name, ...all].join(' ')
      return final === undefined ? `(${words})` : `(${final} | ${words})`
    })
}

const trims = fc.constantFrom(
  ['{{ ', ' }}'],
  ['{{- ', ' }}'],
  ['{{ ', ' -}}'],
  ['{{- ', ' -}}'],
  ['{{', '}}'],
)

function action(content: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(trims, content).map(([[open, close], text]) => `${open}${text}${close}`)
}

/** Bodies of templates. Variables are declared at the top, so that every one of them is known everywhere. */
const bodies = fc.letrec<{ body: string; statement: string }>((tie) => {
  const { any, string, list, map, small } = expressions
  const word = (text: string) => action(fc.constant(text))
  const ifs = fc.tuple(
    action(any.map((e) => `if ${e}`)),
    tie('body'),
    action(any.map((e) => `else if ${e}`)),
    tie('body'),
    word('else'),
    tie('body'),
    word('end'),
  )
  const withs = fc.tuple(
    action(any.map((e) => `with ${e}`)),
    tie('body'),
    fc.oneof(word('else'), action(any.map((e) => `else with ${e}`))),
    tie('body'),
    word('end'),
  )
  const rangeHead = fc
    .tuple(fc.constantFrom('', '$y := ', '$x, $y := ', '$z = ', '$x, $z = '), fc.oneof(list, map, small))
    .map(([vars, e]) => `range ${vars}${e}`)
  const jump = fc.constantFrom(
    '',
    '',
    '',
    '{{ break }}',
    '{{ continue }}',
    '{{ if . }}{{ continue }}{{ end }}',
    '{{ if eq (kindOf .) "string" }}{{ break }}{{ end }}',
  )
  const ranges = fc.tuple(
    action(rangeHead),
    tie('body'),
    jump,
    tie('body'),
    fc.constantFrom('', '{{ else }}none'),
    word('end'),
  )
  const joined = (parts: fc.Arbitrary<string[]>) => parts.map((each) => each.join(''))
  return {
    body: joined(fc.array(tie('statement'), { maxLength: 3 })),
    statement: fc.oneof(
      { depthSize: 'small', withCrossShrink: true, maxDepth: 4 },
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          'text ',
          '\n',
          '  \n',
          'a: ',
          '} ',
          '{{/* note */}}',
          '{{- /* note */ -}}',
          '<no value>',
        ),
      },
      { weight: 6, arbitrary: action(any) },
      {
        weight: 1,
        arbitrary: action(
          fc
            .tuple(fc.constantFrom('$x', '$y', '$z'), fc.constantFrom(':=', '='), any)
            .map((each) => each.join(' ')),
        ),
      },
      { weight: 1, arbitrary: action(any.map((e) => `include "named" ${e}`)) },
      { weight: 1, arbitrary: action(any.map((e) => `template "named" ${e}`)) },
      {
        weight: 1,
        arbitrary: action(
          fc.tuple(string, fc.constantFrom('.', '$', '(dict)')).map(([e, dot]) => `tpl ${e} ${dot}`),
        ),
      },
      {
        weight: 1,
        arbitrary: joined(
          fc.tuple(
            action(fc.nat(99).map((n) => `block "inner${n}" $x`)),
            fc.constantFrom('{{ . }}', 'text', '{{ .a }}'),
            word('end'),
          ),
        ),
      },
      { weight: 2, arbitrary: joined(ifs) },
      { weight: 2, arbitrary: joined(withs) },
      { weight: 2, arbitrary: joined(ranges) },
    ),
  }
})

const named = fc.constantFrom(
  '[{{ . }}]',
  '{{ range . }}<{{ . }}>{{ end }}',
  '{{ .a }}',
  '{{ kindOf . }}/{{ typeOf . }}',
  '{{ toJson . }}',
)

/** A template that stands in a file of a chart. Its variables are known everywhere. */
export const arbitraryTemplate: fc.Arbitrary<string> = fc
  .tuple(
    named,
    fc.constantFrom('$.Values.a', '$.Values.map', '$.Values.list', '$.Values', '.', '1'),
    expressions.any,
    bodies.body,
    bodies.body,
  )
  .map(
    ([define, x, z, first, second]) =>
      `{{ define "named" }}${define}{{ end }}{{ $x := ${x} }}{{ $y := 1 }}{{ $z := 2.5 }}{{ $z = ${z} }}${first}${second}`,
  )

const scalar = fc.oneof(
  fc.constantFrom<unknown>(
    ...texts,
    null,
    true,
    false,
    0,
    1,
    -1,
    80,
    1.5,
    -0.25,
    1e6,
    123456,
    1e21,
    1e-7,
    12345678901,
  ),
  fc.integer({ min: -1000, max: 1000 }),
)

const tree = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    { weight: 4, arbitrary: scalar },
    { weight: 1, arbitrary: fc.array(tie('node'), { maxLength: 4 }) },
    { weight: 2, arbitrary: fc.dictionary(fc.constantFrom(...keys), tie('node'), { maxKeys: 4 }) },
  ),
}))

/** A values tree, as the JSON that YAML is too. */
export const arbitraryValues: fc.Arbitrary<string> = fc
  .record({
    a: tree.node,
    b: tree.node,
    c: scalar,
    list: fc.array(tree.node, { maxLength: 4 }),
    map: fc.dictionary(fc.constantFrom(...keys), tree.node, { maxKeys: 4 }),
    s: fc.constantFrom(...texts),
    n: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
  })
  .map((values) => JSON.stringify(values))
