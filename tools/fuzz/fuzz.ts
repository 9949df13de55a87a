// npm run fuzz -- [RUNS] [SEED]: renders mutated charts in child processes, kills those that do not end, and prints what is wrong.
import { fork } from 'node:child_process'
import { join } from 'node:path'

const [runs = 10_000, seed = Math.floor(Date.now() / 1000)] = process.argv.slice(2).map(Number)

/** Silence of a child after which its case counts as one without end. */
const LIMIT_MS = 20_000

interface Message {
  readonly index: number
  readonly what?: string
  readonly outcome?: 'rendered' | 'refused'
  readonly fault?: string
}

const counts = { rendered: 0, refused: 0 }
const wrong: string[] = []
for (let from = 0; from < runs; ) from = await runFrom(from)
console.log(
  `seed ${seed}: ${runs} charts, ${counts.rendered} rendered, ${counts.refused} refused, ${wrong.length} wrong`,
)
for (const each of wrong) console.log(`\n${each}`)
process.exitCode = wrong.length === 0 ? 0 : 1

/** Runs cases until the end, or until one ends its child; the number of the next. */
function runFrom(from: number): Promise<number> {
  return new Promise((resolve) => {
    const child = fork(join(import.meta.dirname, 'fuzz-worker.ts'), [`${seed}`, `${from}`, `${runs}`], {
      execArgv: ['--import', 'tsx', '--max-old-space-size=2048'],
    })
    let last: Message = { index: from }
    let hasBegun = false
    let over = false
    const watch = () =>
      setTimeout(() => {
        over = true
        child.kill('SIGKILL')
      }, LIMIT_MS)
    let timer = watch()
    child.on('message', (message: Message) => {
      clearTimeout(timer)
      timer = watch()
      last = message
      hasBegun = true
      if (message.outcome !== undefined) counts[message.outcome]++
      if (message.fault !== undefined) wrong.push(`case ${message.index}, ${message.what}: ${message.fault}`)
    })
    child.on('exit', (code, signal) => {
      clearTimeout(timer)
      if (code === 0) return resolve(runs)
      if (!hasBegun) throw new Error(`the child process does not start: ${signal ?? code}`)
      const end = over ? `no answer in ${LIMIT_MS} ms` : `the process ended with ${signal ?? code}`
      wrong.push(`case ${last.index}, ${last.what}: ${end}`)
      resolve(last.index + 1)
    })
  })
}
