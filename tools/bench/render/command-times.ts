import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** A command line with what it is called. */
export interface Command {
  readonly name: string
  readonly file: string
  readonly args: readonly string[]
}

/** Wall milliseconds of several runs of one command. */
export interface Times {
  readonly name: string
  readonly median: number
  /** The middle half of the runs lies between these. */
  readonly quarter: number
  readonly threeQuarters: number
  readonly bytes: number
}

/** Runs commands in turn, so that what else the machine does meets all of them alike. Throws where one of them fails. */
export function timesOf(runs: number, commands: readonly Command[]): Times[] {
  const walls = commands.map(() => [] as number[])
  const bytes = commands.map(() => 0)
  for (let run = 0; run <= runs; run++) {
    for (const [index, { name, file, args }] of commands.entries()) {
      const start = performance.now()
      const { status, stdout, stderr } = spawnSync(file, args, { maxBuffer: 1e9 })
      const wall = performance.now() - start
      if (status !== 0) throw new Error(`${name} ended with ${status}: ${String(stderr)}`)
      bytes[index] = stdout.length
      // The first run reads files that are not in memory yet.
      if (run > 0) walls[index]?.push(wall)
    }
  }
  return commands.map(({ name }, index) => summary(name, walls[index] ?? [], bytes[index] ?? 0))
}

function summary(name: string, walls: readonly number[], bytes: number): Times {
  const sorted = walls.toSorted((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { name, median: at(0.5), quarter: at(0.25), threeQuarters: at(0.75), bytes }
}

/** Peak resident megabytes of a command; undefined where there is no GNU time to ask. */
export function peakMegabytes({ file, args }: Command): number | undefined {
  const time = '/usr/bin/time'
  if (!existsSync(time)) return undefined
  const { status, stderr } = spawnSync(time, ['-f', '%M', file, ...args], {
    maxBuffer: 1e9,
    encoding: 'utf8',
  })
  const kilobytes = Number(stderr.trimEnd().split('\n').at(-1))
  return status === 0 && Number.isFinite(kilobytes) ? kilobytes / 1024 : undefined
}
