import { DiagnosticError } from '@seaworthy/diagnostics'
import { fixedClock, Random } from '@seaworthy/sim'
import { expect, test } from 'vitest'
import { loadFolder, memoryFiles, type RenderOptions, renderChart, type ValueLayer } from './index.ts'

function chartOf(files: Readonly<Record<string, string>>) {
  return loadFolder(memoryFiles({ 'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n', ...files }))
}

function options(more: Partial<RenderOptions> = {}): RenderOptions {
  return { releaseName: 'r', namespace: 'ns', clock: fixedClock(0), random: new Random(1), ...more }
}

function diagnosticsOf(files: Readonly<Record<string, string>>, values: readonly ValueLayer[] = []) {
  try {
    renderChart(chartOf(files), options({ values }))
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics
    throw error
  }
  return []
}

test('objects, hooks, notes and crds of a release', () => {
  const release = renderChart(
    chartOf({
      'values.yaml': 'a: 1\n',
      'templates/job.yaml':
        'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: j\n  annotations:\n    helm.sh/hook: pre-install,test\n    helm.sh/hook-weight: "-3"\n',
      'templates/all.yaml':
        'apiVersion: v1\nkind: Service\nmetadata: {name: s}\n---\n# nothing\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: x}\n',
      'templates/NOTES.txt': 'Hello {{ .Release.Name }}\n',
      'crds/a.yaml':
        'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: a}\n',
    }),
    options({ values: [{ kind: 'set', expression: 'b=2' }] }),
  )
  expect(release.objects.map(({ object }) => object.kind)).toEqual(['Secret', 'Service'])
  expect(release.hooks[0]?.hook).toEqual({
    events: ['pre-install', 'test'],
    weight: -3,
    deletePolicies: ['before-hook-creation'],
  })
  expect(release.crds.map(({ object }) => object.metadata.name)).toEqual(['a'])
  expect(release).toMatchObject({
    notes: 'Hello r\n',
    values: { a: 1, b: 2 },
    userValues: { b: 2 },
    revision: 1,
  })
})

test('lookup answers from outside and is noted, as are time and chance', () => {
  const files = {
    'templates/a.yaml':
      'kind: A\nfound: {{ (lookup "v1" "Secret" "ns" "x").data.key }}\nlist: {{ len (lookup "v1" "Secret" "ns" "").items }}\n',
    'templates/b.yaml': 'kind: B\nr: {{ randAlphaNum 5 }}\n',
  }
  const lookup = (_apiVersion: string, _kind: string, _namespace: string, name: string) =>
    name === '' ? { items: [{}, {}] } : { data: { key: 'value' } }
  const release = renderChart(chartOf(files), options({ lookup }))
  expect(release.objects[0]?.object).toMatchObject({ found: 'value', list: 2 })
  expect([...release.effects].sort()).toEqual(['lookup', 'random'])
  expect(renderChart(chartOf({ 'templates/b.yaml': 'kind: B\n' }), options()).effects.size).toBe(0)
})

test('an unknown function is named with its line and the nearest known one', () => {
  const [first] = diagnosticsOf({ 'templates/a.yaml': 'kind: A\nb: {{ toYamll .Values }}\n' })
  expect(first).toMatchObject({
    code: 'template-function-unknown',
    message: 'parse error at (c/templates/a.yaml:2): function "toYamll" not defined',
    where: { file: 'c/templates/a.yaml', line: 2 },
    help: 'did you mean "toYaml"?',
  })
})

test('every template that fails is reported', () => {
  const found = diagnosticsOf({
    'templates/a.yaml': '{{ fail "one" }}',
    'templates/b.yaml': '{{ .Values.x.y }}',
    'templates/c.yaml': 'kind: C\n',
  })
  expect(found.map(({ code }) => code).sort()).toEqual(['template-execution', 'template-failed'])
})

test('lint mode passes over required and fail, strict mode refuses what is not there', () => {
  const chart = chartOf({
    'templates/a.yaml': 'kind: A\na: {{ required "need it" .Values.a }}{{ fail "no" }}\n',
  })
  const release = renderChart(chart, options({ lint: true }))
  expect(release.output).toContain('kind: A\na:')
  expect(release.warnings.map(({ message }) => message)).toEqual([
    'missing required value message=need it',
    'funcMap fail message=no',
  ])
  const strict = () =>
    renderChart(chartOf({ 'templates/a.yaml': 'a: {{ .Values.b }}\n' }), options({ strict: true }))
  expect(strict).toThrowError('map has no entry for key "b"')
})

test('warnings are those that Helm logs', () => {
  const chart = chartOf({
    'values.yaml': 'a: 1\n',
    'templates/a.yaml': 'kind: A\nmetadata: {annotations: {helm.sh/hook: nope}}\n',
  })
  const release = renderChart(chart, options({ values: [{ kind: 'set', expression: 'a.b=1' }] }))
  expect(release.warnings.map(({ message }) => message)).toEqual([
    'level=INFO msg="warning: skipped value for c.a: Not a table."',
    'level=INFO msg="skipping unknown hooks" hookTypes=nope',
  ])
})

