import { DiagnosticError, formatDiagnostic } from '@seaworthy/diagnostics'
import { fixedClock, stream } from '@seaworthy/sim'
import { expect, test } from 'vitest'
import { ExecutionError } from './execution-error.ts'
import { type ExecutionHost, type FunctionTable, TemplateFunctionError } from './function.ts'
import { type ExecuteOptions, TemplateSet } from './template-set.ts'
import type { GoValue } from './value.ts'

const functions: FunctionTable = {
  include: {
    parameters: ['string', 'any'],
    call: ([name, data], host) => (host as ExecutionHost).templates.execute(name as string, data ?? null),
  },
  tpl: {
    parameters: ['string', 'any'],
    call: ([text, data], host) =>
      (host as ExecutionHost).templates.executeText('gotpl', text as string, data ?? null),
  },
  refuse: {
    parameters: [],
    call() {
      throw new TemplateFunctionError('no')
    },
  },
}

const host = { clock: fixedClock(0), random: stream(1, 'test'), noteEffect: () => undefined }

function setOf(files: Readonly<Record<string, string>>): TemplateSet {
  const set = new TemplateSet(functions)
  for (const [name, text] of Object.entries(files)) set.add(name, text)
  return set
}

function render(text: string, data: GoValue = null, options: Partial<ExecuteOptions> = {}): string {
  return setOf({ main: text }).execute('main', data, { host, ...options }).text
}

