import { expect, test } from 'vitest'
import { readCorpus } from './corpus.ts'
import { fuzzCase, runCase } from './fuzz.ts'

const seed = Number(process.env['SEAWORTHY_FUZZ_SEED'] ?? 1)
const runs = 1000

/** Time for one chart at most; `npm run fuzz` says which one does not end. */
const LIMIT_MS = 10_000

test(`${runs} mutated charts of seed ${seed} are rendered or refused`, { timeout: 120_000 }, () => {
  const corpus = readCorpus()
  const counts = { rendered: 0, refused: 0 }
  const wrong: string[] = []
  for (let index = 0; index < runs; index++) {
    const each = fuzzCase(seed, index, corpus)
    const start = performance.now()
    try {
      counts[runCase(each)]++
    } catch (error) {
      wrong.push(`${index}, ${each.what}: ${String(error)}`)
    }
    const took = performance.now() - start
    if (took > LIMIT_MS) wrong.push(`${index}, ${each.what}: took ${took.toFixed(0)} ms`)
  }
  expect(wrong).toEqual([])
  // Neither is nearly all: the faults are small enough that many charts survive them.
  expect(counts.rendered).toBeGreaterThan(runs / 20)
  expect(counts.refused).toBeGreaterThan(runs / 20)
})
