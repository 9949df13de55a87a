// A grammar: random charts, for the laws of provenance. Texts in the values are words, so that no value changes the
// structure of the YAML around it, and every key of a document is written by one place only.
import fc from 'fast-check'

/** A chart of two charts, its values, and the files. */
export interface ArbitraryChart {
  readonly files: Readonly<Record<string, string>>
}

/** The names below are in the values of both charts. `empty`, `none` and `nothing` are empty, `gone` is not there. */
const values = (word: string): string => `
one: ${word}one
two: ${word}two
long: ${word}-with-many-parts
text: "{{ .Values.one }}-${word}{{ if .Values.enabled }}-{{ .Values.two }}{{ end }}"
empty: ""
number: 5
zero: 0
enabled: true
disabled: false
list: [${word}a, ${word}b, ${word}c]
nothing: []
map: { k: ${word}k, j: ${word}j }
other: { k: ${word}ok, i: ${word}oi }
none: {}
deep:
  enabled: true
  image: { repository: ${word}repo, tag: ${word}tag }
  limits: { cpu: ${word}cpu, sizes: [${word}s, ${word}m] }
  items:
    - { name: ${word}first, enabled: true }
    - { name: ${word}second, enabled: false }
`

const globals = 'global: { word: gw, enabled: true, map: { k: gk } }\n'

type Source = fc.Arbitrary<string>

/** Expressions by what they give; `depth` bounds how far they nest. */
interface Expressions {
  readonly text: Source
  readonly bool: Source
  readonly list: Source
  readonly map: Source
}

const filled = [
  'one',
  'two',
  'long',
  'deep.image.tag',
  'deep.image.repository',
  'deep.limits.cpu',
  'global.word',
  'map.k',
]
const from = (paths: readonly string[]): Source => fc.constantFrom(...paths.map((path) => `$.Values.${path}`))

const leaves: Expressions = {
  text: from(filled),
  bool: from(['enabled', 'disabled', 'deep.enabled', 'global.enabled']),
  list: from(['list', 'nothing', 'deep.limits.sizes']),
  map: from(['map', 'other', 'none', 'deep.image']),
}

