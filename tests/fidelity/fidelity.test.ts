import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Recording } from './scenario.ts'
import { scenarios } from './scenarios/all.ts'
import { simulate } from './simulate.ts'

/** What the real control plane did is the same under every order that the simulation may draw. */
const SEEDS = [1, 2, 3]

for (const scenario of scenarios) {
  test(`${scenario.name}: ${scenario.fact}`, () => {
    const file = new URL(`recordings/${scenario.name}.json`, import.meta.url)
    expect(existsSync(file), 'a recording of the real control plane').toBe(true)
    const real = JSON.parse(readFileSync(file, 'utf8')) as Recording
    for (const seed of SEEDS) {
      const ours = simulate(scenario, seed)
      expect(ours.outcomes).toEqual(real.outcomes)
      expect(ours.streams).toEqual(real.streams)
      expect(ours.settled).toEqual(real.settled)
      for (const [what, seconds] of Object.entries(real.seconds)) {
        expect(
          Math.abs((ours.seconds[what] ?? 0) - seconds),
          `${what}: ${ours.seconds[what]} s`,
        ).toBeLessThanOrEqual(1)
      }
    }
  })
}
