import { fixedClock, stream } from '@seaworthy/sim'
import { expect, test } from 'vitest'
import { type ExecutionHost, type FunctionTable, TemplateFunctionError } from '../function.ts'
import { sprigFunctions } from '../functions/sprig.ts'
import type { RenderOutput, Segment } from '../render-output.ts'
import { TemplateSet } from '../template-set.ts'
import type { GoMap, GoValue } from '../value.ts'
import { WorkMeter } from '../work-meter.ts'

const helm: FunctionTable = {
  include: {
    parameters: ['string', 'any'],
    call: ([name, data], host) => (host as ExecutionHost).templates.execute(name as string, data ?? null),
  },
  tpl: {
    parameters: ['string', 'any'],
    call: ([text, data], host) =>
      (host as ExecutionHost).templates.executeText('gotpl', text as string, data ?? null),
  },
  required: {
    parameters: ['string', 'any'],
    call([message, value]) {
      if (value === null || value === '') throw new TemplateFunctionError(message as string)
      return value ?? null
    },
  },
}

function fromJson(value: unknown): GoValue {
  if (Array.isArray(value)) return value.map(fromJson)
  if (typeof value !== 'object' || value === null) return value as GoValue
  return new Map(Object.entries(value).map(([key, each]) => [key, fromJson(each)]))
}

function render(values: unknown, files: Readonly<Record<string, string>>): RenderOutput {
  const set = new TemplateSet({ ...sprigFunctions, ...helm })
  for (const [name, text] of Object.entries(files)) set.add(name, text)
  const root = fromJson(values) as GoMap
  const data = new Map<string, GoValue>([
    ['Values', root],
    ['Release', new Map([['Name', 'rel']])],
  ])
  const host = { clock: fixedClock(0), random: stream(1, 'test'), noteEffect: () => undefined }
  const options = { host, deleteNoValue: true }
  const plain = set.execute('main', data, options)
  const traced = set.execute('main', data, { ...options, trace: true, valuesRoot: root })
  expect(traced.text).toBe(plain.text)
  expect(plain.segments).toBeUndefined()
  return traced
}

/** The segment that holds the first character of a word of the output. */
function at({ text, segments }: RenderOutput, word: string): Segment['origin'] {
  const offset = text.indexOf(word)
  expect(offset, `${word} in ${text}`).not.toBe(-1)
  const segment = segments?.find(({ start, end }) => start <= offset && offset < end)
  if (segment === undefined) throw new Error(`no segment at ${offset}`)
  return segment.origin
}

function pathsIn(
  template: string,
  values: unknown,
  word = 'X',
): { paths: readonly string[]; guards: readonly string[] } {
  const { paths, guards } = at(render(values, { main: template }), word)
  return { paths, guards }
}

test('text of a template knows its own line and column', () => {
  const output = render({}, { main: 'a: 1\n  b: 2\n{{- /* c */}}\nc: 3\n' })
  expect(at(output, 'b: 2')).toMatchObject({
    file: 'main',
    line: 2,
    column: 1,
    paths: [],
    guards: [],
    chain: [],
  })
  expect(at(output, 'c: 3')).toMatchObject({ line: 4, column: 1 })
})

