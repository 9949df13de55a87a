import { expect, test } from 'vitest'
import {
  actionNode,
  assignNode,
  boolNode,
  call,
  chain,
  commentNode,
  declareNode,
  defineNode,
  field,
  floatNode,
  ifNode,
  intNode,
  invokeNode,
  nilNode,
  piped,
  rangeNode,
  stringNode,
  textNode,
  variable,
  withNode,
} from './build.ts'
import type { TemplateNode } from './node.ts'
import { parse } from './parse.ts'
import { printNode, templateText } from './print.ts'

const left = { left: true }

test('writes templates as a person does', () => {
  const nodes: TemplateNode[] = [
    commentNode(' The web tier. ', { left: true, right: true }),
    ifNode(
      field('Values', 'web', 'enabled'),
      [textNode('\nname: '), actionNode(variable('$', 'Release', 'Name'))],
      {
        trim: left,
        endTrim: left,
        elseTrim: left,
        otherwise: [ifNode(call('eq', field('a'), stringNode('x')), [textNode('\nb: 1')], { trim: left })],
      },
    ),
    textNode('\n'),
  ]
  expect(templateText(nodes)).toBe(
    '{{- /* The web tier. */ -}}{{- if .Values.web.enabled }}\nname: {{ $.Release.Name }}' +
      '{{- else if eq .a "x" }}\nb: 1{{- end }}\n',
  )
})

test.each<[TemplateNode, string]>([
  [actionNode(piped(field('a'), call('default', intNode(3)), call('quote'))), '{{ .a | default 3 | quote }}'],
  [
    actionNode(call('printf', stringNode('%s-"x"'), call('lower', field()))),
    '{{ printf "%s-\\"x\\"" (lower .) }}',
  ],
  [actionNode(chain(call('index', field('a'), intNode(0)), 'b')), '{{ (index .a 0).b }}'],
  [actionNode(floatNode(2)), '{{ 2.0 }}'],
  [actionNode(call('ternary', boolNode(true), nilNode(), field('t'))), '{{ ternary true nil .t }}'],
  [declareNode('$x', call('dict', stringNode('a'), floatNode(1.5))), '{{ $x := dict "a" 1.5 }}'],
  [assignNode('$x', field('b'), left), '{{- $x = .b }}'],
  [rangeNode(['$k', '$v'], variable('$', 'm'), [textNode('x')]), '{{ range $k, $v := $.m }}x{{ end }}'],
  [
    rangeNode([], field('l'), [actionNode(field())], { otherwise: [textNode('-')] }),
    '{{ range .l }}{{ . }}{{ else }}-{{ end }}',
  ],
  [withNode(field('w'), [textNode('y')], { trim: left }), '{{- with .w }}y{{ end }}'],
  [invokeNode('n', field('x')), '{{ template "n" .x }}'],
  [defineNode('d', [textNode('body')], undefined, { left: true }), '{{ define "d" }}body{{- end }}'],
])('builds one node %#', (node, text) => {
  expect(templateText([node])).toBe(text)
})

test('what is built is what the parser reads', () => {
  const node = ifNode(call('and', field('a'), piped(field('b'), call('not'))), [
    actionNode(variable('$', 'c')),
  ])
  const [template] = parse('t', templateText([node]))
  expect(template && printNode(template.root)).toBe(printNode(node))
})

test('refuses what a template cannot say', () => {
  expect(() => textNode('a {{ b')).toThrow('must not contain "{{"')
  expect(() => commentNode('a */ b')).toThrow('must not contain "*/"')
  expect(() => field('not-a-name')).toThrow('use index')
  expect(() => variable('x')).toThrow('not the name of a variable')
})
