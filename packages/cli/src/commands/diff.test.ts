import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { ChangeCause, ObjectDiff } from '@seaworthy/helm'
import { expect, test } from 'vitest'
import { diffText } from '../report/diff-text.ts'
import { painter } from '../report/style.ts'
import { folderWith, run, testdata } from '../testing.ts'

/** The files of a chart in `testdata`, by their names in it. */
function filesOf(chart: string): Record<string, string> {
  const folder = join(testdata, chart)
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const files = names.filter((name) => statSync(join(folder, name)).isFile())
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

/** A chart of `testdata` in which words are replaced: file by file, from and to. */
function changed(
  chart: string,
  edits: Readonly<Record<string, readonly (readonly [string, string])[]>>,
): string {
  const files = filesOf(chart)
  for (const [file, words] of Object.entries(edits)) {
    for (const [from, to] of words) {
      expect(files[file], `${file} has ${from}`).toContain(from)
      files[file] = (files[file] ?? '').replace(from, to)
    }
  }
  return folderWith(Object.fromEntries(Object.entries(files).filter(([, text]) => text !== '')))
}

const next = () =>
  changed('market', {
    'Chart.yaml': [
      ['version: 1.4.0', 'version: 1.5.0'],
      ['"2.1"', '"2.2"'],
    ],
    'values.yaml': [
      ['replicaCount: 1', 'replicaCount: 2'],
      ['ingress:\n  enabled: false', 'ingress:\n  enabled: true'],
      ['change-me', 'changed-too'],
    ],
    'templates/web.yaml': [
      [
        '          env:\n',
        '          imagePullPolicy: Always\n          env:\n            - name: MODE\n              value: fast\n',
      ],
    ],
    'templates/config.yaml': [['app.conf:', 'token: {{ randAlphaNum 8 }}\n  app.conf:']],
    'templates/_helpers.tpl': [['app: {{ .Chart.Name }}', 'app: {{ .Chart.Name }}-app']],
  })

test('two versions of a chart are compared object by object, with the cause of each change', async () => {
  const folder = next()
  const { status, out, err } = await run(['diff', 'market', folder, '--name', 'shop'])
  expect({ status, err }).toEqual({ status: 1, err: '' })
  expect(
    out
      .replaceAll(folder, 'NEW')
      .replace(/"[0-9a-f]{64}"/g, '"HASH"')
      .replace(/"[A-Za-z0-9]{8}"/, '"RANDOM"'),
  ).toBe(`- market (market 1.4.0)
+ NEW (market 1.5.0)

~ Secret/shop-auth  v1, market/templates/auth.yaml

  stringData.password: changed, not shown: 9 characters → 11 characters
      ← value auth.password: hidden (market/values.yaml:19) → hidden (market/values.yaml:19)

~ ConfigMap/shop-config  v1, market/templates/config.yaml

  data["app.conf"]:
      domain = example.org
    - version = 2.1
    + version = 2.2
      ← Chart.AppVersion: 2.1 → 2.2

  data.token:
    + "RANDOM"
      ← differs on every render: it is random, or the time

~ Deployment/shop-web  apps/v1, market/templates/web.yaml

  metadata.labels.app: "market" → "market-app"
      ← template market/templates/_helpers.tpl:2 → market/templates/_helpers.tpl:2
        - app: {{ .Chart.Name }}
        + app: {{ .Chart.Name }}-app

  spec.replicas: 1 → 2
      ← value web.replicaCount: 1 (market/values.yaml:5) → 2 (market/values.yaml:5)

  spec.template.metadata.annotations["checksum/auth"]:
    - "HASH"
    + "HASH"
      ← value auth.password: hidden (market/values.yaml:19) → hidden (market/values.yaml:19)

  spec.template.metadata.labels.app: "market" → "market-app"
      ← template market/templates/_helpers.tpl:2 → market/templates/_helpers.tpl:2
        - app: {{ .Chart.Name }}
        + app: {{ .Chart.Name }}-app

  spec.template.spec.containers[0].env[0]:
    + name: "MODE"
    + value: "fast"
      ← new in template market/templates/web.yaml:25
        + - name: MODE

  spec.template.spec.containers[0].imagePullPolicy:
    + "Always"
      ← new in template market/templates/web.yaml:23
        + imagePullPolicy: Always

+ Ingress/shop  networking.k8s.io/v1, market/templates/ingress.yaml
      ← value ingress.enabled: false (market/values.yaml:15) → true (market/values.yaml:15)
    + apiVersion: networking.k8s.io/v1
    + kind: Ingress
    + metadata:
    +   name: shop
    + spec:
    +   ingressClassName: nginx
    +   rules:
    +     - host: example.org

4 objects differ: 3 changed, 1 added, 0 removed
`)
})

test('a chart does not differ from itself, and what is random in it differs for every render', async () => {
  expect(await run(['diff', 'market', 'market'])).toEqual({
    status: 0,
    out: '- market\n+ market\n\nno object differs\n',
    err: '',
  })
  const folder = changed('market', {
    'templates/config.yaml': [['app.conf:', 'token: {{ randAlphaNum 8 }}\n  app.conf:']],
  })
  expect((await run(['diff', folder, folder])).status).toBe(0)
})

test('what many objects have alike is told once', async () => {
  const chart = (version: string) => {
    const one = (name: string) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, labels: {chart: "{{ .Chart.Version }}"}}\ndata: {name: ${name}-${version.at(-1)}}\n`
    return folderWith({
      'Chart.yaml': `apiVersion: v2\nname: alike\nversion: ${version}\n`,
      'templates/a.yaml': `${one('a')}---\n${one('b')}---\n${one('c').replace('c-2', 'c-1')}`,
    })
  }
  const [old, now] = [chart('1.0.1'), chart('1.0.2')]
  const { out } = await run(['diff', old, now])
  expect(out.split('\n').slice(3)).toEqual([
    '~ 3 objects alike: ConfigMap/a, ConfigMap/b, ConfigMap/c',
    '',
    '  metadata.labels.chart: "1.0.1" → "1.0.2"',
    '      ← Chart.Version: 1.0.1 → 1.0.2',
    '',
    '~ ConfigMap/a  v1, alike/templates/a.yaml',
    '',
    '  data.name: "a-1" → "a-2"',
    '      ← template alike/templates/a.yaml:4 → alike/templates/a.yaml:4',
    '        - data: {name: a-1}',
    '        + data: {name: a-2}',
    '',
    '~ ConfigMap/b  v1, alike/templates/a.yaml',
    '',
    '  data.name: "b-1" → "b-2"',
    '      ← template alike/templates/a.yaml:9 → alike/templates/a.yaml:9',
    '        - data: {name: b-1}',
    '        + data: {name: b-2}',
    '',
    '3 objects differ: 3 changed, 0 added, 0 removed',
    '',
  ])
})

test('a template that is gone takes its objects along', async () => {
  const folder = changed('market', {
    'charts/cache/templates/cache.yaml': [[filesOf('market')['charts/cache/templates/cache.yaml'] ?? '', '']],
  })
  const { out } = await run(['diff', 'market', folder])
  expect(out).toContain(`- ConfigMap/release-name-cache  v1, market/charts/cache/templates/cache.yaml
      ← template market/charts/cache/templates/cache.yaml is gone
    - apiVersion: v1
`)
})

test('one chart with other values: each change names the layers of both sides', async () => {
  const { status, out } = await run([
    'diff',
    'market',
    '--against-values',
    'market-prod.yaml',
    '--name',
    'shop',
  ])
  expect(status).toBe(1)
  expect(out).toMatch(/^- market\n\+ market -f market-prod.yaml\n/)
  expect(out).toContain(`  spec.replicas: 1 → 3
      ← value web.replicaCount: 1 (market/values.yaml:5) → 3 (market-prod.yaml:4)
`)
  expect(out).toContain(`  spec.template.spec.containers[0].resources.limits.cpu:
    - "500m"
      ← value web.resources.limits.cpu: "500m" (market/values.yaml:11)
        → not set (market-prod.yaml:8)
`)
})

test('one chart in two Helms: what differs in the objects, and what in the text only', async () => {
  const { status, out } = await run(['diff', 'market', '--helm-version', '3.21,4.2'])
  expect(status).toBe(1)
  expect(out).toBe(`- Helm 3.21
+ Helm 4.2

~ ConfigMap/release-name-config  v1, market/templates/config.yaml

  data["app.conf"]: ends with "" → "\\n"
      ← Helm 3.21 cuts the blank end of each document, Helm 4.2 keeps it

In the text only
  empty lines: Secret/release-name-auth, ConfigMap/release-name-cache, Deployment/release-name-web

1 object differs: 1 changed, 0 added, 0 removed
`)
  const folder = folderWith({
    'Chart.yaml': 'apiVersion: v2\nname: quirks\nversion: 1.0.0\n',
    'values.yaml': 'a: null\n---\nb: 2\n',
    'templates/c.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: "{{ hasKey .Values "a" }}", b: "{{ .Values.b }}"}',
  })
  const quirks = await run(['diff', folder, '--helm-version', '3.21,4.2'])
  expect(quirks.out).toContain(`  data.a: "true" → "false"
      ← Helm 4.2 drops nulls of values.yaml files, Helm 3.21 keeps them
      ← value a: null (quirks/values.yaml:1) → not set
`)
  expect(quirks.out).toContain(`  data.b: "" → "2"
      ← Helm 4.2 takes all documents of a values file, Helm 3.21 the first
      ← value b: not set → 2 (quirks/values.yaml:3)
`)
})

test('a chart that only one of two Helms renders is a difference', async () => {
  const folder = folderWith({
    'Chart.yaml': 'apiVersion: v2\nname: old\nversion: 1.0.0\n',
    'templates/c.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: "{{ .Chart.Nothing }}"}\n',
  })
  const { status, out, err } = await run(['diff', folder, '--helm-version', '3.21,4.2'])
  expect({ status, err }).toEqual({ status: 1, err: '' })
  expect(out).toMatch(
    /^Helm 3\.21 does not render this, and Helm 4\.2 does\n\nerror\[template-execution\]: .*Nothing/s,
  )
})

test('nothing of a Secret is shown, whichever side has it', async () => {
  const folder = next()
  for (const call of [
    ['diff', 'market', folder],
    ['diff', folder, 'market'],
    ['diff', 'market', '--against-values', 'market-prod.yaml'],
    ['diff', 'market', 'shop'],
    ['diff', 'shop', 'market'],
  ]) {
    for (const form of ['text', 'json']) {
      const { out, err } = await run([...call, '-o', form])
      expect([call, out.match(/change-me|changed-too|s3cret-of-prod/), err]).toEqual([call, null, ''])
    }
  }
})

test('-o json has sides, objects and causes as data', async () => {
  const { status, out } = await run(['diff', 'market', '--against-values', 'market-prod.yaml', '-o', 'json'])
  expect(status).toBe(1)
  const report = JSON.parse(out)
  expect(report).toMatchObject({ kind: 'ReleaseDiff', sides: ['market', 'market -f market-prod.yaml'] })
  const web = report.objects.find(({ object }: { object: { kind: string } }) => object.kind === 'Deployment')
  expect(web).toMatchObject({ change: 'changed', source: 'market/templates/web.yaml' })
  expect(web.fields[0]).toMatchObject({
    path: 'spec.replicas',
    before: 1,
    after: 3,
    change: 'changed',
    causes: [{ kind: 'value', before: { path: 'web.replicaCount', value: 1 }, after: { value: 3 } }],
  })
})

test.each([
  [['market'], 'nothing-to-compare', '--helm-version 3.21,4.2'],
  [['market', 'nowhere'], 'chart-not-found', 'this is nowhere'],
  [['market', 'template-broken'], 'template-parse', 'this is template-broken'],
])('diff %j is refused', async (words, code, said) => {
  const { status, out, err } = await run(['diff', ...words])
  expect({ status, out }).toEqual({ status: 2, out: '' })
  expect(err).toContain(`error[${code}]`)
  expect(err).toContain(said)
})

test('what a template writes into a Secret is shown in no line, and what was no Secret yet is hidden on both sides', async () => {
  const chart = (kind: string, literal: string) =>
    folderWith({
      'Chart.yaml': 'apiVersion: v2\nname: leaky\nversion: 0.1.0\n',
      'values.yaml': 'password: of-the-values\nuser: bob\n',
      'templates/a.yaml': `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: a\nstringData:\n  literal: ${literal}\n  p: {{ .Values.password }}\n`,
      'templates/b.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\ndata:\n  url: "{{ .Values.user }}:{{ .Values.password }}"\n`,
    })
  const secret = await run(['diff', chart('Secret', 'one-of-template'), chart('Secret', 'two-of-template')])
  expect(secret.out).toContain(`  stringData.literal: changed, not shown: 15 characters → 15 characters
      ← template leaky/templates/a.yaml:6 → leaky/templates/a.yaml:6\n`)
  expect(secret.out).not.toContain('of-template')
  const late = await run(['diff', chart('ConfigMap', 'x'), chart('Secret', 'x'), '--set', 'user=eve'])
  expect(late.out).toContain('- ConfigMap/a')
  expect(late.out).not.toContain('of-the-values')
  const added = await run(['diff', 'market', chart('Secret', 'x')])
  expect(added.out).toContain('    +   url: "bob:(hidden)"\n')
})

