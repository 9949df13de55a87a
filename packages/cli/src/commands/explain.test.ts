import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderWith, run } from '../testing.ts'

const prod = ['explain', 'market', '-f', 'market-prod.yaml', '--name', 'shop']

test('a field leads back to its template line, its values, what they override, and what decided it', async () => {
  const { status, out, err } = await run([...prod, 'deploy/shop-web', 'spec.replicas'])
  expect({ status, err }).toEqual({ status: 0, err: '' })
  expect(out).toBe(`Deployment/shop-web: spec.replicas is 3

  rendered in line 9 of the document
     9 |   replicas: 3
       |   ^^^^^^^^^^^
  ← written by market/templates/web.yaml:9:16
     9 |   replicas: {{ .Values.web.replicaCount }}
       |                ^^^^^^^^^^^^^^^^^^^^^^^^

  ← value web.replicaCount is 3, set by market-prod.yaml:4
     4 |   replicaCount: 3
       |   ^^^^^^^^^^^^^^^
     over 1 by market/values.yaml:5

  decided by
     web.enabled is true (market/values.yaml:4)
`)
})

test('includes are shown, outermost first', async () => {
  const { out } = await run([...prod, 'deployments.apps/shop-web', 'metadata.labels.release'])
  expect(out).toContain(`  ← included by market/templates/web.yaml:7:9
     7 |     {{- include "market.labels" . | nindent 4 }}
       |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  ← written by market/templates/_helpers.tpl:3:13
     3 | release: {{ .Release.Name }}
       |             ^^^^^^^^^^^^^
`)
})

test.each([
  ['spec.template.spec.containers[web].image', 'is "registry.example/market/web:latest"'],
  ['.spec.template.spec.containers[0].env[DOMAIN].value', 'is "market.example.com"'],
  ["metadata.labels['app']", 'is "market"'],
  ['{.spec.template.spec.containers[0].resources.limits.memory}', 'is "256Mi"'],
])('the field %s is found', async (field, said) => {
  const { status, out } = await run([...prod, 'deploy/shop-web', field])
  expect(status).toBe(0)
  expect(out.split('\n')[0]).toContain(said)
})

test.each(['data.app.conf', 'data.app\\.conf', "data['app.conf']", 'data["app.conf"]'])(
  'a key with a dot is found as %s',
  async (field) => {
    const { out } = await run([...prod, 'cm/shop-config', field])
    expect(out).toContain('ConfigMap/shop-config: data["app.conf"] is "domain = market.example.com')
    expect(out).toContain('value global.domain is "market.example.com"')
  },
)

test('without a field every leaf has a line', async () => {
  const { status, out } = await run([...prod, 'cm/shop-cache'])
  expect(status).toBe(0)
  expect(out).toBe(`ConfigMap/shop-cache  v1, market/charts/cache/templates/cache.yaml

  field          value                 from
  apiVersion     "v1"                  market/charts/cache/templates/cache.yaml:1
  kind           "ConfigMap"           market/charts/cache/templates/cache.yaml:2
  metadata.name  "shop-cache"          Release.Name
  data.size      "64"                  cache.size (market/values.yaml:21)
  data.policy    "lru"                 cache.policy (market/charts/cache/values.yaml:2)
  data.domain    "market.example.com"  global.domain (market-prod.yaml:2)
`)
})

test('a chart that renders no object says so', async () => {
  const folder = folderWith({ 'Chart.yaml': 'apiVersion: v2\nname: empty\nversion: 1.0.0\n' })
  expect(await run(['explain', folder])).toEqual({ status: 0, out: 'no object is rendered\n', err: '' })
})

test('a template stands for all its objects, and nothing for the whole release', async () => {
  const byFile = await run([...prod, 'templates/auth.yaml'])
  expect(byFile.out).toMatch(/^Secret\/shop-auth {2}v1, market\/templates\/auth.yaml\n/)
  const all = await run(prod)
  expect(all.out.match(/^[A-Z]\S+\/\S+/gm)).toEqual([
    'Secret/shop-auth',
    'ConfigMap/shop-cache',
    'ConfigMap/shop-config',
    'Deployment/shop-web',
  ])
})

