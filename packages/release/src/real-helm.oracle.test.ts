import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { kubeClient, type Operation } from '@seaworthy/kube'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { driveReal, readKubeconfig } from '../../../tools/oracles/kube-driver.ts'
import { install } from './actions/install.ts'
import type { OperationOptions } from './actions/operation-options.ts'
import { upgrade } from './actions/upgrade.ts'
import { parley, parleyChart, recordedByHelm } from './parley.fixture.ts'
import { job, hook, configMap, releaseOf } from './release.fixture.ts'
import { helmCodec } from './storage/codec.ts'
import { secretStorage } from './storage/secret-storage.ts'

const oracles = process.env['SEAWORTHY_ORACLES'] ?? join(homedir(), '.cache/seaworthy/oracles')
const kubeconfig = join(process.env['SEAWORTHY_ORACLES_RUN'] ?? join(oracles, 'run'), 'kubeconfig')
const ours = 'release-ours'
const theirs = 'release-theirs'

function program(name: 'helm3' | 'helm4' | 'kubectl', ...args: string[]): string {
  const env = { ...process.env, KUBECONFIG: kubeconfig }
  return execFileSync(join(oracles, name), args, { encoding: 'utf8', stdio: 'pipe', env })
}

/** What a program says when it fails, without its log lines. */
function complaint(name: 'helm3' | 'helm4', ...args: string[]): string {
  try {
    program(name, ...args)
  } catch (error) {
    const { stderr } = error as { stderr: string }
    return stderr.slice(stderr.indexOf('Error: ')).trim()
  }
  throw new Error(`${name} ${args.join(' ')} succeeded`)
}

const real = <T>(operation: Operation<T>) => driveReal(readKubeconfig(kubeconfig), operation)

function options(namespace: string): Pick<OperationOptions, 'storage' | 'wait' | 'timeoutMs'> {
  return { storage: secretStorage(kubeClient, namespace, helmCodec), wait: 'watcher', timeoutMs: 8_000 }
}

function removeNamespaces(): void {
  program('kubectl', 'delete', 'namespace', ours, theirs, '--ignore-not-found', '--wait')
}

beforeAll(async () => {
  removeNamespaces()
  for (const namespace of [ours, theirs]) program('kubectl', 'create', 'namespace', namespace)
  program('helm4', 'install', 'parley', parleyChart, '-n', theirs, '--set', 'greeting=salve', '--wait')
  await real(install(kubeClient, { ...options(ours), rendered: parley(ours) }))
})

afterAll(removeNamespaces)

test('our install on a real control plane leaves what Helm’s leaves', () => {
  const left = (namespace: string) => {
    const { items } = JSON.parse(
      program('kubectl', 'get', 'configmap,service', '-n', namespace, '-o', 'json'),
    )
    return items
      .filter((item: { metadata: { name: string } }) => item.metadata.name.startsWith('parley'))
      .map(
        ({ kind, data, metadata }: { kind: string; data: unknown; metadata: Record<string, unknown> }) => ({
          kind,
          data,
          name: metadata['name'],
          labels: metadata['labels'],
          annotations: metadata['annotations'],
        }),
      )
  }
  const text = (namespace: string) =>
    JSON.stringify(left(namespace), null, 2).replaceAll(namespace, 'NAMESPACE')
  expect(left(ours)).toHaveLength(4)
  expect(text(ours)).toBe(text(theirs))
})

test.each(['helm3', 'helm4'] as const)('%s reads our record as its own', (helm) => {
  for (const what of ['manifest', 'values', 'notes', 'hooks']) {
    const shown = (namespace: string) => program(helm, 'get', what, 'parley', '-n', namespace)
    expect(shown(ours).replaceAll(ours, theirs)).toBe(shown(theirs))
  }
  const history = (namespace: string) => {
    const [revision] = JSON.parse(program(helm, 'history', 'parley', '-n', namespace, '-o', 'json'))
    return { ...revision, updated: '' }
  }
  expect(history(ours)).toEqual(history(theirs))
  expect(history(ours)).toMatchObject({
    revision: 1,
    status: 'deployed',
    chart: 'parley-1.2.3',
    app_version: '4.5',
    description: 'Install complete',
  })
  expect(program(helm, 'status', 'parley', '-n', ours)).toContain('STATUS: deployed')
  expect(JSON.parse(program(helm, 'list', '-n', ours, '-o', 'json'))).toMatchObject([
    { name: 'parley', revision: '1', status: 'deployed', chart: 'parley-1.2.3' },
  ])
})

test('we read Helm’s record as ours', async () => {
  const read = async (namespace: string) => {
    const [record] = await real(secretStorage(kubeClient, namespace, helmCodec).history('parley'))
    if (record === undefined) throw new Error('nothing is stored')
    const hooks = record.hooks.map(({ lastRun, ...rest }) => ({ ...rest, phase: lastRun?.phase }))
    return { ...record, namespace: '', firstDeployedAt: 0, lastDeployedAt: 0, hooks }
  }
  expect(await read(ours)).toEqual(await read(theirs))
})

test('Helm upgrades what we installed, and we what Helm upgraded', async () => {
  program('helm4', 'upgrade', 'parley', parleyChart, '-n', ours, '--set', 'greeting=salve', '--wait')
  const next = parley(ours, 3)
  const result = await real(
    upgrade(kubeClient, { ...options(ours), rendered: next, previous: parley(ours).objects }),
  )
  expect(result.failure).toBeUndefined()
  const history = JSON.parse(program('helm4', 'history', 'parley', '-n', ours, '-o', 'json'))
  expect(
    history.map(({ revision, status }: { revision: number; status: string }) => `${revision} ${status}`),
  ).toEqual(['1 superseded', '2 superseded', '3 deployed'])
})

test('the recorded record is what this Helm writes', () => {
  const name = 'sh.helm.release.v1.parley.v1'
  const secret = JSON.parse(program('kubectl', 'get', 'secret', name, '-n', theirs, '-o', 'json'))
  const recorded = { comment: 'helm 4.2.4 install parley --set greeting=salve', release: secret.data.release }
  if (process.env['UPDATE'] === '1') writeFileSync(recordedByHelm, `${JSON.stringify(recorded, null, 2)}\n`)
  expect(helmCodec.decode(secret.data.release)).toMatchObject({ name: 'parley', status: 'deployed' })
})

test('a name in use, an object of others and a hook that hangs are told in Helm’s words', async () => {
  const told = async (release: Parameters<typeof releaseOf>) => {
    const rendered = { ...releaseOf(...release), namespace: theirs }
    return real(
      (function* () {
        const result = yield* install(kubeClient, { ...options(theirs), rendered })
        return result.failure?.message ?? 'no failure'
      })(),
    ).catch((error: Error) => error.message)
  }
  const again = ['install', 'parley', parleyChart, '-n', theirs]
  expect(complaint('helm4', ...again)).toBe(
    `Error: INSTALLATION FAILED: ${await told([[], [], { name: 'parley' }])}`,
  )
  program('kubectl', 'create', 'configmap', 'other', '-n', theirs)
  const refusal = complaint('helm4', 'install', 'other', parleyChart, '-n', theirs)
  expect(refusal).toBe(
    `Error: INSTALLATION FAILED: ${await told([[configMap('other')], [], { name: 'other' }])}`,
  )
  const hung = await told([[], [hook(job('hung', 'x', { suspend: true }))], { name: 'hung' }])
  expect(hung).toBe(
    `failed pre-install: resource Job/${theirs}/hung not ready. status: InProgress, message: Job in progress\ncontext deadline exceeded`,
  )
})
