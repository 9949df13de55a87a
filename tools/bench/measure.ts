import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

/** The median wall time of some tries, in milliseconds. */
export function medianMs(tries: number, work: () => unknown): number {
  const times = Array.from({ length: tries }, () => {
    const start = performance.now()
    work()
    return performance.now() - start
  })
  return times.sort((a, b) => a - b)[Math.floor(tries / 2)] ?? Number.NaN
}

/** What the bundled command prints. Findings (status 1) are an answer too. */
export function runSeaworthy(...args: string[]): string {
  const command = join(root, 'packages/seaworthy/bin/seaworthy.cjs')
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    encoding: 'utf8',
    maxBuffer: 1e9,
  })
  if (status !== 0 && status !== 1) throw new Error(`seaworthy ${args[0]} ended with ${status}: ${stderr}`)
  return stdout
}

export function ratio(a: number, b: number): string {
  const times = a / b
  return `${times < 10 ? times.toFixed(2) : Math.round(times).toLocaleString('en')} ×`
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toLocaleString('en', { maximumFractionDigits: 1 })} s`
}
