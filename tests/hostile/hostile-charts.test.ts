import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { DiagnosticError } from '@seaworthy/diagnostics'
import {
  type ChartLimits,
  loadChart,
  loadFolder,
  type LoadOptions,
  memoryFiles,
  type RenderedRelease,
  renderChart,
  type ValueLayer,
} from '@seaworthy/helm'
import { fixedClock, Random } from '@seaworthy/sim'
import { expect, test } from 'vitest'
import { type Entry, tar } from './tar.ts'

const chartYaml = 'apiVersion: v2\nname: c\nversion: 1.0.0\n'

interface Hostile {
  readonly files?: Readonly<Record<string, string>>
  readonly values?: readonly ValueLayer[]
  readonly limits?: Partial<ChartLimits>
}

function render({ files = {}, values = [], limits = {} }: Hostile): RenderedRelease {
  const chart = loadFolder(memoryFiles({ 'Chart.yaml': chartYaml, ...files }))
  const host = { clock: fixedClock(0), random: new Random(1) }
  return renderChart(chart, { releaseName: 'r', namespace: 'n', values, limits, ...host })
}

function faultOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error
    return error.diagnostics.map(({ code, message }) => `${code}: ${message}`).join('\n')
  }
  return 'no fault'
}

const template = (text: string, limits: Partial<ChartLimits> = {}): Hostile => ({
  files: { 'templates/a.yaml': text },
  limits,
})

/** A map of two entries, each a map of two entries, and so on: a few objects, and more parts than there are atoms. */
const tree = '{{ $d := dict }}{{ range until 90 }}{{ $d = dict "a" $d "b" $d }}{{ end }}'
const loop = '{{ $d := dict }}{{ $_ := set $d "a" (list $d) }}'
const small = { parts: 1000 }

const walks = [
  'toYaml',
  'toJson',
  'toToml',
  'toString',
  'print',
  'quote',
  'deepCopy',
  'printf "%v"',
  'printf "%#v"',
  'toPrettyJson',
]
test.each(walks)('%s of what has no end', (name) => {
  const fault = new RegExp(`limit-parts: ${name.split(' ')[0]}: the value has more than 1000 parts`)
  for (const value of [tree, loop])
    expect(faultOf(() => render(template(`${value}{{ ${name} $d }}`, small)))).toMatch(fault)
})

test.each([
  ['{{ $d }}', 'the action'],
  ['{{ merge $d $d }}', 'merge'],
  ['{{ deepEqual $d (deepCopy $d) }}', 'deepCopy'],
  ['{{ has $d (list $d) }}', 'has'],
  ['{{ .Values.x.y | toYaml }}', 'toYaml'],
])('%s of what has no end', (action, name) => {
  const text = `${loop}{{ $_ := set .Values "x" (dict "y" $d) }}${action}`
  expect(faultOf(() => render(template(text, small)))).toContain(`limit-parts: ${name}: the value has`)
})

test('values that contain themselves can still be rendered, as Helm does', () => {
  expect(render(template('{{ $_ := set .Values "x" .Values }}a: {{ len .Values.x.x }}')).output).toContain(
    'a: 1',
  )
})