function errorOf(run: () => unknown): DiagnosticError {
  try {
    run()
  } catch (error) {
    if (error instanceof DiagnosticError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

test('an error says where, as people count, and shows the line', () => {
  const set = setOf({ 'c/a.yaml': 'kind: X\n  é: {{ .Values.port.number }}\n' })
  const error = errorOf(() =>
    set.execute('c/a.yaml', new Map([['Values', new Map([['port', 80]])]]), { host }),
  )
  expect(error).toBeInstanceOf(ExecutionError)
  // Go's column counts bytes from 0, the diagnostic's characters from 1.
  expect(formatDiagnostic(error.diagnostics[0] as never).split('\n')).toEqual([
    'error[template-execution]: template: c/a.yaml:2:16: executing "c/a.yaml" at <.Values.port.number>: ' +
      "can't evaluate field number in type interface {}",
    '  --> c/a.yaml:2:16',
    '   2 |   é: {{ .Values.port.number }}',
    '     |                ^',
  ])
})

test('an error inside an include is shown there, with its callers', () => {
  const set = setOf({ _h: '{{ define "h" }}\n  {{ refuse }}{{ end }}', main: 'a\n{{ include "h" . }}' })
  const error = errorOf(() => set.execute('main', null, { host }))
  expect(error.diagnostics[0]).toMatchObject({
    message:
      'template: main:2:3: executing "main" at <include "h" .>: error calling include: ' +
      'template: _h:2:5: executing "h" at <refuse>: error calling refuse: no',
    where: { file: '_h', line: 2, column: 6 },
    notes: ['called from main:2:4'],
  })
  expect(error.cause).toBeInstanceOf(ExecutionError)
  expect((error.cause as ExecutionError).cause).toBeInstanceOf(TemplateFunctionError)
})

test('a parse error has its place, and a near name', () => {
  const error = errorOf(() => setOf({ 'x.yaml': 'a\n  {{ inclde "x" . }}' }))
  expect(error.diagnostics[0]).toMatchObject({
    code: 'template-parse',
    message: 'template: x.yaml:2: function "inclde" not defined',
    where: { file: 'x.yaml', line: 2, column: 6 },
    help: 'did you mean `include`?',
  })
})

test('names of JavaScript are not functions of templates', () => {
  expect(errorOf(() => render('{{ constructor }}')).message).toContain('function "constructor" not defined')
})

test.each([
  '{{ include "main" . }}',
  '{{ template "main" . }}',
  '{{ if 1 }}{{ range 1 }}{{ include "main" $ }}{{ end }}{{ end }}',
])('a template that includes itself ends in an error: %s', (text) => {
  for (const trace of [false, true]) {
    const error = errorOf(() => setOf({ main: text }).execute('main', null, { host, trace }))
    expect(error.diagnostics[0]).toMatchObject({
      code: 'template-too-deep',
      where: { file: 'main', line: 1 },
    })
    expect(error.message).toContain('templates call each other too deeply')
  }
})

test('the limit of depth speaks as Go and Helm do', () => {
  const options = { host, limits: { depth: 3, inclusions: 3 } }
  const invoking = errorOf(() => setOf({ main: '{{ template "main" . }}' }).execute('main', null, options))
  expect(invoking.message).toContain('exceeded maximum template depth (3)')
  const including = errorOf(() => setOf({ main: '{{ include "main" . }}' }).execute('main', null, options))
  expect(including.message).toContain(
    'rendering template has a nested reference name: main: unable to execute template',
  )
})

test('inclusions are counted for each template by itself', () => {
  const options = { host, limits: { inclusions: 1 } }
  const files = { main: '{{ range 3 }}{{ include "a" . }}{{ end }}', a: '{{ include "b" . }}', b: 'b' }
  expect(setOf(files).execute('main', null, options).text).toBe('bbb')
})

test('two hundred templates, one inside the other, are no problem', () => {
  const files = Object.fromEntries(
    Array.from({ length: 200 }, (_, i) => [
      `t${i}`,
      `{{ if . }}${i % 100 === 0 ? i : ''}{{ include "t${i + 1}" . }}{{ end }}`,
    ]),
  )
  expect(setOf({ ...files, t200: 'end' }).execute('t0', 1n, { host, trace: true }).text).toBe('0100end')
})

test('output beyond the limit ends in an error', () => {
  const error = errorOf(() =>
    render('{{ range 1000000000 }}xxxxxxxxxx{{ end }}', null, { limits: { output: 100 } }),
  )
  expect(error.diagnostics[0]).toMatchObject({ code: 'limit-output', where: { line: 1 } })
  expect(error.message).toContain('the output exceeds 100 characters')
})

test('a loop that writes nothing ends in an error too', () => {
  const error = errorOf(() =>
    render('{{ range 1000000000 }}{{ end }}', null, { limits: { iterations: 1000 } }),
  )
  expect(error.diagnostics[0]?.code).toBe('limit-rounds')
})

test('what a tpl text defines is seen by it and what it calls, and gone afterwards', () => {
  expect(
    render(
      '{{ tpl "{{ define `d` }}D{{ . }}{{ end }}{{ include `d` 1 }}{{ tpl `{{ include \\"d\\" 2 }}` . }}" . }}',
    ),
  ).toBe('D1D2')
  const after = errorOf(() => render('{{ tpl "{{ define `d` }}D{{ end }}" . }}{{ include "d" . }}'))
  expect(after.message).toContain('template: no template "d" associated with template "gotpl"')
})

test('a tpl text that fails leaves the set as it was', () => {
  const set = setOf({ main: '{{ tpl . 1 }}' })
  const parse = errorOf(() => set.execute('main', '{{ define "x" }}', { host }))
  expect(parse.message).toContain('error calling tpl: template: gotpl:1: unexpected EOF')
  expect(set.execute('main', 'fine {{ . }}', { host }).text).toBe('fine 1')
  expect(set.execute('main', '  ', { host }).text).toBe('  ')
})

test('<no value> is deleted where Helm deletes it, also when it was meant', () => {
  const template = 'a{{ .gone }}b<no value>c{{ html nil }}'
  expect(render(template, new Map())).toBe('a<no value>b<no value>c&lt;no value&gt;')
  expect(render(template, new Map(), { deleteNoValue: true })).toBe('abc&lt;no value&gt;')
})

test('a template that is not there', () => {
  expect(errorOf(() => setOf({}).execute('nowhere', null, { host })).diagnostics[0]).toMatchObject({
    code: 'template-unknown',
    message: 'template: no template "nowhere"',
  })
})

test('complex numbers print as in Go', () => {
  expect(render('{{ 3i }} {{ printf "%.1f %T" 1.5+2i 3i }}')).toBe('(0+3i) (1.5+2.0i) complex128')
})