test('what a Secret holds is never shown: not the field, not the value, not its lines, in no form', async () => {
  const secrets = /s3cret-of-prod|change-me|from-flag/
  const calls = [
    [...prod, 'secret/shop-auth', 'stringData.password'],
    [...prod, 'secret/shop-auth'],
    [...prod, '--value', 'auth.password'],
    [...prod, '--value', 'auth'],
    [...prod, 'deploy/shop-web', 'spec.template.metadata.annotations.checksum/auth'],
    [...prod, '--set', 'web.x=1,auth.password=from-flag', '--value', 'auth.password'],
    [...prod, '--set', 'web.x=1,auth.password=from-flag', '--unused'],
    [...prod, '--set', 'web.x=1,auth.pasword=from-flag', '--unused'],
    [...prod, '--set', 'web.dbToken=from-flag', '--unused'],
  ]
  for (const call of calls) {
    for (const form of ['text', 'json']) {
      const { out, err } = await run([...call, '-o', form])
      expect([call, out.match(secrets), err]).toEqual([call, null, ''])
    }
  }
  const { out } = await run(calls[0] ?? [])
  expect(out).toBe(`Secret/shop-auth: stringData.password is hidden: it is the content of a Secret

  rendered in line 7 of the document
  ← written by market/templates/auth.yaml:7:16
     7 |   password: {{ .Values.auth.password }}
       |                ^^^^^^^^^^^^^^^^^^^^^

  ← value auth.password is hidden, because it goes into a Secret, set by market-prod.yaml:10
     over what is set by market/values.yaml:19
`)
})

const leaking = (password: string, literal: string) =>
  folderWith({
    'Chart.yaml': 'apiVersion: v2\nname: leaky\nversion: 0.1.0\n',
    'values.yaml': `host: db.example\npassword: ${password}\nport: 5432\npin: 123456\n`,
    'templates/all.yaml': `apiVersion: v1
kind: Secret
metadata:
  name: auth
stringData:
  password: {{ .Values.password }}
  port: {{ .Values.port | quote }}
  literal: ${literal}-{{ .Values.host }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: conf
data:
  host: {{ .Values.host }}
  plain: {{ .Values.password | quote }}
  url: postgres://u:{{ .Values.password | upper }}@localhost
  basic: {{ printf "u:%s" .Values.password | b64enc }}
  cut: {{ .Values.password | trunc 7 }}
  sum: {{ .Values.password | sha256sum }}
  port: {{ .Values.port }}
  none: []
`,
  })