test.each([
  ['text', '{{ repeat 1001 "x" }}', 'repeat: 1001 is more than'],
  ['text', '{{ "a\\nb" | indent 600 }}', 'indent: 600 is more than'],
  ['text', '{{ repeat 999 "x" | replace "x" "xyz" }}', 'replace: 999 is more than'],
  ['text', '{{ "xx" | replace "" (repeat 999 "y") }}', 'replace: 3 is more than'],
  ['text', '{{ printf "%2000d" 1 }}', 'printf: the text has more than 1000 characters'],
  ['text', '{{ join (repeat 600 "-") (list 1 2 3) }}', 'join: the text'],
  ['text', '{{ $s := "x" }}{{ range until 10 }}{{ $s = print $s $s }}{{ end }}', 'print: the text'],
  ['text', '{{ regexReplaceAll "x" (repeat 600 "x") "yy" }}', 'regexReplaceAll: the text'],
  ['items', '{{ until 1001 }}', 'until: 1001 is more than'],
  ['items', '{{ untilStep 0 3003 3 }}', 'untilStep: 1001 is more than'],
  ['items', '{{ seq 1001 }}', 'seq: 1001 is more than'],
  ['items', '{{ splitList "" (repeat 1001 "x") }}', 'splitList: the list has more than 1000 items'],
  ['random', '{{ randBytes 1001 }}', 'randBytes: 1001 is more than'],
  ['random', '{{ randAlphaNum 1001 }}', 'randAlphaNum: 1001 is more than'],
  [
    'work',
    '{{ range until 99 }}{{ $x := upper "xxxxxxxxxxxx" }}{{ end }}',
    'functions have done more than 1000 units of work',
  ],
  [
    'work',
    '{{ $l := list }}{{ range until 40 }}{{ $l = append $l 1 }}{{ end }}',
    'functions have done more than 1000',
  ],
  ['work', '{{ $l := until 40 }}{{ $x := uniq $l }}', 'functions have done more than 1000'],
  [
    'work',
    '{{ $l := until 40 }}{{ range $l }}{{ $x := has 99 $l }}{{ end }}',
    'functions have done more than 1000',
  ],
  [
    'rounds',
    '{{ range 40 }}{{ range 40 }}{{ end }}{{ end }}',
    'loops and templates ran more than 1000 times',
  ],
  ['output', '{{ range 40 }}{{ range 40 }}x{{ end }}{{ end }}', 'the output exceeds 1000 characters'],
] as const)('%s: %s', (limit, text, message) => {
  expect(faultOf(() => render(template(text, { [limit]: 1000 })))).toContain(message)
  expect(faultOf(() => render(template(text, { [limit]: 100_000_000 })))).not.toMatch(
    /limit-|more than|exceeds/,
  )
})

test.each([
  '{{ $l := until 700 }}{{ $x := has 999 $l }}',
  '{{ $l := until 80 }}{{ $x := without $l 1 2 3 4 5 6 7 8 9 10 }}',
  '{{ $l := until 200 }}{{ $x := uniq $l }}',
  '{{ $d := dict }}{{ range until 200 }}{{ $_ := set $d (toString .) . }}{{ end }}{{ $x := toYaml $d }}',
  '{{ $d := dict }}{{ range until 200 }}{{ $_ := set $d (toString .) . }}{{ end }}{{ $x := keys $d }}{{ $x := omit $d "a" }}{{ $x := values $d }}',
  '{{ range $i := until 20 }}{{ $x := tpl (print "{{" $i "}}") $ }}{{ end }}',
  '{{ range $i := until 5 }}{{ $x := regexMatch (print "a" $i) "" }}{{ end }}',
  '{{ $x := regexMatch "(a?){20}b" (repeat 2000 "a") }}',
  '{{ $x := repeat 500 "- a\\n" | fromYamlArray }}',
  '{{ $x := repeat 500 "aB" | snakecase }}',
  '{{ $x := genPrivateKey "rsa" }}',
  '{{ $x := htpasswd "a" "b" }}',
  '{{ range until 9 }}{{ $x := date "2006" now }}{{ end }}',
  '{{ range 900 }}{{ $x := add 1 2 }}{{ end }}',
  '{{ range 300 }}{{ $x := include "a" 1 }}{{ end }}{{ define "a" }}{{ end }}',
  '{{ range 30 }}{{ $x := .Files.Glob "**" }}{{ end }}',
])('work weighs what it takes: %s', (text) => {
  const bulk = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`files/${i}`, 'x']))
  const files = { ...bulk, 'templates/a.yaml': text.replace('.Files', '$.Files') }
  const fault = 'functions have done more than 80000 units of work'
  expect(faultOf(() => render({ files, limits: { work: 80_000 } }))).toContain(fault)
})

test('a template of many calls, none of which is dear, is within the limit', () => {
  const text =
    '{{ range $i := until 2000 }}{{ $x := printf "%s-%d" (upper "a") $i | quote | trunc 63 }}{{ end }}'
  expect(faultOf(() => render(template(text, { work: 10_000_000 })))).toBe('no fault')
})

