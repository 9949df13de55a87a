import { expect, test } from 'vitest'
import { folderWith, run } from '../testing.ts'

// Helm 4.2.4: Error: failed parsing --set data: key "a" has no value
test('where values and chart are wrong, both are told, and first what Helm says', async () => {
  const chart = folderWith({ 'Chart.yaml': 'apiVersion: v2\nname: a/b\nversion: 1.0.0\n' })
  const { status, out, err } = await run(['template', 'release', chart, '--set', 'a'])
  expect([status, out]).toEqual([1, ''])
  const messages = err.split('\n').filter((line) => line.startsWith('error'))
  expect(messages).toEqual([
    expect.stringContaining('failed parsing --set data: key "a" has no value'),
    expect.stringContaining('validation: chart.metadata.name "a/b" is invalid'),
  ])
})
