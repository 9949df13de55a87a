import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadChart } from './load.ts'

// The words are those of Helm 4.2.4 and 3.21.4 for the same folders.
test.each([
  ['../nowhere/at/all', '/nowhere'],
  ['second', '/chart/absent'],
])('a symbolic link to %s, which is not there, fails the chart', (target, missing) => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'load-')))
  const chart = join(folder, 'chart')
  mkdirSync(chart)
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: chart\nversion: 1.0.0\n')
  symlinkSync('absent', join(chart, 'second'))
  symlinkSync(target, join(chart, 'LICENSE'))
  const link = join(chart, 'LICENSE')
  expect(() => loadChart(chart)).toThrow(
    `error evaluating symlink ${link}: lstat ${folder}${missing}: no such file or directory`,
  )
})

test.each([
  ['chart', 'hello\n', "does not appear to be a gzipped archive; got 'application/octet-stream'"],
  ['chart.tgz', 'a'.repeat(600), "does not appear to be a gzipped archive; got 'text/plain; charset=utf-8'"],
  ['chart.tgz', '\x1f\x8bxx', "does not appear to be a gzipped archive; got 'application/octet-stream'"],
  ['chart.yml', 'a: 1\n', 'seems to be a YAML file, but expected a gzipped archive'],
])('a file %s that is no archive is told with its type', (name, text, words) => {
  const path = join(realpathSync(mkdtempSync(join(tmpdir(), 'load-'))), name)
  writeFileSync(path, text, 'latin1')
  expect(() => loadChart(path)).toThrow(`file '${path}' ${words}`)
})
