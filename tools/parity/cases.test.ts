import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { casesBelow } from './cases.ts'
import { flippedCases } from './flips.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cases-'))
})

function write(path: string, text = ''): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

test('charts are found with the values of their tests; those inside another chart are its own', () => {
  write('house/charts/web/Chart.yaml')
  write('house/charts/web/ci/b-values.yaml')
  write('house/charts/web/ci/a-values.yml')
  write('house/charts/web/ci/notes.txt')
  write('house/charts/web/charts/inner/Chart.yaml')
  write('other/Chart.yaml')
  write('other/packed-1.0.0.tgz')
  write('packed/packed-1.0.0.tgz')
  write('node_modules/chart/Chart.yaml')
  const found = casesBelow(folder).map(({ house, chart, label }) => [house, chart.replace(folder, ''), label])
  expect(found).toEqual([
    ['house', '/house/charts/web', ''],
    ['house', '/house/charts/web', '-f ci/a-values.yml'],
    ['house', '/house/charts/web', '-f ci/b-values.yaml'],
    [basename(folder), '/other', ''],
    ['packed', '/packed/packed-1.0.0.tgz', ''],
  ])
})

test('a seed draws the same calls again, with switches of the chart turned over', () => {
  write('web/Chart.yaml')
  write('web/values.yaml', 'a:\n  enabled: false\n  "b.c": true\nlist: [true]\n')
  const [plain] = casesBelow(folder)
  if (plain === undefined) throw new RangeError('the chart was not found')
  const calls = flippedCases(plain, folder, 50, 7).map(({ args }) => args)
  expect(flippedCases(plain, folder, 50, 7).map(({ args }) => args)).toEqual(calls)
  const set = new Set(calls.flatMap((args) => args.filter((_, at) => args[at - 1] === '--set')))
  expect([...set].sort()).toEqual(['a.b\\.c=false', 'a.enabled=true'])
})