/** A text with holes, each filled with an expression of its kind; F is a single value, which may be taken apart. */
function form(pattern: string, inner: Expressions): Source {
  const holes = [...pattern.matchAll(/[TBLMF]\b(?!")/g)].map(([hole]) => hole)
  const kinds: Readonly<Record<string, Source>> = {
    T: inner.text,
    F: leaves.text,
    B: inner.bool,
    L: inner.list,
    M: inner.map,
  }
  return fc.tuple(...holes.map((hole) => kinds[hole] ?? leaves.text)).map((filling) => {
    let next = 0
    return pattern.replace(/[TBLMF]\b(?!")/g, () => filling[next++] ?? '')
  })
}

const texts = [
  '(default T T)',
  '(default T $.Values.empty)',
  '(default T $.Values.gone)',
  '(ternary T T B)',
  '(coalesce $.Values.empty $.Values.gone T)',
  '(or $.Values.empty T)',
  '(and T T)',
  '(printf "%s-%s" T T)',
  '(print T "-" T)',
  '(upper T)',
  '(trunc 6 F)',
  '(b64enc T)',
  '(sha256sum T)',
  '(tpl $.Values.text $)',
  '(tpl (printf "{{ .Values.one }}%s" T) $)',
  '(include "choice" $)',
  '(include "named" (dict "root" $ "given" T))',
  '(include (ternary "choice" "plain" B) $)',
  '(join "," L)',
  '(first (append L T))',
  '(last (prepend L T))',
  '(index (append L T) 0)',
  '(dict "k" T).k',
  '(merge (dict "k" T) M).k',
  '(merge (dict "q" T) M).q',
  '(mergeOverwrite (dict "k" T) M).k',
  '(merge (deepCopy M) (dict "k" T)).k',
  '(get (set (deepCopy M) "k" T) "k")',
  '(get M "k" | default T)',
  '(index M "k" | default T)',
  '(dig "k" T (deepCopy M))',
  '(dig "a" "b" T $.Values.none)',
  '(toString (len L))',
  '(toString (int $.Values.number))',
  '(toString (add $.Values.number 1))',
  '(keys M | sortAlpha | join "-")',
  '(values M | sortAlpha | join "-")',
  '(toJson M | sha256sum)',
  '(toYaml M | sha256sum)',
  '(fromYaml (include "document" $)).first',
  '(fromYaml (include "document" $)).second | default T',
  '(get (fromYaml (toYaml M)) "k" | default T)',
  '(get (fromJson (toJson M)) "k" | default T)',
  '(regexReplaceAll "[aeiou]" F "x")',
  '(replace "a" "b" F)',
  '(trimSuffix "a" F)',
  '(splitList "-" F | last)',
  '(index (splitList "-" F) 0)',
  '(toString B)',
  '(toString (has T L))',
  '(toString (empty $.Values.empty))',
  '(pluck "k" M M | first | default T)',
  '(without L T | join "-")',
  '(uniq (concat L L) | join "-")',
  '(index $.Values.deep.items 1).name',
  '(first $.Values.deep.items).name',
]

const bools = [
  '(eq T T)',
  '(ne T "oneword")',
  '(not B)',
  '(and B B)',
  '(or B B)',
  '(hasKey M "k")',
  '(empty $.Values.empty)',
  '(empty M)',
  '(gt (int $.Values.number) 3)',
  '(has T L)',
  '(contains "one" T)',
  '(eq (include "choice" $) T)',
  '(ternary true false B)',
  '(kindIs "map" $.Values.map)',
  '(ge (len L) 2)',
  '(regexMatch "^[a-m]" T)',
]

const lists = [
  '(list T T)',
  '(concat L L)',
  '(append L T)',
  '(prepend L T)',
  '(splitList "-" F)',
  '(rest L)',
  '(initial L)',
  '(reverse L)',
  '(without L T)',
  '(compact (append L $.Values.empty))',
  '(uniq (append L T))',
  '(keys M | sortAlpha)',
  '(values M | sortAlpha)',
  '(sortAlpha L)',
  '(ternary L L B)',
  '(until (int $.Values.number))',
  '(slice (append L T) 0 1)',
]

const maps = [
  '(dict "k" T "j" T)',
  '(merge (dict) M M)',
  '(mergeOverwrite (dict "k" T) M)',
  '(omit M "j")',
  '(pick M "k")',
  '(deepCopy M)',
  '(fromYaml (toYaml M))',
  '(fromYaml (include "document" $))',
  '(set (deepCopy M) "k" T)',
  '(unset (deepCopy M) "k")',
  '(ternary M M B)',
  '(default M $.Values.none)',
]

function deeper(inner: Expressions): Expressions {
  const grown = (patterns: readonly string[], leaf: Source): Source =>
    fc.oneof(
      { weight: 1, arbitrary: leaf },
      { weight: 3, arbitrary: fc.constantFrom(...patterns).chain((each) => form(each, inner)) },
    )
  return {
    text: grown(texts, inner.text),
    bool: grown(bools, inner.bool),
    list: grown(lists, inner.list),
    map: grown(maps, inner.map),
  }
}

const expressions = deeper(deeper(leaves))

/** Lines of `data`; KEY is a name of its own. */
const statements = [
  '  KEY: {{ T | quote }}',
  '  KEY: "{{ T }}"',
  '  KEY: x{{ if B }}{{ T }}{{ end }}y',
  '  KEY: {{ if B }}{{ T | quote }}{{ else }}{{ T | quote }}{{ end }}',
  '  KEY: {{ ternary "yes" "no" B }}',
  '  KEY: z{{- include "maybe" $ }}',
  '{{- if B }}\n  KEY: {{ T | quote }}\n{{- else if B }}\n  KEY: other\n{{- else }}\n  KEY: {{ T | quote }}\n{{- end }}',
  '{{- with T }}\n  KEY: {{ . | quote }}\n{{- end }}',
  '{{- with M }}\n  KEY: {{ .k | default "none" | quote }}\n{{- else }}\n  KEY: nothing\n{{- end }}',
  '{{- range $i, $e := L }}\n  KEY-{{ $i }}: {{ $e | quote }}\n{{- else }}\n  KEY: none\n{{- end }}',
  '{{- range $k, $e := M }}\n  KEY-{{ $k }}: {{ $e | quote }}\n{{- end }}',
  '{{- range $i, $e := L }}{{ if eq ($e | toString) T }}{{ break }}{{ end }}\n  KEY-{{ $i }}: {{ $e | quote }}\n{{- end }}',
  '{{- range $i, $e := L }}{{ if B }}{{ continue }}{{ end }}\n  KEY-{{ $i }}: {{ $e | quote }}\n{{- end }}',
  '{{- range $.Values.deep.items }}{{ if .enabled }}\n  KEY-{{ .name }}: {{ T | quote }}\n{{- end }}{{ end }}',
  '  KEY:\n    {{- toYaml M | nindent 4 }}',
  '  KEY:\n    {{- toYaml L | nindent 4 }}',
  '  KEY:\n    {{- toYaml $.Values.global.map | nindent 4 }}',
  '  KEY: {{ toJson M }}',
  '  KEY: {{ toJson L }}',
  '  KEY:\n    {{- tpl (toYaml M) $ | nindent 4 }}',
  '  KEY:\n    {{- include "document" $ | nindent 4 }}',
  '  KEY:\n  {{- range L }}\n  - {{ . | quote }}\n  {{- end }}\n  {{- if B }}\n  - {{ T | quote }}\n  {{- end }}\n  - last',
  '  KEY:\n  {{- with $.Values.list }}\n  {{- toYaml . | nindent 2 }}\n  {{- end }}\n  - {{ T | quote }}',
  '{{- $v := T }}{{ if B }}{{ $v = T }}{{ end }}\n  KEY: {{ $v | quote }}',
  '{{- $v := "none" }}{{ range L }}{{ $v = . }}{{ end }}\n  KEY: {{ $v | quote }}',
  '{{- $all := list }}{{ range L }}{{ $all = append $all . }}{{ end }}\n  KEY: {{ join "+" $all | quote }}',
  '{{- $d := dict "a" T }}{{ if B }}{{ $_ := set $d "a" T }}{{ end }}\n  KEY: {{ $d.a | quote }}',
  '{{- $d := dict "a" T }}{{ if B }}{{ $_ := unset $d "a" }}{{ end }}\n  KEY: {{ $d.a | default T | quote }}',
  '{{- $d := dict }}{{ range $i, $e := L }}{{ $_ := set $d (printf "k%d" $i) $e }}{{ end }}\n  KEY:\n    {{- toYaml $d | nindent 4 }}',
  '{{- $d := dict "k" T }}{{ $_ := merge $d M }}\n  KEY: {{ toJson $d }}',
  '  KEY: |\n    first {{ T }}\n    {{- if B }}\n    second\n    {{- end }}',
  '  KEY: {{ template "choice" $ }}',
  '{{- if B }}{{ $_ := set $.Values "two" T }}{{ end }}\n  KEY: {{ $.Values.two | quote }}',
  '{{- $_ := set $.Values "made" (dict "k" T) }}\n  KEY: {{ toJson $.Values.made }}',
  '{{- $_ := mergeOverwrite $.Values.map (dict "k" T) }}\n  KEY:\n    {{- toYaml $.Values.map | nindent 4 }}',
  '  KEY-{{ F | lower | trunc 8 | b64enc | replace "=" "" }}: here',
]

const block = (patterns: readonly string[]): Source =>
  fc.constantFrom(...patterns).chain((pattern) => form(pattern, expressions))

const document = fc.array(block(statements), { minLength: 2, maxLength: 5 }).map((parts) => {
  const lines = parts.map((part, index) => part.replaceAll('KEY', `field${index}`))
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: NAME\ndata:\n  none: none\n${lines.join('\n')}\n`
})

const simple = deeper(leaves)

/** Helpers call no helpers. */
const helpers = fc
  .tuple(
    ...[
      '{{ define "choice" }}{{ if B }}{{ T }}{{ else }}{{ T }}{{ end }}{{ end }}',
      '{{ define "plain" }}{{ T }}{{ end }}',
      '{{ define "maybe" }}{{ if B }}-{{ T }}{{ end }}{{ end }}',
      '{{ define "named" }}{{ $ := .root }}{{ .given }}-{{ T }}{{ end }}',
      '{{ define "document" }}first: {{ T | quote }}\n{{- if B }}\nsecond: {{ T | quote }}\n{{- end }}{{ end }}',
    ].map((pattern) =>
      form(pattern, {
        ...simple,
        text: withoutIncludes(simple.text),
        bool: withoutIncludes(simple.bool),
        list: simple.list,
        map: withoutIncludes(simple.map),
      }),
    ),
  )
  .map((all) => all.join('\n'))

function withoutIncludes(source: Source): Source {
  return source.filter((text) => !text.includes('include'))
}

export const arbitraryChart: fc.Arbitrary<ArbitraryChart> = fc
  .tuple(document, document, helpers)
  .map(([own, sub, defines]) => ({
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: top\nversion: 1.0.0\ndependencies: [{ name: sub, version: 1.0.0, condition: sub.enabled }]\n',
      'values.yaml': `${values('r')}${globals}sub: { two: fromparent, deep: { enabled: false } }\n`,
      'templates/_helpers.tpl': defines,
      'templates/own.yaml': own.replace('NAME', 'own'),
      'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 1.0.0\n',
      'charts/sub/values.yaml': values('s'),
      'charts/sub/templates/sub.yaml': sub.replace('NAME', 'sub'),
    },
  }))
