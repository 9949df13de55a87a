import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import {
  type Answer,
  NAMESPACE,
  type Question,
  questions,
  RELEASE,
} from '../../tests/real-cluster/questions.ts'
import { driveReal, readKubeconfig } from './kube-driver.ts'

// Installs the fixture charts with real Helm on the real control plane and writes what it shows beside each of them:
//   npm run oracles -- up && npx tsx tools/oracles/record-fixtures.ts [CHART…]

const oracles = process.env['SEAWORTHY_ORACLES'] ?? join(homedir(), '.cache/seaworthy/oracles')
const kubeconfig = join(process.env['SEAWORTHY_ORACLES_RUN'] ?? join(oracles, 'run'), 'kubeconfig')
const env = { ...process.env, KUBECONFIG: kubeconfig }
const charts = join(import.meta.dirname, '../../tests/fixtures/charts')

function kubectl(...args: string[]): void {
  execFileSync(join(oracles, 'kubectl'), args, { stdio: 'pipe', env })
}

/** `deployed`, or why not, in Helm's words and without its log lines. */
function helmInstall(chart: string, { timeoutSeconds, wait }: Question['install']): string {
  const args = ['install', RELEASE, chart, '-n', NAMESPACE, '--timeout', `${timeoutSeconds}s`]
  const { status, stderr } = spawnSync(join(oracles, 'helm4'), wait ? [...args, '--wait'] : args, {
    encoding: 'utf8',
    env,
  })
  if (status === 0) return 'deployed'
  return stderr.slice(stderr.indexOf('Error: ')).replace('Error: INSTALLATION FAILED: ', '').trim()
}

async function record(chart: string, question: Question): Promise<Answer> {
  kubectl('delete', 'namespace', NAMESPACE, '--ignore-not-found', '--wait')
  kubectl('create', 'namespace', NAMESPACE)
  try {
    const helm = helmInstall(chart, question.install)
    return { helm, ...(await driveReal(readKubeconfig(kubeconfig), question.ask())) }
  } finally {
    kubectl('delete', 'namespace', NAMESPACE, '--wait=false')
  }
}

const wanted = process.argv.slice(2)
for (const [name, question] of Object.entries(questions)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const bad = await record(join(charts, name, 'bad'), question)
  const good = await record(join(charts, name, 'good'), question)
  writeFileSync(join(charts, name, 'real-cluster.json'), `${JSON.stringify({ bad, good }, null, 2)}\n`)
  process.stdout.write(`${name}\n`)
}
