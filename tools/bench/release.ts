import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { medianMs, root, runSeaworthy } from './measure.ts'
import { oracles, oracleRun } from './oracle-paths.ts'

const stack = join(root, 'stacks/advisoryhub')
const values = join(stack, 'ci/minimal-values.yaml')
const namespace = 'bench-release'

/** Wall milliseconds of one simulated install and upgrade with `--wait`: two batteries, their difference has no start-up in it. */
export function releaseHere(): { wallMs: number; virtualMs: number } {
  const [small, large] = [battery(10), battery(60)]
  return { wallMs: (large.wallMs - small.wallMs) / 50, virtualMs: large.virtualMs / 60 }
}

function battery(runs: number): { wallMs: number; virtualMs: number } {
  const chosen = [
    '--scenario',
    'first-install',
    '--scenario',
    'upgrade-image',
    '--wait',
    '--runs',
    String(runs),
  ]
  let virtualMs = 0
  const wallMs = medianMs(3, () => {
    const text = runSeaworthy(
      'trial',
      'advisoryhub',
      stack,
      '-n',
      namespace,
      '-f',
      values,
      '-o',
      'json',
      '-q',
      ...chosen,
    )
    const { scenarios } = JSON.parse(text) as { scenarios: readonly { durationsMs: readonly number[] }[] }
    virtualMs = scenarios.flatMap(({ durationsMs }) => durationsMs).reduce((sum, each) => sum + each, 0)
  })
  return { wallMs, virtualMs }
}

/**
 * The same with helm on the control plane that `npm run oracles -- up` started; undefined when none answers. Its pods are ready
 * at once, so a real cluster takes longer.
 */
export function releaseOnRealControlPlane(): { wallMs: number } | undefined {
  const env = { ...process.env, KUBECONFIG: join(oracleRun, 'kubeconfig') }
  const kubectl = (...args: string[]) => execFileSync(join(oracles, 'kubectl'), args, { env, stdio: 'pipe' })
  const helm = (...args: string[]) => execFileSync(join(oracles, 'helm4'), args, { env, stdio: 'pipe' })
  const ready = spawnSync(join(oracles, 'kubectl'), ['get', '--raw', '/readyz'], { env }).status === 0
  if (!existsSync(env.KUBECONFIG) || !ready) return undefined
  runSeaworthy('build', stack)
  const chart = join(root, 'dist/charts/advisoryhub')
  kubectl('delete', 'namespace', namespace, '--ignore-not-found')
  kubectl('create', 'namespace', namespace)
  kubectl(
    '-n',
    namespace,
    'create',
    'secret',
    'generic',
    'advisoryhub-env',
    '--from-literal=DJANGO_SECRET_KEY=bench',
  )
  const wallMs = medianMs(1, () => {
    helm('install', 'advisoryhub', chart, '-n', namespace, '-f', values, '--wait')
    helm('upgrade', 'advisoryhub', chart, '-n', namespace, '-f', values, '--wait', '--set', 'image.tag=next')
  })
  kubectl('delete', 'namespace', namespace, '--wait=false')
  return { wallMs }
}