test('what goes into a Secret is cut out of other fields too, in any writing; checksums and numbers stay', async () => {
  const chart = leaking('r0und/about', 'literal-of-template')
  const { out } = await run(['explain', chart, 'cm/conf'])
  const values = [...out.matchAll(/^ {2}data\.(\w+) +(.*?) {2}/gm)].map(([, name, value]) => [name, value])
  expect(values).toEqual([
    ['host', '(hidden)'],
    ['plain', '(hidden)'],
    ['url', '"postgres://u:(hidd…'],
    ['basic', '(hidden)'],
    ['cut', '(hidden)'],
    ['sum', expect.stringMatching(/^"[0-9a-f]{18}…$/)],
    ['port', '5432'],
    ['none', '[]'],
  ])
  const field = await run(['explain', chart, 'cm/conf', 'data.plain'])
  expect(field.out).toContain(
    'ConfigMap/conf: data.plain is hidden: it is computed from a value that goes into a Secret\n',
  )
  for (const form of ['text', 'json']) {
    const all = await run(['explain', chart, '-o', form])
    expect(all.out).not.toMatch(/r0und|literal-of|cjB1bmQ/i)
  }
})

test('--lookup-file answers lookup, and what it finds in a Secret is shown nowhere', async () => {
  const chart = folderWith({
    'Chart.yaml': 'apiVersion: v2\nname: asks\nversion: 0.1.0\n',
    'templates/a.yaml': `{{- $auth := lookup "v1" "Secret" .Release.Namespace "auth" }}
{{- $conf := lookup "v1" "ConfigMap" .Release.Namespace "conf" }}
apiVersion: v1
kind: ConfigMap
metadata:
  name: a
data:
  plain: {{ $conf.data.host }}
  leak: {{ $auth.data.password | b64dec }}
`,
    'cluster.yaml': `apiVersion: v1
kind: Secret
metadata: {name: auth}
data: {password: ZnJvbS1jbHVzdGVy}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: conf}
data: {host: db.example}
`,
  })
  const file = join(chart, 'cluster.yaml')
  const { status, out, err } = await run(['explain', chart, 'cm/a', '--lookup-file', file])
  expect({ status, err }).toEqual({ status: 0, err: '' })
  expect(out).toContain(
    '  data.plain     "db.example"          Release.Namespace, lookup v1 ConfigMap default conf',
  )
  expect(out).toContain('  data.leak      (hidden)')
  const gone = await run(['diff', chart, 'market', '--lookup-file', file])
  expect(gone.out).toContain('- ConfigMap/a')
  expect(gone.out).not.toContain('from-cluster')
})

test('--value shows where a value goes', async () => {
  const { status, out } = await run([...prod, '--value', 'global.domain'])
  expect(status).toBe(0)
  expect(out).toBe(`  value global.domain is "market.example.com", set by market-prod.yaml:2
     2 |   domain: market.example.com
       |   ^^^^^^^^^^^^^^^^^^^^^^^^^^
     over "example.org" by market/values.yaml:2

  reaches 3 fields of 3 objects

  ConfigMap/shop-cache
    data.domain  computed  market/charts/cache/templates/cache.yaml:8

  ConfigMap/shop-config
    data["app.conf"]  computed  market/templates/config.yaml:6

  Deployment/shop-web
    spec.template.spec.containers[0].env[0].value  computed  market/templates/web.yaml:25
`)
})

test('a value that nobody sets has the default that the schema documents', async () => {
  const { out } = await run([...prod, '--value', 'Values.web.priority'])
  expect(
    out,
  ).toBe(`  value web.priority is not set; market/values.schema.json:8 documents "low", which Helm does not apply

  reaches no field: templates read it, and it reaches no field that is rendered now
`)
})

test('a deleted value tells who deletes it, and what', async () => {
  const { out } = await run([...prod, '--value', 'web.resources.limits.cpu'])
  expect(out).toContain(`  value web.resources.limits.cpu is not set, deleted by market-prod.yaml:8
     8 |       cpu: null
       |       ^^^^^^^^^
     over "500m" by market/values.yaml:11
`)
})

test('--unused ends with 1 and says of each value why, and what may have been meant', async () => {
  const { status, out } = await run([...prod, '--unused'])
  expect(status).toBe(1)
  expect(out).toBe(`unused web.replicas: nothing reads it
  --> market-prod.yaml:5
    5 |   replicas: 3
      |   ^^^^^^^^^^^

unused metrics.port: subchart metrics is switched off (metrics.enabled is false, market/values.yaml:23)
  --> market-prod.yaml:12
    12 |   port: 9100
       |   ^^^^^^^^^^

unused ingres with 2 values: nothing reads it
  --> market-prod.yaml:13
    13 | ingres:
       | ^^^^^^
  help: did you mean ingress?

4 values given that nothing reads
`)
  const alone = await run(['explain', 'market', '--set', 'web.replicas=3', '--unused'])
  expect(alone.out).toContain('  --> --set web.replicas=3\n  help: did you mean web.replicaCount?\n')
  const good = await run([
    'explain',
    'market',
    '--set',
    'web.replicaCount=2,metrics.enabled=false',
    '--unused',
  ])
  expect(good).toEqual({ status: 0, out: 'every value that is given is read\n', err: '' })
})

test('--coverage takes each values file as a case', async () => {
  const { status, out } = await run(['explain', 'market', '--coverage', '-f', 'market-prod.yaml'])
  expect(status).toBe(0)
  expect(out).toBe(`2 cases: defaults, market-prod.yaml

  template                                  taken
  market/charts/cache/templates/cache.yaml   100%  1 of 1
  market/templates/_helpers.tpl               66%  2 of 3
  market/templates/auth.yaml                 100%  1 of 1
  market/templates/config.yaml               100%  1 of 1
  market/templates/ingress.yaml               33%  1 of 3
  market/templates/web.yaml                   66%  2 of 3

market/templates/_helpers.tpl
  4:5 never true: .Values.web.priority
    4 | {{- with .Values.web.priority }}
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^

market/templates/ingress.yaml
  1:5 never true: .Values.ingress.enabled
    1 | {{- if .Values.ingress.enabled }}
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^
  10:10 never true: .Values.ingress.note
    10 | {{- else if .Values.ingress.note }}
       |          ^^^^^^^^^^^^^^^^^^^^^^^

market/templates/web.yaml
  26:17 never a round: .Values.web.env
    26 |             {{- range .Values.web.env }}
       |                 ^^^^^^^^^^^^^^^^^^^^^

subchart metrics is off in every case

66% of 12 branches, 4 never taken
`)
  const more = folderWith({ 'more.yaml': 'ingress: {enabled: true}\nmetrics: {enabled: true}\n' })
  const json = await run(['explain', 'market', '--coverage', '-f', `${more}/more.yaml`, '-o', 'json'])
  const report = JSON.parse(json.out)
  expect(report).toMatchObject({
    kind: 'TemplateCoverage',
    cases: ['defaults', `${more}/more.yaml`],
    off: [],
  })
  expect(report.files.map(({ file }: { file: string }) => file)).toContain(
    'market/charts/metrics/templates/metrics.yaml',
  )
})

test('-o json has the same as data', async () => {
  const { out } = await run([...prod, 'deploy/shop-web', 'spec.replicas', '-o', 'json'])
  const { kind, fields } = JSON.parse(out)
  expect(kind).toBe('FieldExplanations')
  expect(fields).toEqual([
    {
      object: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop-web' },
      source: 'market/templates/web.yaml',
      path: 'spec.replicas',
      value: 3,
      hidden: false,
      rendered: {
        file: 'market/templates/web.yaml',
        line: 9,
        column: 3,
        endColumn: 14,
        source: '  replicas: 3',
      },
      written: {
        file: 'market/templates/web.yaml',
        line: 9,
        column: 16,
        source: '  replicas: {{ .Values.web.replicaCount }}',
      },
      via: [],
      values: [
        {
          path: 'web.replicaCount',
          value: 3,
          hidden: false,
          settings: [
            {
              kind: 'chart',
              name: 'market/values.yaml',
              line: 5,
              column: 3,
              endColumn: 18,
              source: '  replicaCount: 1',
              value: 1,
              deletes: false,
              route: 'own',
              path: 'web.replicaCount',
            },
            {
              kind: 'file',
              name: 'market-prod.yaml',
              line: 4,
              column: 3,
              endColumn: 18,
              source: '  replicaCount: 3',
              value: 3,
              deletes: false,
              route: 'own',
              path: 'web.replicaCount',
            },
          ],
        },
      ],
      guards: [expect.objectContaining({ path: 'web.enabled', value: true })],
      position: [],
      inputs: [],
    },
  ])
})

test.each([
  [['deploy/web'], 'object-not-rendered', 'did you mean Deployment/shop-web?'],
  [['svc/shop-web'], 'object-not-rendered', 'did you mean Deployment/shop-web?'],
  [['templates/webb.yaml'], 'object-not-rendered', 'did you mean templates/web.yaml?'],
  [['deploy/shop-web', 'spec.replica'], 'field-not-rendered', 'did you mean spec.replicas?'],
  [
    ['deploy/shop-web', 'spec.template.spec.containers[wep].image'],
    'field-not-rendered',
    'did you mean spec.template.spec.containers[web]?',
  ],
  [['deploy/shop-web', 'spec..replicas'], 'path-invalid', 'quote the path'],
  [['--value', 'web.replica'], 'value-unknown', 'did you mean web.replicaCount?'],
  [['--value', 'web.replicaCont'], 'value-unknown', 'did you mean web.replicaCount?'],
  [['--value', 'replicaCount'], 'value-unknown', 'did you mean web.replicaCount?'],
  [['deploy/shop-web', '--unused'], 'flags-contradict', 'ask one after the other'],
])('%j is answered with what may have been meant', async (words, code, help) => {
  const { status, out, err } = await run([...prod, ...words])
  expect({ status, out }).toEqual({ status: 2, out: '' })
  expect(err).toContain(`error[${code}]`)
  expect(err).toContain(help)
})

test('what is not rendered is told with the condition that kept it out', async () => {
  for (const object of ['ing/shop', 'templates/ingress.yaml']) {
    const { status, err } = await run([...prod, object])
    expect(status).toBe(2)
    expect(err).toContain(
      '  = market/templates/ingress.yaml:1 did not take .Values.ingress.enabled: ingress.enabled is false (market/values.yaml:15)\n',
    )
  }
  const { err } = await run([...prod, 'svc/shop-web'])
  expect(err).not.toContain('did not take')
})

test('a chart that fails is told with the values that led there', async () => {
  const { status, out, err } = await run(['explain', 'template-fails', 'ing/shop'])
  expect({ status, out }).toEqual({ status: 2, out: '' })
  expect(err).toContain('template-fails/templates/ingress.yaml:4')
  expect(err).toContain('  = it was computed from host (not set)\n')
})

test('the name of the release is a flag, and a name in front is recognised', async () => {
  const { status, err } = await run(['explain', 'my-release', 'market'])
  expect(status).toBe(2)
  expect(err).toContain(
    'help: the name of the release is a flag here: seaworthy explain market --name my-release',
  )
})
