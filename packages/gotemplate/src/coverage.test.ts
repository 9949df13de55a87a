import { fixedClock, stream } from '@seaworthy/sim'
import { expect, test } from 'vitest'
import { type BranchCoverage, CoverageCounter, mergeCoverage } from './coverage.ts'
import { TemplateSet } from './template-set.ts'
import type { GoValue } from './value.ts'

const main = `{{- define "used" }}u{{ end }}
{{- define "unused" }}{{ if true }}x{{ end }}{{ end }}
{{- if .a }}a{{ template "used" }}
{{- else if eq .b 1 }}b
{{- else }}
c
{{- end }}
{{- range .l }}{{ . }}{{ else }}none{{ end }}
{{ with .w }}{{ . }}{{ else }}{{ if .x }}y{{ end }}{{ end }}
`

function coverageOf(data: Record<string, GoValue>): readonly BranchCoverage[] {
  const set = new TemplateSet({})
  set.add('main', main)
  const host = { clock: fixedClock(0), random: stream(1, 'test'), noteEffect: () => undefined }
  const coverage = new CoverageCounter()
  set.execute('main', new Map(Object.entries(data)), { host, coverage })
  return set.coverage(coverage)
}

function lines(coverage: readonly BranchCoverage[]): string[] {
  return coverage.map(
    ({ line, column, kind, condition, taken }) => `${line}:${column} ${kind} ${condition ?? ''} ${taken}`,
  )
}

test('every branch is counted, at the place of its keyword', () => {
  expect(lines(coverageOf({ a: true, b: 1n, l: [1n, 2n] }))).toEqual([
    '1:1 file  1',
    '1:5 define used 1',
    '2:5 define unused 0',
    '2:26 if true 0',
    '3:5 if .a 1',
    '4:10 if eq .b 1 0',
    '5:5 else eq .b 1 0',
    '8:5 range .l 2',
    '8:26 else .l 0',
    '9:4 with .w 0',
    '9:24 else .w 1',
    '9:34 if .x 0',
  ])
})

test('counts of several executions add up', () => {
  const merged = mergeCoverage([coverageOf({ a: true }), coverageOf({ b: 2n, l: [1n], w: 1n })])
  expect(
    merged.filter(({ taken }) => taken === 0).map(({ line, condition }) => `${line} ${condition}`),
  ).toEqual(['2 unused', '2 true', '4 eq .b 1', '9 .x'])
  expect(merged[0]).toMatchObject({ kind: 'file', taken: 2 })
})
