// A real control plane of its own, and a shell in which the commands of the guide run, for oracle tests.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compiled } from './render.fixture.ts'

const scripts = fileURLToPath(new URL('../../tools/oracles/', import.meta.url))
export const programs = execFileSync(join(scripts, 'oracles.sh'), ['path'], { encoding: 'utf8' }).trim()

const needed = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kwok',
  'kubectl',
  'helm3',
  'helm4',
]
export const isBuilt = needed.every((program) => existsSync(join(programs, program)))

const environment = { ...process.env, SEAWORTHY_ORACLES_RUN: join(tmpdir(), 'seaworthy-advisoryhub') }

/** Starts a control plane; gives the path of its kubeconfig. */
export function controlPlaneUp(): string {
  const printed = execFileSync(join(scripts, 'control-plane.sh'), ['up'], {
    encoding: 'utf8',
    env: environment,
  })
  return printed.trim().split('\n').at(-1) ?? ''
}

export function controlPlaneDown(): void {
  execFileSync(join(scripts, 'control-plane.sh'), ['down'], { env: environment })
}

/** The definition of Routes as OpenShift's own module has it. */
export function routeDefinition(): string {
  const module = 'github.com/openshift/api@v0.0.0-20251015095338-264e80a2b6e7'
  const { Dir } = JSON.parse(
    execFileSync('go', ['mod', 'download', '-json', module], { encoding: 'utf8', cwd: tmpdir() }),
  ) as {
    Dir: string
  }
  return readFileSync(join(Dir, 'route/v1/zz_generated.crd-manifests/routes.crd.yaml'), 'utf8')
}

export interface Outcome {
  readonly status: number
  readonly output: string
}

export interface Shell {
  /** What somebody who reads the guide would type. */
  run(command: string): Outcome
  write(file: string, text: string): void
}

/** A folder with the chart at `charts/advisoryhub`; `helm` is the one that is named. */
export function shellWith(kubeconfig: string, helm: 'helm3' | 'helm4'): Shell {
  const folder = mkdtempSync(join(tmpdir(), 'advisoryhub-'))
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  for (const [path, text] of compiled) write(`charts/advisoryhub/${path}`, text)
  mkdirSync(join(folder, 'bin'))
  symlinkSync(join(programs, 'kubectl'), join(folder, 'bin/kubectl'))
  symlinkSync(join(programs, helm), join(folder, 'bin/helm'))
  const env = { PATH: `${join(folder, 'bin')}:${process.env['PATH']}`, HOME: folder, KUBECONFIG: kubeconfig }
  return {
    write,
    run(command) {
      const { status, stdout, stderr } = spawnSync('bash', ['-c', command], {
        cwd: folder,
        env,
        encoding: 'utf8',
      })
      return { status: status ?? -1, output: `${stdout}${stderr}` }
    },
  }
}