test('a value that breaks the schema is named at the file and line that set it', () => {
  const schema = '{"properties": {"web": {"properties": {"size": {"type": "integer"}}}}}'
  const files = { 'values.schema.json': schema, 'values.yaml': 'web:\n  size: 1\n' }
  const found = diagnosticsOf(files, [{ kind: 'file', file: 'my.yaml', text: '# mine\nweb:\n  size: big\n' }])
  expect(found[1]).toMatchObject({
    message: 'web.size: got string, want integer',
    where: { file: 'my.yaml', line: 3, column: 3 },
  })
  expect(diagnosticsOf({ ...files, 'values.yaml': 'web:\n  size: x\n' })[1]?.where).toMatchObject({
    file: 'values.yaml',
    line: 2,
  })
})

test('a field knows its template, the includes that led there, its values and its guards', () => {
  const release = renderChart(
    chartOf({
      'values.yaml': 'image: {tag: v1}\nport: 80\nenabled: true\nlabels: {tier: web}\n',
      'templates/_h.tpl': '{{ define "c.labels" }}\napp: x\ntier: {{ .Values.labels.tier }}\n{{- end }}\n',
      'templates/a.yaml':
        'kind: A\nmetadata:\n  name: fixed\n  labels: {{- include "c.labels" . | nindent 4 }}\nspec:\n  image: "nginx:{{ .Values.image.tag }}"\n  {{- if .Values.enabled }}\n  port: {{ .Values.port }}\n  {{- end }}\n',
    }),
    options({ trace: true }),
  )
  const [object] = release.objects
  expect(object?.origin(['metadata', 'name'])).toMatchObject({
    file: 'c/templates/a.yaml',
    line: 3,
    values: [],
    guards: [],
  })
  expect(object?.origin(['spec', 'image'])).toMatchObject({ line: 6, values: ['image.tag'] })
  expect(object?.origin(['spec', 'port'])).toMatchObject({ line: 8, values: ['port'], guards: ['enabled'] })
  expect(object?.origin(['metadata', 'labels', 'tier'])).toMatchObject({
    file: 'c/templates/_h.tpl',
    line: 3,
    via: [{ file: 'c/templates/a.yaml', line: 4 }],
    values: ['labels.tier'],
  })
})

test('values of subcharts and globals are named as a person would set them, with their place', () => {
  const release = renderChart(
    chartOf({
      'values.yaml': 'global: {domain: example.org}\nsub:\n  size: 3\n',
      'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 1.0.0\n',
      'charts/sub/values.yaml': 'size: 1\nport: 80\nglobal: {own: 1}\n',
      'charts/sub/templates/a.yaml':
        'kind: A\nhost: {{ .Values.global.domain }}\nown: {{ .Values.global.own }}\nsize: {{ .Values.size }}\nport: {{ .Values.port }}\n',
    }),
    options({ trace: true, values: [{ kind: 'set', expression: 'global.domain=example.com' }] }),
  )
  const values = (field: string) => release.objects[0]?.origin([field])?.values
  expect(values('host')).toEqual(['global.domain'])
  expect(values('own')).toEqual(['sub.global.own'])
  expect(values('size')).toEqual(['sub.size'])
  expect(release.valueOrigin?.(['global', 'domain'])).toEqual({ layer: '--set global.domain=example.com' })
  expect(release.valueOrigin?.(['sub', 'size'])).toMatchObject({ layer: 'values.yaml', where: { line: 3 } })
  expect(release.valueOrigin?.(['sub', 'port'])).toMatchObject({
    layer: 'charts/sub/values.yaml',
    where: { line: 2 },
  })
})

test('a chart is parsed once for all its renders, and no render leaves a mark on the next', () => {
  const chart = chartOf({
    'values.yaml': 'count: 1\n',
    'templates/a.yaml':
      '{{ $_ := set .Values "count" 2 }}kind: A\nn: {{ .Values.count }}\nr: {{ .Release.Revision }}\n',
  })
  const first = renderChart(chart, options())
  const second = renderChart(chart, options({ revision: 2 }))
  expect(first.output.replace('r: 1', 'r: 2')).toBe(second.output)
  expect(first.values).toEqual({ count: 1 })
})

test('a file of crds/ that is no YAML is a warning, and printed as it is', () => {
  const files = { 'crds/a.yaml': 'a: [', 'crds/b.yaml': 'kind: B\n' }
  const release = renderChart(chartOf(files), options({ includeCrds: true }))
  expect(release.crds.map(({ object }) => object.kind)).toEqual(['B'])
  expect(release.warnings.map(({ code }) => code)).toEqual(['crd-yaml'])
  expect(release.output).toBe('---\n# Source: c/crds/a.yaml\na: [\n---\n# Source: c/crds/b.yaml\nkind: B\n')
})
