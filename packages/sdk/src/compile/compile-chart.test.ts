import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DiagnosticError } from '@seaworthy/diagnostics'
import { expect, test } from 'vitest'
import type { Free } from '../block/block.ts'
import { each, spread } from '../block/each.ts'
import { fields } from '../block/fields.ts'
import { ifSet, when } from '../block/when.ts'
import { defineChart } from '../chart/define-chart.ts'
import { customResource, resource } from '../chart/resource.ts'
import { expressions } from '../expressions.fixture.ts'
import { shop } from '../shop.fixture.ts'
import { choose } from '../expr/choose.ts'
import { textTemplate } from '../template/template.ts'
import { defineValues } from '../values/define.ts'
import { value } from '../values/value.ts'

const testdata = join(import.meta.dirname, '../../testdata')

test.each([
  ['shop', shop],
  ['expressions', expressions],
])(
  'the chart of %s is written as recorded; npx tsx packages/sdk/testdata/record.mjs renews it',
  (name, chart) => {
    const folder = join(testdata, name, 'chart')
    const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))

    const compiled = chart.compile()
    expect([...compiled.keys()].toSorted()).toEqual(paths.toSorted())
    for (const [path, text] of compiled) expect(text).toBe(readFileSync(join(folder, path), 'utf8'))
  },
)

test('the same chart compiles to the same text twice', () => {
  expect([...shop.compile()]).toEqual([...shop.compile()])
})

const values = defineValues({
  on: value.boolean({ default: true }),
  names: value.list(value.string(), { default: [] }),
  map: value.map(value.string(), { default: {} }),
})

/** The template of an object whose `spec` is given. */
function specLines(spec: Free): string {
  const object = { apiVersion: 'v1', kind: 'X', metadata: { name: 'x' }, spec }
  const chart = defineChart({ name: 'c', version: '1.0.0', values, resources: [customResource('x', object)] })
  return chart.compile().get('templates/x.yaml')?.split('name: x\n')[1] ?? ''
}

test('a list without items is left out with its key', () => {
  expect(specLines({ a: [when(values.on, 'x')] })).toBe(`{{- if .Values.on }}
spec:
  a:
    - x
{{- end }}
`)
})

test('an empty list that the author wrote stays', () => {
  expect(specLines({ a: [], b: {}, c: null, d: 0, e: false, f: '' })).toBe(`spec:
  a: []
  b: {}
  c: null
  d: 0
  e: false
  f: ""
`)
})

test('an item whose first field may be absent is led by another', () => {
  expect(specLines({ a: [{ x: when(values.on, 1), z: 2 }] })).toBe(`spec:
  a:
    - z: 2
      {{- if .Values.on }}
      x: 1
      {{- end }}
`)
})

test('a loop inside a loop keeps both variables, and the root', () => {
  const rows = each(
    values.names,
    (outer) => [each(values.names, (inner) => ({ outer, inner, root: values.on }))] as never,
  )
  expect(specLines({ a: ['first', rows] })).toBe(`spec:
  a:
    - first
    {{- range $item := .Values.names }}
    {{- range $item2 := $.Values.names }}
    - outer: {{ $item | quote }}
      inner: {{ $item2 | quote }}
      root: {{ $.Values.on }}
    {{- end }}
    {{- end }}
`)
})

test('maps in parts: what users add comes with the rest', () => {
  expect(
    specLines({ a: fields({ x: 'y' }, values.map), b: ifSet(values.map), c: [spread(values.names)] }),
  ).toBe(`spec:
  a:
    x: "y"
    {{- with .Values.map }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with .Values.map }}
  b:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.names }}
  c:
    {{- toYaml . | nindent 4 }}
  {{- end }}
`)
})

test('every problem is told, with the file in which it is', () => {
  const [first, second] = [textTemplate('name', { doc: '' }, 'a'), textTemplate('name', { doc: '' }, 'b')]
  const inLoop = each(values.names, (name) => when(name, { name }))
  const object = (spec: Free) => ({ apiVersion: 'v1', kind: 'X', metadata: { name: 'x' }, spec })
  const chart = defineChart({
    name: 'c',
    version: '1.0.0',
    values,
    resources: [
      customResource('twice', object({ first, second })),
      customResource('loop', object({ a: [inLoop] })),
      resource('loop', { kind: 'ConfigMap', metadata: { name: 'x' } }),
    ],
  })

  expect(codesOf(() => chart.compile())).toEqual([
    'template-name-taken while templates/twice.yaml was written',
    'undecidable-emptiness while templates/loop.yaml was written',
    'template-file-taken',
  ])
})

function codesOf(work: () => unknown): readonly string[] {
  try {
    work()
  } catch (error) {
    if (error instanceof DiagnosticError) {
      return error.diagnostics.map(({ code, notes = [] }) => [code, ...notes].join(' '))
    }
    throw error
  }
  return []
}

test('a choice that may come to nothing has no else', () => {
  const name = textTemplate('name', { doc: 'Name.' }, choose(values.on, 'x', choose(values.map, 'y', '')))
  const object = { apiVersion: 'v1', kind: 'X', metadata: { name } }
  const chart = defineChart({ name: 'c', version: '1.0.0', values, resources: [customResource('x', object)] })
  expect(chart.compile().get('templates/_helpers.tpl')).toBe(`{{/*
Name.
*/}}
{{- define "c.name" -}}
{{- if .Values.on }}
{{- "x" }}
{{- else if .Values.map }}
{{- "y" }}
{{- end }}
{{- end }}
`)
})
