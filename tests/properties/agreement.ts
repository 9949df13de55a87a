import fc from 'fast-check'
import { agree, type Disagreement, disagreements, type Question } from './helm-batch.ts'

/** `SEED=12 RUNS=5000 npx vitest run --project oracle tests/properties` asks other questions, and more of them. */
const seed = Number(process.env['SEED'] ?? 20_261_121)
const given = process.env['RUNS']

/** What is answered differently, made as small as it can be, and how to see it again. */
interface Difference extends Disagreement {
  readonly again: string
}

/** Asks both Helms and us many random questions at once. Undefined where all are answered alike. */
export function difference(
  questions: fc.Arbitrary<Question>,
  runs: number,
  isAlike: typeof agree = agree,
): Difference | undefined {
  const numRuns = given === undefined ? runs : Number(given)
  process.stdout.write(`SEED=${seed} RUNS=${numRuns}\n`)
  const asked = fc.sample(questions, { seed, numRuns })
  const found = disagreements(asked, undefined, isAlike)
  const [first] = found
  if (first === undefined) return undefined
  const again = `SEED=${seed} RUNS=${numRuns}: ${found.length} answers differ`
  return { ...shrunk(questions, asked.indexOf(first.question), first, isAlike), again }
}

/** The sample at an index is the run of the same seed at that path, which fast-check can make smaller. */
function shrunk(
  questions: fc.Arbitrary<Question>,
  at: number,
  first: Disagreement,
  isAlike: typeof agree,
): Disagreement {
  let smallest = first
  const agrees = (question: Question) => {
    const [found] = disagreements([question], [first.version], isAlike)
    if (found !== undefined) smallest = found
    return found === undefined
  }
  const limits = { interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true }
  fc.check(fc.property(questions, agrees), { seed, path: String(at), numRuns: at + 1, ...limits })
  return smallest
}
