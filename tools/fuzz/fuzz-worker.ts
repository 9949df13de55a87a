import { readCorpus } from '../../tests/hostile/corpus.ts'
import { fuzzCase, runCase } from '../../tests/hostile/fuzz.ts'

/** A child process of `npm run fuzz`: tells each case before it runs it, so that its parent knows which one does not end. */
const [seed = 0, from = 0, to = 0] = process.argv.slice(2).map(Number)
const corpus = readCorpus()
for (let index = from; index < to; index++) {
  const each = fuzzCase(seed, index, corpus)
  process.send?.({ index, what: each.what })
  try {
    process.send?.({ index, outcome: runCase(each) })
  } catch (error) {
    process.send?.({ index, what: each.what, fault: (error as Error).stack ?? String(error) })
  }
}
process.disconnect?.()
