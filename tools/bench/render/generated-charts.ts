import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Writes a chart into a folder of its own below `root`; gives the folder. */
function writeChart(root: string, name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(root, name)
  const all = { 'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`, ...files }
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => index)

const service = `apiVersion: v1
kind: Service
metadata:
  name: {{ include "part.name" . }}
  labels: {{- toYaml .Values.labels | nindent 4 }}
spec:
  type: {{ .Values.service.type | default "ClusterIP" | quote }}
  ports:
  {{- range .Values.service.ports }}
    - port: {{ .port }}
      name: {{ .name }}
  {{- end }}
`
const helpers = `{{- define "part.name" -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
`
const values = `labels:
  app: part
  tier: back
service:
  type: ClusterIP
  ports:
    - { name: http, port: 80 }
    - { name: metrics, port: 9090 }
`

/** A chart of nothing but subcharts, each with values, a helper and two templates of its own. */
export function umbrella(root: string, subcharts: number): string {
  const parts = numbered(subcharts).map((index) => `part-${index}`)
  const files = parts.flatMap((part) => [
    [`charts/${part}/Chart.yaml`, `apiVersion: v2\nname: ${part}\nversion: 1.0.0\n`],
    [`charts/${part}/values.yaml`, values],
    [`charts/${part}/templates/_helpers.tpl`, helpers.replaceAll('part.name', `${part}.name`)],
    [`charts/${part}/templates/service.yaml`, service.replaceAll('part.name', `${part}.name`)],
    [
      `charts/${part}/templates/second.yaml`,
      service.replace('name: {{', 'name: second-{{').replaceAll('part.name', `${part}.name`),
    ],
  ])
  const declared = parts.map(
    (part) => `  - name: ${part}\n    version: 1.0.0\n    condition: ${part}.enabled\n`,
  )
  return writeChart(root, `umbrella-${subcharts}`, {
    'Chart.yaml': `apiVersion: v2\nname: umbrella-${subcharts}\nversion: 1.0.0\ndependencies:\n${declared.join('')}`,
    'values.yaml': `global:\n  domain: example.org\n${parts.map((part) => `${part}:\n  enabled: true\n`).join('')}`,
    ...Object.fromEntries(files),
  })
}

/** A chart that calls \`tpl\` so often, each time with a text of its own. */
export function tplCalls(root: string, calls: number): string {
  const texts = numbered(calls).map(
    (index) =>
      `  text-${index}: '{{ .Values.name | upper | quote }} {{ if .Values.on }}on {{ end }}${index}'\n`,
  )
  return writeChart(root, `tpl-${calls}`, {
    'values.yaml': `name: web\non: true\ntexts:\n${texts.join('')}`,
    'templates/map.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: texts
data:
{{- range $key, $text := .Values.texts }}
  {{ $key }}: {{ tpl $text $ | quote }}
{{- end }}
`,
  })
}

/** A chart with so many lines of CustomResourceDefinitions, in crds/ or as templates. */
export function definitions(root: string, lines: number, folder: 'crds' | 'templates'): string {
  const files: Record<string, string> = {}
  for (let made = 0, index = 0; made < lines; index++) {
    const text = definition(index, 600)
    made += text.split('\n').length - 1
    files[`${folder}/definition-${index}.yaml`] = text
  }
  return writeChart(root, `${folder}-${lines}`, files)
}

function definition(index: number, fields: number): string {
  const head = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: things${index}.example.org
spec:
  group: example.org
  names: { kind: Thing${index}, plural: things${index} }
  scope: Namespaced
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
`
  const field = (name: number) => `          field${name}:
            description: |-
              Field ${name} says how many of them there are: more than none,
              and fewer than 'many'.
            default: "${name}"
            type: string
`
  return head + numbered(fields).map(field).join('')
}
