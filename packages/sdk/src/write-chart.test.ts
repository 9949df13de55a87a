import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeChart } from './write-chart.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'seaworthy-sdk-'))

test('a chart is written over an older one, of which nothing stays', async () => {
  const target = folder()
  await writeChart(
    new Map([
      ['Chart.yaml', 'a'],
      ['templates/old.yaml', 'b'],
    ]),
    target,
  )
  await writeChart(
    new Map([
      ['Chart.yaml', 'c'],
      ['templates/web/new.yaml', 'd'],
    ]),
    target,
  )

  expect(readdirSync(target, { recursive: true }).map(String).toSorted()).toEqual([
    'Chart.yaml',
    'templates',
    'templates/web',
    'templates/web/new.yaml',
  ])
  expect(readFileSync(join(target, 'Chart.yaml'), 'utf8')).toBe('c')
})

test('a folder that holds something else is left alone', async () => {
  const target = folder()
  writeFileSync(join(target, 'thesis.doc'), 'years of work')

  await expect(writeChart(new Map([['Chart.yaml', 'a']]), target)).rejects.toThrow('not-a-chart')
  expect(readdirSync(target)).toEqual(['thesis.doc'])
})
