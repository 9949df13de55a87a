import { DiagnosticError } from '@seaworthy/diagnostics'
import { fixedClock, Random } from '@seaworthy/sim'
import { expect, test } from 'vitest'
import { loadFolder, memoryFiles, renderChart, type ValueLayer } from './index.ts'

const chartFile = 'apiVersion: v2\nname: c\nversion: 1.0.0\n'

function notesOf(
  files: Readonly<Record<string, string>>,
  layers: readonly ValueLayer[] = [],
  trace = false,
): readonly (readonly string[] | undefined)[] {
  const chart = loadFolder(memoryFiles({ 'Chart.yaml': chartFile, ...files }))
  const options = { releaseName: 'r', namespace: 'ns', clock: fixedClock(0), random: new Random(1) }
  try {
    renderChart(chart, { ...options, values: layers, trace })
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics.map(({ notes }) => notes)
    throw error
  }
  throw new Error('nothing failed')
}

test('a failed action names the values that it was computed from and those that led to it, with the deciding lines', () => {
  const files = {
    'values.yaml': 'web:\n  enabled: false\n  port:\n    number: 80\n',
    'templates/_helpers.tpl':
      '{{ define "port" }}{{ if .Values.web.named }}{{ .Values.web.port.number.name }}{{ end }}{{ end }}',
    'templates/a.yaml': '{{ if .Values.web.enabled }}\nport: {{ include "port" . }}\n{{ end }}',
  }
  const prod: ValueLayer = { kind: 'file', file: 'prod.yaml', text: '\nweb:\n  enabled: true\n' }
  const flag: ValueLayer = { kind: 'set', expression: 'web.named=true' }
  const expected = [
    [
      'called from c/templates/a.yaml:2:10',
      'it was computed from web.port.number (values.yaml:4)',
      'it was reached because of web.named (--set web.named=true), web.enabled (prod.yaml:3)',
    ],
  ]
  expect(notesOf(files, [prod, flag])).toEqual(expected)
  expect(notesOf(files, [prod, flag], true)).toEqual(expected)
})

test.each([
  ['{{ required "needed" .Values.sub.gone }}', ['it was computed from sub.gone (not set)']],
  ['{{ fail (printf "no %s" .Values.a) }}', ['it was computed from a (values.yaml:1)']],
  ['{{ if eq .Values.a "x" }}{{ fail "no" }}{{ end }}', ['it was reached because of a (values.yaml:1)']],
  ['{{ range .Values.a }}{{ end }}', ['it was computed from a (values.yaml:1)']],
  ['{{ upper .Values.l }}', ['it was computed from l (values.yaml:2)']],
  ['{{ tpl .Values.text . }}', ['it was computed from a (values.yaml:1)']],
  ['{{ fail .Release.Name }}', ['it was computed from Release.Name']],
  [
    '{{ range .Values.l }}{{ if eq . "q" }}{{ fail "q" }}{{ end }}{{ end }}',
    ['it was reached because of l[0] (values.yaml:2), l (values.yaml:2)'],
  ],
  ['{{ fail "always" }}', undefined],
])('%s', (template, notes) => {
  const values = 'a: x\nl: [q]\ntext: "{{ .Values.a.b }}"\nsub: {}\n'
  expect(notesOf({ 'values.yaml': values, 'templates/a.yaml': template })).toEqual([notes])
})

test.each([
  ['auth.password=of-prod', 'auth.password', '--set'],
  ['auth.user=bob', 'auth.user', '--set auth.user=bob'],
])('--set %s: what a flag gives for a secret is told in no error', (expression, path, told) => {
  const template = `{{ .Values.${path}.x }}`
  const [notes] = notesOf({ 'templates/a.yaml': template }, [{ kind: 'set', expression }])
  expect(notes).toEqual([`it was computed from ${path} (${told})`])
})

test('a document that cannot be read names the template lines that wrote the faulty one, and their values', () => {
  const files = {
    'values.yaml': 'web: {}\n',
    'templates/_l.tpl': '{{ define "l" }}\nhost: {{ .title }}{{ end }}',
    'templates/a.yaml':
      'kind: Pod\n---\nkind: Service\n{{ with .Values.web }}m:\n  {{- include "l" . | nindent 2 }}{{ end }}\n',
  }
  const title: ValueLayer = { kind: 'file', file: 'prod.yaml', text: 'web:\n  title: "a: b"\n' }
  const [notes] = notesOf(files, [title])
  expect(notes).toEqual([
    'line and column are those of the rendered document',
    'that line was written by c/templates/_l.tpl:2, included by c/templates/a.yaml:5',
    'it was computed from web.title (prod.yaml:2)',
    'it was reached because of web (prod.yaml:1)',
  ])
})

test.each([
  ['kind: Secret', true],
  ['kind: SecretStore', false],
  ['kind: List\nitems:\n- kind: "Secret"', true],
])('of a document with %j that cannot be read the line is kept back: %s', (head, isHidden) => {
  const template = `apiVersion: v1\n${head}\nx: {{ .Values.p }}: y\n`
  const failed = () => notesOf({ 'values.yaml': 'p: "q: r"\n', 'templates/a.yaml': template })
  const [notes] = failed()
  expect(notes?.includes('the line is not shown: it is of a Secret')).toBe(isHidden)
  expect(notes).toContain('it was computed from p (values.yaml:1)')
})

test('what the first attempt did to the values is not seen by the second', () => {
  const template =
    '{{ $_ := set .Values "num" (add .Values.num 1) }}{{ if ne (int .Values.num) 2 }}{{ fail "again" }}{{ end }}{{ .Values.num.m }}'
  const [notes] = notesOf({ 'values.yaml': 'num: 1\n', 'templates/a.yaml': template })
  expect(notes).toEqual(['it was computed from num (values.yaml:1)'])
})
