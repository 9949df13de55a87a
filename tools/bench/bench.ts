// Figures: npm run bench. Ratios where there is something to compare with; what cannot be measured here is said.
// Wall times are medians; the machine and its load decide them, so compare only figures of one run.
import { spawnSync } from 'node:child_process'
import { availableParallelism, cpus } from 'node:os'
import { join } from 'node:path'
import { rolloutHere, rolloutOnRealControlPlane } from './rollout.ts'
import { releaseHere, releaseOnRealControlPlane } from './release.ts'
import { medianMs, ratio, root, runSeaworthy, seconds } from './measure.ts'

interface ScenarioReport {
  readonly runs: number
  readonly tasks: number
  readonly durationsMs: readonly number[]
}

const figures: [what: string, figure: string][] = []

commandStart()
mainJob()
scenarios()
rollout()
release()

console.log(
  `\n${availableParallelism()} processors (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.version}\n`,
)
for (const [what, figure] of figures) console.log(`${what.padEnd(52)}${figure}`)

function commandStart(): void {
  const version = medianMs(9, () => runSeaworthy('--version'))
  const bare = medianMs(9, () => spawnSync(process.execPath, ['-e', '0']))
  figures.push(['seaworthy --version', `${version.toFixed(0)} ms, ${ratio(version, bare)} of a bare node`])
}

function mainJob(): void {
  const wall = medianMs(3, () => {
    const { status, stderr } = spawnSync('npm', ['start', '--silent', '--', '-o', 'json', '-q'], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1e9,
    })
    if (status !== 0 && status !== 1) throw new Error(`npm start ended with ${status}: ${stderr}`)
  })
  figures.push(['npm start', `${seconds(wall)}, ${ratio(wall, 15_000)} of the 15 s it may take`])
}

/** Two batteries of different size: their difference has no start-up in it. */
function scenarios(): void {
  const [small, large] = [trial(20), trial(100)]
  const wall = large.wallMs - small.wallMs
  const runs = large.runs - small.runs
  figures.push([
    'a simulated scenario',
    `${(wall / runs).toFixed(1)} ms of wall time on all processors, over ${runs} runs`,
  ])
  figures.push([
    'events of the engine',
    `${Math.round((large.tasks - small.tasks) / (wall / 1000)).toLocaleString('en')} per second`,
  ])
  figures.push([
    'virtual time against wall time',
    `${ratio(large.virtualMs - small.virtualMs, wall)} (${seconds(large.virtualMs)} simulated)`,
  ])
}

function trial(runs: number): { wallMs: number; runs: number; tasks: number; virtualMs: number } {
  const stack = join(root, 'stacks/advisoryhub')
  const args = [
    'trial',
    'advisoryhub',
    stack,
    '-n',
    'advisoryhub',
    '-f',
    join(stack, 'ci/okd-values.yaml'),
    '-o',
    'json',
    '-q',
  ]
  let reports: readonly ScenarioReport[] = []
  const wallMs = medianMs(3, () => {
    reports = JSON.parse(runSeaworthy(...args, '--runs', String(runs))).scenarios
  })
  const sum = (of: (report: ScenarioReport) => number) =>
    reports.reduce((total, report) => total + of(report), 0)
  return {
    wallMs,
    runs: sum((report) => report.runs),
    tasks: sum((report) => report.tasks),
    virtualMs: sum((report) => report.durationsMs.reduce((total, each) => total + each, 0)),
  }
}

function rollout(): void {
  const what = 'rollout of 20 replicas, real against simulated'
  const here = rolloutHere()
  const real = rolloutOnRealControlPlane()
  if (real === undefined) {
    figures.push([
      what,
      `simulated ${here.wallMs.toFixed(0)} ms; no control plane runs: npm run oracles -- up`,
    ])
    return
  }
  const shares = `${ratio(real.wallMs, here.wallMs)} (${seconds(real.wallMs)} against ${here.wallMs.toFixed(0)} ms)`
  figures.push([what, `${shares}, with kubelets that would have taken ${seconds(here.virtualMs)}`])
}

function release(): void {
  const what = 'install and upgrade with --wait, real against simulated'
  const here = releaseHere()
  const real = releaseOnRealControlPlane()
  const simulated = `${here.wallMs.toFixed(1)} ms for ${seconds(here.virtualMs)} of virtual time`
  if (real === undefined) {
    figures.push([what, `${simulated}; no control plane runs: npm run oracles -- up`])
    return
  }
  const shares = `${ratio(real.wallMs, here.wallMs)} (${seconds(real.wallMs)} against ${simulated})`
  figures.push([what, `${shares}; of the real ${seconds(real.wallMs)} no pod takes any time to start`])
}