test('of two charts in two Helms only what the Helms do differently is told of them', async () => {
  const { out } = await run(['diff', 'market', next(), '--name', 'shop', '--helm-version', '4.2,3.21'])
  expect(out).toContain(`  spec.replicas: 1 → 2
      ← value web.replicaCount: 1 (market/values.yaml:5) → 2 (market/values.yaml:5)\n`)
  expect(out).toContain('    + version = 2.2\n      ← Chart.AppVersion: 2.1 → 2.2\n')
  expect(out).not.toMatch(/takes all documents|other capabilities/)
})

test('in colour, what stands below a cause has no arrow of its own', () => {
  const source = '{{ $a | upper }}'
  const cause = { kind: 'template', before: place(source), after: place('{{ $a | lower }}') } as const
  const text = diffText([changedField(cause)], undefined, {
    width: 100,
    paint: painter(true),
    sides: ['a', 'b'],
  })
  expect(text.split('←')).toHaveLength(2)
  expect(stripVTControlCharacters(text)).toContain(`        - ${source}\n        + {{ $a | lower }}\n`)
})

const place = (source: string) => ({ file: 'c/templates/a.yaml', line: 1, column: 1, source })

function changedField(cause: ChangeCause): ObjectDiff {
  const object = { apiVersion: 'v1', kind: 'ConfigMap', name: 'a' }
  const field = { path: 'data.a', before: 'A', after: 'a', change: 'changed', causes: [cause] } as const
  return { change: 'changed', object, source: 'c/templates/a.yaml', fields: [field] }
}
