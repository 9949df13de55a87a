import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../measure.ts'

/** What was measured where real Helm was at hand: how many times ours takes of Helm's time, by what is measured. */
export interface RecordedRatios {
  readonly machine: string
  readonly helm: string
  readonly ratios: Readonly<Record<string, number>>
}

const file = join(root, 'tools/bench/recorded.json')

export function recordedRatios(): RecordedRatios | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as RecordedRatios) : undefined
}

export function recordRatios(ratios: RecordedRatios): void {
  writeFileSync(file, `${JSON.stringify(ratios, null, 2)}\n`)
}
