import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parley, recordedByHelm } from '../parley.fixture.ts'
import { newRecord } from '../release.ts'
import { helmCodec } from './codec.ts'

const { release } = JSON.parse(readFileSync(recordedByHelm, 'utf8')) as { release: string }

test('a record that real Helm wrote is read, and ours of the same chart is the same', () => {
  const theirs = helmCodec.decode(release)
  const ours = newRecord(parley(theirs.namespace), 'deployed', 'Install complete', theirs.lastDeployedAt)
  const { firstDeployedAt } = theirs
  const withoutRuns = theirs.hooks.map(({ lastRun: _lastRun, ...hook }) => hook)
  expect({ ...theirs, hooks: withoutRuns }).toEqual({ ...ours, firstDeployedAt })
})

test('times and phases of its hooks are read', () => {
  const { hooks, firstDeployedAt, lastDeployedAt } = helmCodec.decode(release)
  expect(hooks.map(({ name, lastRun }) => [name, lastRun?.phase])).toEqual([
    ['parley-second', 'Succeeded'],
    ['parley-first', 'Succeeded'],
    ['parley-gone', 'Succeeded'],
  ])
  for (const { lastRun } of hooks) {
    expect(lastRun?.startedAt).toBeGreaterThanOrEqual(firstDeployedAt)
    expect(lastRun?.completedAt).toBeGreaterThanOrEqual(lastRun?.startedAt ?? Infinity)
  }
  expect(lastDeployedAt).toBe(firstDeployedAt)
})

test('written again and read again it is the same', () => {
  const record = helmCodec.decode(release)
  const again = helmCodec.decode(helmCodec.encode(record))
  const seconds = (ms: number) => Math.floor(ms / 1000) * 1000
  expect(again.hooks.map(({ name, events, weight }) => ({ name, events, weight }))).toEqual(
    record.hooks.map(({ name, events, weight }) => ({ name, events, weight })),
  )
  expect(again.lastDeployedAt).toBe(seconds(record.lastDeployedAt))
  expect(again.manifest).toBe(record.manifest)
})