test('bytes of files are no parts that a merge would walk through', () => {
  const merging = '{{ range until 50 }}{{ $_ := merge (dict "a" 1) $ }}{{ end }}'
  const files = { 'templates/a.yaml': merging, 'big.bin': 'x'.repeat(1_000_000) }
  expect(render({ files }).objects).toEqual([])
})

test('the limit of secrets counts those of all templates', () => {
  const one = '{{ $x := derivePassword 1 "long" "a" "b" "c" }}'
  const files = { 'templates/a.yaml': one, 'templates/b.yaml': one, 'templates/c.yaml': one }
  expect(faultOf(() => render({ files, limits: { secrets: 2 } }))).toContain(
    'limit-secrets: derivePassword: a render',
  )
  expect(faultOf(() => render({ files, limits: { secrets: 3 } }))).toBe('no fault')
})

test('rounds and output are those of all templates together', () => {
  const files = {
    'templates/a.yaml': '#{{ range 600 }}x{{ end }}',
    'templates/b.yaml': '#{{ range 600 }}x{{ end }}',
  }
  expect(faultOf(() => render({ files, limits: { rounds: 1000 } }))).toContain(
    'loops and templates ran more than',
  )
  expect(faultOf(() => render({ files, limits: { output: 1000 } }))).toContain('the output exceeds')
  expect(faultOf(() => render({ files }))).toBe('no fault')
})

test('no function and no tpl swallows a limit', () => {
  const text = '{{ $x := tpl "{{ repeat 1001 \\"x\\" }}" . }}{{ regexMatch "a" (repeat 1001 "a") }}'
  expect(faultOf(() => render(template(text, { text: 1000 })))).toMatch(/^limit-text: repeat/)
})

test.each([
  ['{{ define "a" }}{{ include "a" . }}{{ end }}{{ include "a" . }}', /nested reference name|too deeply/],
  ['{{ define "a" }}{{ template "a" . }}{{ end }}{{ template "a" . }}', /maximum template depth|too deeply/],
  ['{{ $_ := set .Values "a" "{{ tpl .Values.a . }}" }}{{ tpl .Values.a . }}', /too deeply|call stack/],
])('recursion without an end: %s', (text, fault) => {
  expect(faultOf(() => render(template(text)))).toMatch(fault)
})

const nine = 'abcdefghi'
const laughs = [...nine].map((name, i) =>
  `${name}: &${name} [${`*${nine[i - 1]},`.repeat(9)}]`.replaceAll('*undefined', 'x'),
)

test.each([
  [
    'aliases in values',
    { files: { 'values.yaml': laughs.join('\n') } },
    'document contains excessive aliasing',
  ],
  ['aliases in a manifest', template(laughs.join('\n')), 'document contains excessive aliasing'],
  ['deep flow in values', { files: { 'values.yaml': `a: ${'['.repeat(100_000)}` } }, 'exceeded max depth'],
  [
    'deep blocks in values',
    { files: { 'values.yaml': `a:\n${'- '.repeat(100_000)}x` } },
    'exceeded max depth',
  ],
  ['deep fields in --set', set(`a${'.a'.repeat(100_000)}=1`), 'maximum supported nested level of 30'],
  ['a list in --set', set('a[65537]=1'), '65536'],
  [
    'deep JSON in --set-json',
    { values: [{ kind: 'set-json', expression: `a=${'['.repeat(100_000)}` }] },
    'set-json',
  ],
  [
    'a schema that is only itself',
    { files: { 'values.schema.json': '{"$ref": "#"}' } },
    'causing reference cycle',
  ],
  [
    'a schema that nests deep',
    { files: { 'values.schema.json': `${'{"allOf":['.repeat(20_000)}{}${']}'.repeat(20_000)}` } },
    'deep',
  ],
  [
    'a schema of a file',
    { files: { 'values.schema.json': '{"$ref": "file:///etc/passwd"}' } },
    'values-schema',
  ],
  [
    'a schema of the network',
    { files: { 'values.schema.json': '{"$ref": "http://127.0.0.1:1/x"}' } },
    'values-schema',
  ],
] as const)('%s', (_what, hostile, fault) => {
  expect(faultOf(() => render(hostile as Hostile))).toContain(fault)
})