test.each<[string, unknown, string[], string[]?, string?]>([
  ['{{ .Values.a.b }}', { a: { b: 'X' } }, ['a.b']],
  ['{{ $v := .Values.a }}{{ $v.b }}', { a: { b: 'X' } }, ['a.b']],
  ['{{ $v := .Values.a.b }}{{ $v }}', { a: { b: 'X' } }, ['a.b']],
  ['{{ with .Values.a }}{{ .b }}{{ end }}', { a: { b: 'X' } }, ['a.b'], ['a']],
  ['{{ range .Values.l }}{{ . }}{{ end }}', { l: ['X'] }, ['l[0]'], ['l']],
  ['{{ range $i, $e := .Values.l }}{{ $e.n }}{{ end }}', { l: [{ n: 'y' }, { n: 'X' }] }, ['l[1].n'], ['l']],
  ['{{ range $k, $e := .Values.m }}{{ $k }}{{ end }}', { m: { X: 1 } }, ['m.X'], ['m']],
  ['{{ range $k, $e := .Values.m }}{{ $e }}{{ end }}', { m: { 'a.b/c': 'X' } }, ['m["a.b/c"]'], ['m']],
  ['{{ index .Values "a" "b" 0 }}', { a: { b: ['X'] } }, ['a.b[0]']],
  ['{{ index .Values.m .Values.k }}', { m: { p: 'X' }, k: 'p' }, ['m.p'], ['k']],
  ['{{ get .Values.a "b" }}', { a: { b: 'X' } }, ['a.b']],
  ['{{ dig "a" "b" "none" .Values }}', { a: { b: 'X' } }, ['a.b']],
  ['{{ first .Values.l }}', { l: ['X', 'y'] }, ['l[0]']],
  ['{{ last .Values.l }}', { l: ['y', 'X'] }, ['l[1]']],
  ['{{ .Values.a | default "X" }}', { a: '' }, [], ['a']],
  ['{{ .Values.a | default "d" }}', { a: 'X' }, ['a']],
  ['{{ .Values.a | default .Values.b }}', { b: 'X' }, ['b'], ['a']],
  ['{{ .Values.a | default .Values.b }}', { a: 'X', b: 'y' }, ['a']],
  ['{{ or .Values.a .Values.b }}', { a: '', b: 'X' }, ['b'], ['a']],
  ['{{ and .Values.a "X" }}', { a: true }, [], ['a']],
  ['{{ ternary "X" "y" .Values.t }}', { t: true }, [], ['t']],
  ['{{ coalesce .Values.a .Values.b .Values.c }}', { a: '', b: 'X', c: 'y' }, ['b'], ['a']],
  ['{{ required "m" .Values.a }}', { a: 'X' }, ['a']],
  ['{{ printf "X-%s-%v" .Values.a .Values.b }}', { a: '1', b: 2 }, ['a', 'b']],
  ['{{ .Values.a | quote }}', { a: 'X' }, ['a']],
  ['{{ (dict "k" .Values.a).k }}', { a: 'X' }, ['a']],
  ['{{ $d := dict }}{{ $_ := set $d "k" .Values.a }}{{ $d.k }}', { a: 'X' }, ['a']],
  ['{{ index (list "q" .Values.a) 1 }}', { a: 'X' }, ['a']],
  ['{{ (deepCopy .Values.a).b }}', { a: { b: 'X' } }, ['a.b']],
  ['{{ if .Values.on }}X{{ end }}', { on: true }, [], ['on']],
  ['{{ if and .Values.on (eq .Values.kind "k") }}X{{ end }}', { on: true, kind: 'k' }, [], ['on', 'kind']],
  ['{{ if .Values.on }}{{ else }}X{{ end }}', { on: false }, [], ['on']],
  ['{{ if .Values.on }}{{ else if .Values.two }}X{{ end }}', { two: 1 }, [], ['two', 'on']],
  ['{{ range .Values.l }}{{ else }}X{{ end }}', { l: [] }, [], ['l']],
  ['{{ if hasKey .Values "a" }}X{{ end }}', { a: null }, [], ['a']],
  ['{{ if not .Values.gone.x }}X{{ end }}', { gone: {} }, [], ['gone.x']],
  ['{{ len .Values.l }}X', { l: [1] }, []],
  ['{{ $x := "X" }}{{ if .Values.c }}{{ $x = "y" }}{{ end }}{{ $x }}', { c: false }, [], ['c']],
  ['{{ $x := "y" }}{{ if .Values.c }}{{ $x = "X" }}{{ end }}{{ $x }}', { c: true }, [], ['c']],
  ['{{ $x := "X" }}{{ range .Values.l }}{{ $x = . }}{{ end }}{{ $x }}', { l: [] }, [], ['l']],
  ['{{ $d := dict "k" "X" }}{{ if .Values.c }}{{ $_ := set $d "k" "y" }}{{ end }}{{ $d.k }}', {}, [], ['c']],
  ['{{ $d := dict }}{{ if .Values.c }}{{ $_ := set $d "k" "X" }}{{ end }}{{ $d.k }}', { c: 1 }, [], ['c']],
  [
    '{{ range .Values.l }}{{ if eq . "s" }}{{ break }}{{ end }}{{ . }}{{ end }}',
    { l: ['X'] },
    ['l[0]'],
    ['l[0]', 'l'],
  ],
  ['{{ $m := merge (dict "k" "X") .Values.d }}{{ $m.k }}', { d: { k: 'y' } }, []],
  ['{{ $m := merge (dict) .Values.d }}{{ $m.k }}', { d: { k: 'X' } }, ['d.k']],
  ['{{ $m := mergeOverwrite (dict "k" "y") .Values.d }}{{ $m.k }}', { d: { k: 'X' } }, ['d.k']],
  ['{{ $m := mergeOverwrite (dict "k" "X") .Values.d }}{{ $m.k }}', { d: {} }, [], ['d.k']],
  ['{{ $m := merge (deepCopy .Values.a) .Values.b }}{{ $m.k }}', { a: {}, b: { k: 'X' } }, ['b.k'], ['a.k']],
  ['{{ (pick .Values.m "a").a }}', { m: { a: 'X', b: 'y' } }, ['m.a']],
  ['{{ (omit .Values.m "b").a }}', { m: { a: 'X', b: 'y' } }, ['m.a']],
  ['{{ index (concat .Values.l .Values.k) 1 }}', { l: ['y'], k: ['X'] }, ['k[0]'], ['l', 'k']],
  ['{{ range append .Values.l .Values.a }}{{ . }}{{ end }}', { l: [], a: 'X' }, ['a'], ['l']],
  ['{{ index (keys .Values.m) 0 }}', { m: { X: 1 } }, ['m.X'], ['m']],
  ['{{ index (splitList "," .Values.s) 1 }}', { s: 'y,X' }, ['s'], ['s']],
  ['{{ range until 1 }}X{{ end }}', {}, []],
  ['{{ range until (int .Values.n) }}X{{ end }}', { n: 1 }, [], ['n']],
  ['{{ .Values.s | b64enc }}', { s: 'r' }, ['s'], [], 'c'],
  ['{{ if contains "r" .Values.s }}X{{ end }}', { s: 'r' }, [], ['s']],
  ['{{ $_ := set .Values "a" .Values.b }}{{ .Values.a }}', { a: 'y', b: 'X' }, ['b']],
  ['{{ .Values.m }}X', { m: { a: 1 } }, []],
  ['{{ template "t" .Values.a }}{{ define "t" }}{{ if . }}X{{ end }}{{ end }}', { a: 1 }, [], ['a']],
  ['{{ .Release.Name }}X', {}, []],
])('%s', (template, values, paths, guards = [], word = 'X') => {
  expect(pathsIn(template, values, word)).toEqual({ paths, guards })
})

