// Records what real Helm reads from odd YAML and writes for odd values: packages/yaml/testdata/*.json.
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runHelm } from './run-helm.mjs'

const testdata = new URL('../../packages/yaml/testdata/', import.meta.url)

function throughTemplate(inputs, expression) {
  const chart = mkdtempSync(join(tmpdir(), 'yaml-chart-'))
  mkdirSync(join(chart, 'templates'))
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: c\nversion: 1.0.0\n')
  writeFileSync(join(chart, 'in.json'), JSON.stringify(inputs))
  const template = `out:\n{{- range (.Files.Get "in.json" | fromJsonArray) }}\n- {{ ${expression} | b64enc | quote }}\n{{- end }}\n`
  writeFileSync(join(chart, 'templates/a.yaml'), template)
  const { status, stdout, stderr } = runHelm('helm4', ['template', 'r', chart], chart)
  if (status !== 0) throw new Error(stderr)
  return [...stdout.matchAll(/^- "(.*)"$/gm)].map(([, text]) => Buffer.from(text, 'base64').toString('utf8'))
}

function record(name, expressions) {
  const file = new URL(name, testdata)
  const cases = JSON.parse(readFileSync(file, 'utf8'))
  const inputs = cases.map(({ input }) => input)
  const recorded = Object.entries(expressions).map(([key, expression]) => [
    key,
    throughTemplate(inputs, expression),
  ])
  const lines = inputs.map((input, at) =>
    JSON.stringify({ input, ...Object.fromEntries(recorded.map(([k, v]) => [k, v[at]])) }),
  )
  writeFileSync(file, `[\n${lines.join(',\n')}\n]\n`)
}

record('write.json', { yaml: 'toYaml .', pretty: 'toYamlPretty .' })
record('read.json', { error: '(fromYaml .).Error | default ""', map: '. | fromYaml | toJson' })