function set(expression: string): Hostile {
  return { values: [{ kind: 'set', expression }] }
}

test('names of prototypes are names like any other', () => {
  const names = '__proto__: {a: 1}\nconstructor: {prototype: {b: 2}}\nvalueOf: x\n'
  const release = render({
    files: {
      'Chart.yaml': `${chartYaml}annotations: {__proto__: "p", constructor: "q"}\n`,
      'values.yaml': names,
      'templates/a.yaml': [
        'v: {{ .Values | toJson }}',
        'p: {{ .Values.__proto__.a }}',
        'h: {{ hasKey .Values "toString" }}',
        'a: {{ .Chart.Annotations | toJson }}',
        'd: {{ fromYaml "__proto__: {x: 1}" | toJson }}',
        'e: {{ fromJson "{\\"__proto__\\": 1}" | toJson }}',
      ].join('\n'),
    },
    values: [
      { kind: 'set', expression: '__proto__.c=3' },
      { kind: 'set-json', expression: '{"__proto__": {"d": 4}}' },
    ],
  })
  expect(release.output.split('\n').slice(2, -1)).toEqual([
    'v: {"__proto__":{"a":1,"c":3,"d":4},"constructor":{"prototype":{"b":2}},"valueOf":"x"}',
    'p: 1',
    'h: false',
    'a: {"__proto__":"p","constructor":"q"}',
    'd: {"__proto__":{"x":1}}',
    'e: {"__proto__":1}',
  ])
  expect(Object.keys(Object.prototype)).toEqual([])
  expect(({} as Record<string, unknown>)['a']).toBeUndefined()
})

test('what cannot be written as YAML is nothing, or an error of the template', () => {
  const odd = { 'odd.bin': 'a\x7fb', 'values.yaml': 'k: "\\x7f"\n' }
  const both = '#{{ .Files.AsConfig }}{{ .Files.AsSecrets }}{{ toYaml .Values }}'
  expect(render({ files: { ...odd, 'templates/a.yaml': both } }).output).toContain('#odd.bin: YX9i')
  const method = { ...odd, 'templates/a.yaml': '{{ .Values.YAML }}' }
  expect(faultOf(() => render({ files: method }))).toContain('error calling YAML: yaml: control characters')
})

test('patterns of .helmignore and Glob do not go back over what they read', () => {
  const long = 'a'.repeat(120)
  const pattern = `${'*a'.repeat(40)}b`
  const files = {
    'Chart.yaml': chartYaml,
    '.helmignore': `${pattern}\n`,
    [long]: 'x',
    'templates/a.yaml': '',
  }
  const folder = folderWith({ ...files, 'templates/a.yaml': `#{{ len (.Files.Glob "${pattern}") }}` })
  const start = performance.now()
  expect(faultOf(() => renderChart(loadChart(folder), quiet))).toBe('no fault')
  expect(performance.now() - start).toBeLessThan(2000)
})

const quiet = { releaseName: 'r', namespace: 'n', clock: fixedClock(0), random: new Random(1) }

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'seaworthy-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

function archiveFault(entries: readonly Entry[], options: LoadOptions = {}): string {
  const file = join(mkdtempSync(join(tmpdir(), 'seaworthy-')), 'c.tgz')
  writeFileSync(file, gzipSync(tar([{ name: 'c/Chart.yaml', data: chartYaml }, ...entries])))
  return faultOf(() => loadChart(file, '4.2', options))
}

test.each([
  ['c/../../../etc/x', 'chart illegally references parent directory'],
  ['c//etc/x', 'chart illegally contains absolute paths'],
  ['/etc/x', 'no fault'],
  ['c/C:/x', 'chart contains illegally named files'],
  ['c\\..\\..\\x', 'chart illegally references parent directory'],
  ['c/a/../../..', 'chart illegally references parent directory'],
  ['c/', 'chart illegally contains content outside the base directory'],
  ['Chart.yaml', 'chart illegally contains content outside the base directory'],
  ['Chart.yaml/x', 'chart yaml not in base directory'],
])('an archive with the entry %s: %s', (name, fault) => {
  expect(archiveFault([{ name, data: 'x' }])).toContain(fault)
})

