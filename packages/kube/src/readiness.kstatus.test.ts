import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { KubeObject } from './object.ts'
import { readiness } from './readiness.ts'

interface Recorded {
  readonly object: KubeObject
  readonly status: string
  readonly message: string
}

/** Answers of the real kstatus, recorded by tools/oracles/kstatus. */
const recorded = JSON.parse(
  readFileSync(new URL('../testdata/kstatus.json', import.meta.url), 'utf8'),
) as readonly Recorded[]

test('kstatus says the same of every recorded object', () => {
  expect(recorded.length).toBeGreaterThan(800)
  const different = recorded
    .map(({ object, status, message }) => ({
      object,
      real: { status, message },
      ours: readiness(object, Date.now()),
    }))
    .filter(({ real, ours }) => real.status !== ours.status || real.message !== ours.message)
  expect(different.slice(0, 5)).toEqual([])
})