test('include keeps every line, through nindent and quotes', () => {
  const output = render(
    { name: 'web', labels: { tier: 'front' }, on: true },
    {
      _h: '{{ define "labels" }}\nname: {{ .Values.name }}\n{{- if .Values.on }}\non: "yes"\n{{- end }}{{ end }}',
      main: 'metadata:\n  labels:\n    {{- include "labels" . | trim | nindent 4 }}\nend: {{ include "labels" . | quote }}\n',
    },
  )
  expect(output.text).toContain('  labels:\n    name: web\n    on: "yes"\nend:')
  const call = { template: 'labels', file: 'main', line: 3, column: 9 }
  expect(at(output, 'name: web')).toMatchObject({ file: '_h', line: 2, column: 1, paths: [], chain: [call] })
  expect(at(output, 'web')).toMatchObject({ file: '_h', line: 2, paths: ['name'], guards: [], chain: [call] })
  expect(at(output, 'on: "yes"')).toMatchObject({
    file: '_h',
    line: 4,
    paths: [],
    guards: ['on'],
    chain: [call],
  })
  const second = { ...output, text: output.text.replace('name: web', '         ') }
  expect(at(second, 'name: web')).toMatchObject({ file: '_h', line: 2, chain: [{ ...call, line: 4 }] })
})

test('what an include passes down is followed through its dict', () => {
  const output = render(
    { web: { port: 80 }, global: { name: 'g' } },
    {
      _h: '{{ define "c" }}port: {{ .c.port }}\nin: {{ .root.Values.global.name }}\ntext: {{ .text }}{{ end }}',
      main: '{{ include "c" (dict "root" $ "c" .Values.web "text" .Values.global.name) }}',
    },
  )
  expect(at(output, '80').paths).toEqual(['web.port'])
  expect(at(output, 'g\n').paths).toEqual(['global.name'])
  expect(output.segments?.at(-1)?.origin.paths).toEqual(['global.name'])
})