test.each(['1', '2', '3', '4', '6'])('an archive with an entry of type %s', (flag) => {
  expect(archiveFault([{ name: 'c/templates/x', flag, link: '/etc/passwd' }])).toContain(
    'a link or special file',
  )
})

test.each([
  [
    'file',
    { name: 'c/a', data: 'x'.repeat(2001) },
    'decompressed chart file "c/a" is larger than the maximum file size 2000',
  ],
  [
    'chart',
    { name: 'c/a', data: 'x'.repeat(2001) },
    'decompressed chart is larger than the maximum size 2000',
  ],
] as const)('an archive beyond the limit %s', (limit, entry, fault) => {
  expect(archiveFault([entry], { limits: { [limit]: 2000 } })).toContain(fault)
  expect(archiveFault([entry], { limits: { [limit]: 3000 } })).toBe('no fault')
})

test('an archive of more files than a chart may have', () => {
  const entries = Array.from({ length: 20 }, (_, i) => ({ name: `c/${i}` }))
  expect(archiveFault(entries, { limits: { files: 20 } })).toContain(
    'limit-files: the chart has more than 20 files',
  )
  expect(archiveFault(entries, { limits: { files: 21 } })).toBe('no fault')
})

test('a header that tells more than there is', () => {
  expect(archiveFault([{ name: 'c/a', data: 'x', size: 0o77777777777 }])).toContain('unexpected EOF')
})

test('a bomb: 200 MB of nothing in 200 kB', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'seaworthy-')), 'c.tgz')
  writeFileSync(file, gzipSync(Buffer.alloc(200 * 1024 * 1024)))
  expect(faultOf(() => loadChart(file))).toContain('limit-chart: decompressed chart is larger than')
})

test('charts in charts in charts', () => {
  const nested = (depth: number): Buffer =>
    gzipSync(
      tar([
        { name: 'c/Chart.yaml', data: chartYaml },
        ...(depth === 0 ? [] : [{ name: 'c/charts/c.tgz', data: nested(depth - 1) }]),
      ]),
    )
  const file = join(mkdtempSync(join(tmpdir(), 'seaworthy-')), 'c.tgz')
  writeFileSync(file, nested(101))
  expect(faultOf(() => loadChart(file))).toContain('more than 100 charts, one inside the other')
})

test('links are followed within the chart and its repository, and no further', () => {
  const folder = folderWith({
    'repo/.git/HEAD': '',
    'repo/shared/b.yaml': '#b',
    'repo/c/Chart.yaml': chartYaml,
    'repo/c/a.yaml': '#a',
    'repo/c/templates/x.yaml': '',
    'secret.yaml': '#secret',
  })
  const chart = join(folder, 'repo/c')
  symlinkSync('../a.yaml', join(chart, 'templates/a.yaml'))
  symlinkSync('../../shared/b.yaml', join(chart, 'templates/b.yaml'))
  const { loadWarnings } = loadChart(chart)
  expect(loadWarnings.map((line) => line.replaceAll(folder, 'F'))).toEqual([
    'level=INFO msg="found symbolic link in path. Contents of linked file included and used" path=F/repo/c/templates/a.yaml resolved=F/repo/c/a.yaml',
    'level=INFO msg="found symbolic link in path. Contents of linked file included and used" path=F/repo/c/templates/b.yaml resolved=F/repo/shared/b.yaml',
  ])
  symlinkSync('../../../secret.yaml', join(chart, 'templates/c.yaml'))
  expect(faultOf(() => loadChart(chart))).toMatch(
    /^chart-link: the symbolic link .*c\.yaml leads out of the chart$/,
  )
  expect(loadChart(chart, '4.2', { followLinks: true }).templates).toHaveLength(4)
})
