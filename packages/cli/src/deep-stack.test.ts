import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { beforeAll, expect, test } from 'vitest'

// A thread has no loader of TypeScript: the program is bundled first, as its users have it.
const program = join(mkdtempSync(join(tmpdir(), 'deep-')), 'program.mjs')

beforeAll(async () => {
  await build({
    entryPoints: [join(import.meta.dirname, 'main.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['esbuild'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)",
    },
  })
})

function template(definitions: string, call: string) {
  const chart = mkdtempSync(join(tmpdir(), 'deep-'))
  mkdirSync(join(chart, 'templates'))
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: deep\nversion: 1.0.0\n')
  writeFileSync(join(chart, 'templates/_deep.tpl'), definitions)
  writeFileSync(join(chart, 'templates/a.yaml'), call)
  return spawnSync(process.execPath, [program, 'template', 'release', chart], { encoding: 'utf8' })
}

const counting = `{{- define "down" }}{{ if gt (int .) 0 }}{{ range list 1 }}{{ include "down" (sub (int $) 1) }}{{ end }}{{ end }}{{ end }}`

// What Helm 4.2.4 does with the same charts.
test('a thousand inclusions of a template within itself are no problem, one more is what Helm says', () => {
  const held = template(counting, 'a: {{ include "down" 1000 }}')
  expect(held).toMatchObject({
    status: 0,
    stdout: '---\n# Source: deep/templates/a.yaml\na:\n',
    stderr: '',
  })
  const failed = template(counting, 'a: {{ include "down" 1001 }}')
  expect(failed).toMatchObject({ status: 1, stdout: '' })
  expect(failed.stderr).toContain(
    'error calling include: rendering template has a nested reference name: down: unable to execute template\n',
  )
  expect(failed.stderr.match(/error calling include/g)).toHaveLength(1002)
})

test('a template that calls itself without end is ended by the limit of Go', () => {
  const { status, stderr } = template(
    '{{- define "loop" }}{{ template "loop" . }}{{ end }}',
    'a: {{ template "loop" . }}',
  )
  expect(status).toBe(1)
  expect(stderr).toContain('exceeded maximum template depth (100000)')
})
