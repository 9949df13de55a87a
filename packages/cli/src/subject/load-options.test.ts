import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderWith, run } from '../testing.ts'

const files = {
  'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
  'c/templates/a.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: "{{ repeat 2000 "x" | len }}"}\n',
}

const renders = [
  ['template', 'c'],
  ['lint', 'c'],
  ['explain', 'c'],
  ['explain', 'c', '--coverage'],
  ['diff', 'c', 'c'],
  ['check', 'c'],
  ['trial', 'c', '--runs', '1', '-q'],
]

test.each(renders)('%s %s %s: templates are bounded, and the limit can be set', async (...words) => {
  const cwd = folderWith(files)
  const limited = await run([...words, '--limit', 'text=1000'], { cwd })
  expect(limited.status).toBeGreaterThan(0)
  expect(limited.out + limited.err).toContain('repeat: 2000 is more than this renderer allows (1000)')
  expect(limited.out + limited.err).toContain('--limit text=NUMBER')
  const raised = await run([...words, '--limit', 'text=1000', '--limit', 'text=10_000'], { cwd })
  expect(raised.out + raised.err).not.toContain('limit')
})

const loads = [
  ...renders,
  ['show', 'chart', 'c'],
  ['package', 'c'],
  ['dependency', 'list', 'c'],
  ['dependency', 'update', 'c'],
]

test.each(loads)('%s %s: files of a chart are bounded, and its links', async (...words) => {
  const cwd = folderWith({ ...files, 'other.yaml': '#' })
  const args = words.join(' ')
  const limited = await run([...words, '--limit', 'file=10'], { cwd })
  expect(limited.status, args).toBeGreaterThan(0)
  expect(limited.out + limited.err).toContain('is larger than the maximum file size 10')
  symlinkSync('../../other.yaml', join(cwd, 'c/templates/other.yaml'))
  const refused = await run(words, { cwd })
  expect(refused.out + refused.err).toContain('leads out of the chart')
  const followed = await run([...words, '--follow-links'], { cwd })
  expect(followed.out + followed.err).not.toContain('leads out of the chart')
})
