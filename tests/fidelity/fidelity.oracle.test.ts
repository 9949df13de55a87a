import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ClusterAccess, readKubeconfig } from '../../tools/oracles/kube-driver.ts'
import { record } from '../../tools/oracles/record-fidelity.ts'
import type { Recording } from './scenario.ts'
import { scenarios } from './scenarios/all.ts'
import { simulate } from './simulate.ts'

const tools = fileURLToPath(new URL('../../tools/oracles/', import.meta.url))
const programs = execFileSync(join(tools, 'oracles.sh'), ['path'], { encoding: 'utf8' }).trim()
const isBuilt = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd', 'kwok'].every(
  (program) => existsSync(join(programs, program)),
)

/** A control plane of its own: its KWOK stages are not those of the other suites. */
const environment = {
  ...process.env,
  SEAWORTHY_ORACLES_RUN: join(tmpdir(), 'seaworthy-fidelity'),
  SEAWORTHY_KWOK_STAGES: join(tools, 'kwok-stages-fidelity.yaml'),
}

/** Some of each family unless all are asked for: the whole takes several minutes of real time. */
const chosen =
  process.env['FIDELITY'] === 'all'
    ? scenarios
    : scenarios.filter(({ name }) =>
        [
          'roll-quarter-of-3',
          'roll-recreate',
          'scale-down-order',
          'evict-within-budget',
          'job-fails-at-once',
          'set-ordered',
        ].includes(name),
      )

describe.skipIf(!isBuilt)('the real control plane still does what was recorded', () => {
  let access: ClusterAccess

  beforeAll(() => {
    const script = join(tools, 'control-plane.sh')
    const kubeconfig = execFileSync(script, ['up'], { encoding: 'utf8', env: environment })
      .trim()
      .split('\n')
      .at(-1)
    access = readKubeconfig(kubeconfig ?? '')
  })

  afterAll(() => {
    execFileSync(join(tools, 'control-plane.sh'), ['down'], { env: environment })
  })

  for (const scenario of chosen) {
    test(`${scenario.name}: ${scenario.fact}`, async () => {
      const now = await record(access, scenario)
      const file = new URL(`recordings/${scenario.name}.json`, import.meta.url)
      const { seconds: _, ...before } = JSON.parse(readFileSync(file, 'utf8')) as Recording
      expect(now).toMatchObject(before)
      const ours = simulate(scenario, 1, 'swarm')
      expect(ours.settled).toEqual(now.settled)
    })
  }
})