test('a scalar handed to a template is still that value', () => {
  const output = render(
    { a: 'X' },
    {
      _h: '{{ define "s" }}<{{ . }}>{{ end }}',
      main: '{{ include "s" .Values.a }}{{ template "s" .Values.a }}',
    },
  )
  expect(output.segments?.filter(({ origin }) => origin.paths.includes('a'))).toHaveLength(2)
})

test('a decision made inside an include guards what depends on its text', () => {
  const files = {
    _h: '{{ define "on" }}{{ if .Values.a }}true{{ end }}{{ end }}',
    main: '{{ if include "on" . }}X{{ else }}Y{{ end }}{{ if eq (include "on" .) "true" }}Z{{ end }}',
  }
  expect(at(render({ a: true }, files), 'X').guards).toEqual(['a'])
  expect(at(render({ a: true }, files), 'Z').guards).toEqual(['a'])
  expect(at(render({ a: false }, files), 'Y').guards).toEqual(['a'])
})

test('an included text keeps its own guards and gets those of where it is printed', () => {
  const output = render(
    { a: 1, b: 1 },
    {
      _h: '{{ define "t" }}{{ if .Values.a }}X{{ end }}{{ end }}',
      main: '{{ $t := include "t" . }}{{ if .Values.b }}{{ $t }}{{ end }}',
    },
  )
  expect(at(output, 'X').guards).toEqual(['a', 'b'])
})

test('tpl: it stands where it was called, with the paths of its text and of what that reads', () => {
  const files = { _h: '{{ define "h" }}h: {{ .Values.x }}{{ end }}', main: '\n{{ tpl .Values.text . }}' }
  const output = render({ text: 'n: {{ .Values.y }}\n{{ include "h" . }}', x: 'X', y: 'Y' }, files)
  expect(at(output, 'n: ')).toMatchObject({ file: 'main', line: 2, column: 4, paths: ['text'], chain: [] })
  expect(at(output, 'Y')).toMatchObject({ file: 'main', line: 2, paths: ['y', 'text'] })
  const call = { template: 'h', file: 'main', line: 2, column: 4 }
  expect(at(output, 'h: ')).toMatchObject({ file: '_h', line: 1, chain: [call] })
  expect(at(output, 'X').paths).toEqual(['x', 'text'])
})

test('what is deleted as <no value> moves nothing', () => {
  const output = render({ b: 'X' }, { main: 'a: {{ .Values.gone }}\nb: {{ .Values.b }}\nc: 3' })
  expect(output.text).toBe('a: \nb: X\nc: 3')
  expect(at(output, 'X').paths).toEqual(['b'])
  expect(at(output, 'c: 3')).toMatchObject({ line: 3, column: 1 })
})

test('a subchart sees the same maps, and so the same paths', () => {
  const root = fromJson({ sub: { image: { tag: 'X' } } }) as GoMap
  const set = new TemplateSet({})
  set.add('main', '{{ .Values.image.tag }}')
  const data = new Map<string, GoValue>([['Values', root.get('sub') ?? null]])
  const host = { clock: fixedClock(0), random: stream(1, 'test'), noteEffect: () => undefined }
  expect(
    set.execute('main', data, { host, trace: true, valuesRoot: root, subchartValues: [['sub']] })
      .segments?.[0]?.origin.paths,
  ).toEqual(['sub.image.tag'])
})

test('what a render may do is counted while it is traced, too', () => {
  const set = new TemplateSet(sprigFunctions)
  set.add('main', '{{ repeat 100 .s }}')
  const counting = (trace: boolean) => {
    const meter = new WorkMeter({ text: 50 })
    const host = { clock: fixedClock(0), random: stream(1, 'test'), noteEffect: () => undefined, meter }
    return () => set.execute('main', new Map([['s', 'x']]), { host, trace })
  }
  expect(counting(false)).toThrow('repeat')
  expect(counting(true)).toThrow('repeat')
})
