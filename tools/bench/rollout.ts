import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { standardCluster } from '@seaworthy/cluster'
import { medianMs } from './measure.ts'
import { oracleRun, oracles } from './oracle-paths.ts'

const replicas = 20

const labels = { app: 'bench-rollout' }
const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'bench-rollout', namespace: 'default' },
  spec: {
    replicas,
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
  },
}

/** A new Deployment until all its pods are ready, in the embedded cluster; with the cluster's start. */
export function rolloutHere(): { wallMs: number; virtualMs: number } {
  let virtualMs = 0
  const wallMs = medianMs(9, () => {
    const cluster = standardCluster({ seed: 1 })
    const start = cluster.now()
    cluster.api.create({ ...deployment, metadata: { ...deployment.metadata } })
    const ready = () =>
      cluster.store.get('Deployment.apps', 'default', 'bench-rollout')?.status?.readyReplicas === replicas
    const end = cluster.runUntil(ready, start + 3_600_000)
    if (end !== 'done') throw new Error(`the simulated rollout ended ${end}`)
    virtualMs = cluster.now() - start
  })
  return { wallMs, virtualMs }
}

/** The same with kubectl on the control plane that `npm run oracles -- up` started; undefined when none answers. */
export function rolloutOnRealControlPlane(): { wallMs: number } | undefined {
  const kubeconfig = join(oracleRun, 'kubeconfig')
  const kubectl = (args: readonly string[], input = '') =>
    execFileSync(join(oracles, 'kubectl'), ['--kubeconfig', kubeconfig, ...args], { input, stdio: 'pipe' })
  const isUp =
    existsSync(kubeconfig) &&
    spawnSync(join(oracles, 'kubectl'), ['--kubeconfig', kubeconfig, 'get', '--raw', '/readyz']).status === 0
  if (!isUp) return undefined
  const remove = () =>
    kubectl(['delete', 'deployment', 'bench-rollout', '--ignore-not-found', '--cascade=foreground'])
  remove()
  const wallMs = medianMs(1, () => {
    kubectl(['apply', '-f', '-'], JSON.stringify(deployment))
    kubectl(['rollout', 'status', 'deployment/bench-rollout', '--timeout=120s'])
  })
  remove()
  return { wallMs }
}
