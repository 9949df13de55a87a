import { expect, test } from 'vitest'
import { run, testdata } from './testing.ts'

/** What is typed, and the whole of what a user then sees. */
const cases: readonly (readonly [what: string, args: string, screen: string])[] = [
  [
    'a chart folder that is not there',
    'check ./nothere',
    `error[chart-not-found]: there is no chart at ./nothere
  found: no such file or folder
  expected: a folder with a Chart.yaml or a chart.ts, or a packaged chart (.tgz)
  help: check the path; to see what is there: ls .
`,
  ],
  [
    'a folder without a chart',
    'check no-chart-inside',
    `error[chart-not-found]: no-chart-inside is a folder without a chart
  found: neither Chart.yaml nor chart.ts
  expected: a Helm chart (Chart.yaml) or a typed chart (chart.ts)
  help: name the folder that holds the chart itself
`,
  ],
  [
    'a file that is no chart',
    'check no-chart.txt',
    `error[chart-archive]: file 'TESTDATA/no-chart.txt' does not appear to be a gzipped archive; got 'application/octet-stream'
  help: name a folder with a Chart.yaml, or an archive that \`helm package\` made
`,
  ],
  [
    'Chart.yaml that does not parse',
    'check chart-yaml-broken',
    `error[yaml-syntax]: cannot load Chart.yaml: error converting YAML to JSON: yaml: line 2: did not find expected ',' or ']'
  --> chart-yaml-broken/Chart.yaml:3:8
   3 | version: 1
     |        ^
  help: correct the YAML there; mostly it is the indentation, or a text that needs quotes
`,
  ],
  [
    'values.yaml of the chart that does not parse',
    'check values-broken',
    `error[yaml-syntax]: cannot load values.yaml: cannot unmarshal yaml document: error converting YAML to JSON: yaml: line 3: mapping values are not allowed in this context
  --> values-broken/values.yaml:3:8
   3 |    host: shop.example
     |        ^
  help: correct the YAML there; mostly it is the indentation, or a text that needs quotes
`,
  ],
  [
    'a values file that does not parse',
    'check shop -f broken-values.yaml',
    `error[yaml-syntax]: failed to parse broken-values.yaml: cannot unmarshal yaml document: error converting YAML to JSON: yaml: line 1: did not find expected ',' or ']'
  --> broken-values.yaml:2:9
   2 | replicas: 2
     |         ^
  help: correct the YAML there; mostly it is the indentation, or a text that needs quotes
`,
  ],
  [
    'a rendered template that does not parse',
    'check rendered-broken',
    `error[manifest-yaml]: YAML parse error on rendered-broken/templates/config.yaml: error converting YAML to JSON: yaml: line 7: mapping values are not allowed in this context
  --> rendered-broken/templates/config.yaml:7:5
   7 |    c: d
     |     ^
  = line and column are those of the rendered document
  = that line was written by rendered-broken/templates/config.yaml:7
  help: look at the template that wrote it; mostly it is an indent, or a value that needs \`quote\`
`,
  ],
  [
    'a template that fails',
    'check template-fails',
    `error[template-failed]: execution error at (template-fails/templates/ingress.yaml:4:11): set host to the name under which the shop is reached
  --> template-fails/templates/ingress.yaml:4:12
   4 |   name: {{ required "set host to the name under which the shop is reached" .Values.host }}
     |            ^
  = it was computed from host (not set)
  help: give the values that the chart asks for, with -f or --set
`,
  ],
  [
    'a template that does not parse',
    'check template-broken',
    `error[template-parse]: parse error at (template-broken/templates/config.yaml:4): missing value for if
  --> template-broken/templates/config.yaml:4:15
   4 |   name: {{ if }}
     |               ^
  help: correct the template at that place
`,
  ],
  [
    'a function that does not exist',
    'check function-unknown',
    `error[template-function-unknown]: parse error at (function-unknown/templates/config.yaml:6): function "frobnicate" not defined
  --> function-unknown/templates/config.yaml:6:16
   6 |   greeting: {{ frobnicate "hello" }}
     |                ^
  help: see the list of template functions of Helm
`,
  ],
  [
    'values that break the schema, from a file',
    'check shop -f wrong-type.yaml',
    `error[values-schema]: values don't meet the specifications of the schema(s) in the following chart(s):
shop:
- at '/replicas': got string, want integer

error[values-schema]: replicas: got string, want integer
  --> wrong-type.yaml:1:1
  = required by values.schema.json of shop
  help: correct the value, or change what values.schema.json demands of it
`,
  ],
  [
    'values that break the schema, from a flag',
    'check shop --set replicas=0',
    `error[values-schema]: values don't meet the specifications of the schema(s) in the following chart(s):
shop:
- at '/replicas': minimum: got 0, want 1

error[values-schema]: replicas: minimum: got 0, want 1
  found: --set replicas=0
  = required by values.schema.json of shop
  help: correct the value, or change what values.schema.json demands of it
`,
  ],
  [
    'a values file given twice',
    'check shop -f three.yaml -f ./three.yaml',
    `error[values-file-twice]: the values file ./three.yaml is given twice
  --> ./three.yaml:1:1
  found: -f three.yaml as values file 1, and again as 2
  expected: each values file once; later files win over earlier ones
  help: leave out one of the two -f ./three.yaml, or name the file that was meant
`,
  ],
  [
    'values files that are not there, all of them told',
    'check shop -f none.yaml -f nor-this.yaml',
    `error[values-file-not-found]: open none.yaml: no such file or directory
  --> none.yaml:1:1
  expected: a YAML file
  help: paths are taken from TESTDATA

error[values-file-not-found]: open nor-this.yaml: no such file or directory
  --> nor-this.yaml:1:1
  expected: a YAML file
  help: paths are taken from TESTDATA
`,
  ],
  [
    'a folder as values file',
    'check shop -f shop',
    `error[values-file-not-found]: read shop: is a directory
  --> shop:1:1
  expected: a YAML file
  help: paths are taken from TESTDATA
`,
  ],
  [
    '--set-file without its file',
    'check shop --set-file replicas=none.txt',
    `error[values-file-not-found]: failed parsing --set-file data: open none.txt: no such file or directory
  --> none.txt:1:1
  expected: a text file
  help: paths are taken from TESTDATA
`,
  ],
  [
    '--set-json that is no JSON',
    'check shop --set-json replicas={',
    `error[set-invalid]: failed parsing --set-json data replicas={
  --> --set-json:1:10
   1 | replicas={
     |          ^
  = Expected property name or '}' in JSON at position 1
  help: the form of --set is a.b=1,c[0]=x, with \\, for a comma inside a value; of --set-json a={"b":1}
`,
  ],
  [
    'a Kubernetes version that is none',
    'check shop --kube-version new',
    `error[kube-version-invalid]: invalid kube version 'new': could not parse "new" as version
  found: new
  expected: a version such as 1.30 or v1.30.2
`,
  ],
  [
    'a name that no release can have',
    'check Shop_1 shop',
    `error[release-name-invalid]: Shop_1 cannot be the name of a release
  found: Shop_1
  expected: at most 53 of a-z, 0-9, - and ., with a letter or digit at both ends and beside each dot
  help: the name comes before the chart: seaworthy check NAME CHART
`,
  ],
  [
    'a template to show that is not there',
    'template shop -s templates/none.yaml',
    `error[template-not-in-chart]: could not find template templates/none.yaml in chart
  found: templates/none.yaml
  expected: the path of a template that renders something, from the chart folder: templates/service.yaml
`,
  ],
  [
    'no chart',
    'check',
    `error: missing required argument 'chart'
(seaworthy --help shows what there is)
`,
  ],
  [
    'three arguments',
    'check a b c',
    `error: too many arguments for 'check'. Expected 2 arguments but got 3.
(seaworthy --help shows what there is)
`,
  ],
  [
    'an unknown command',
    'chekc shop',
    `error: unknown command 'chekc'
(Did you mean check?)
(seaworthy --help shows what there is)
`,
  ],
  [
    'an unknown flag',
    'check shop --outptu json',
    `error: unknown option '--outptu'
(Did you mean --output?)
(seaworthy --help shows what there is)
`,
  ],
  [
    'a flag without its value',
    'check shop -f',
    `error: option '-f, --values <file>' argument missing
(seaworthy --help shows what there is)
`,
  ],
  [
    'an unknown report',
    'check shop -o xml',
    `error: option '-o, --output <format>' argument 'xml' is invalid. Allowed choices are text, json.
(seaworthy --help shows what there is)
`,
  ],
  [
    'an unknown report of a trial',
    'trial shop -o yaml',
    `error: option '-o, --output <format>' argument 'yaml' is invalid. Allowed choices are text, json.
(seaworthy --help shows what there is)
`,
  ],
  [
    'an unknown Helm',
    'template shop --helm-version 2',
    `error: option '--helm-version <version>' argument '2' is invalid. Known are 4.2 and 3.21.
(seaworthy --help shows what there is)
`,
  ],
  [
    'an unknown scenario',
    'trial shop --scenario earthquake',
    `error[scenario-unknown]: there is no scenario earthquake
  found: earthquake
  expected: first-install, upgrade-unchanged, upgrade-image, upgrade-migration-fails, upgrade-never-ready, drain
  help: --scenario first-install
`,
  ],
  [
    'no runs',
    'trial shop --runs 0',
    `error[flag-invalid]: --runs 0 is not a number that can be used
  found: 0
  expected: a whole number from 1 to 1000000
  help: --runs 100
`,
  ],
  [
    'half a run',
    'trial shop --runs 0.5',
    `error[flag-invalid]: --runs 0.5 is not a number that can be used
  found: 0.5
  expected: a whole number from 1 to 1000000
  help: --runs 100
`,
  ],
  [
    'a seed that is no number',
    'trial shop --seed x',
    `error[flag-invalid]: --seed x is not a number that can be used
  found: x
  expected: a whole number from 0 to 1000000
  help: --seed 100
`,
  ],
  [
    'a seed and a number of runs',
    'trial shop --seed 3 --runs 5',
    `error: option '--seed <number>' cannot be used with option '--runs <number>'
(seaworthy --help shows what there is)
`,
  ],
  [
    'to wait and not to wait',
    'trial shop --wait --no-wait',
    `error: option '--wait' cannot be used with option '--no-wait'; leave out both for both
(seaworthy --help shows what there is)
`,
  ],
  [
    'name and chart swapped',
    'trial shop rel',
    `error[chart-not-found]: there is no chart at rel
  found: no such file or folder, but there is one at shop
  expected: the name of the release, then its chart
  help: did you swap them? seaworthy trial rel shop
`,
  ],
  [
    'a namespace that none can be',
    'check shop -n Bad_Name!',
    `error[namespace-invalid]: Bad_Name! cannot be the name of a namespace
  found: Bad_Name!
  expected: at most 63 of a-z, 0-9 and -, with a letter or digit at both ends
  help: correct the name after -n: letters in lower case, no dots, no blanks
`,
  ],
  [
    'a namespace that is too long',
    `trial shop -n ${'n'.repeat(64)}`,
    `error[namespace-invalid]: ${'n'.repeat(64)} cannot be the name of a namespace
  found: ${'n'.repeat(64)}
  expected: at most 63 of a-z, 0-9 and -, with a letter or digit at both ends
  help: correct the name after -n: letters in lower case, no dots, no blanks
`,
  ],
  [
    'build without a typed chart',
    'build shop',
    `error[chart-not-found]: there is no typed chart in shop
  found: no chart.ts
  expected: a folder with a chart.ts that exports a chart as default
  help: a Helm chart needs no build: seaworthy check, trial and template take it as it is
`,
  ],
]

test.each(cases)('%s', async (_what, args, screen) => {
  const seen = await run(args.split(' '))
  // Later Nodes say where in a JSON text the fault is.
  const shown = seen.err.replaceAll(testdata, 'TESTDATA').replace(' (line 1 column 2)', '')
  expect(shown).toBe(screen)
  const status = args.startsWith('template') ? 1 : 2
  expect({ status: seen.status, out: seen.out }).toEqual({ status, out: '' })
})
