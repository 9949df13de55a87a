import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ChartServers } from './chart-servers.ts'
import { ours } from './ours.ts'

// Commands that Helm does not have take the same references as those that it has.

const servers = new ChartServers()
const room = mkdtempSync(join(tmpdir(), 'seaworthy-references-'))
let env: Record<string, string> = {}

beforeAll(async () => {
  env = {
    HTTP_PROXY: await servers.start(),
    HELM_CONFIG_HOME: join(room, 'c'),
    HELM_CACHE_HOME: join(room, 'k'),
    DOCKER_CONFIG: join(room, 'd'),
  }
  await ours('4.2')(['repo', 'add', 'ex', 'http://charts.example.com'], room, env)
})

afterAll(async () => {
  await servers.stop()
  rmSync(room, { recursive: true, force: true })
})

const call = (...args: readonly string[]) => ours('4.2')(args, room, env)

test('diff compares two versions of a registry', async () => {
  const at = 'oci://registry.example.com/charts/anchor'
  const { status, stdout, stderr } = await call('diff', `${at}:1.0.0`, `${at}:1.2.0`, '--plain-http')
  expect(status).toBe(1)
  expect(stdout).toContain(`- ${at}:1.0.0 (anchor 1.0.0)\n+ ${at}:1.2.0 (anchor 1.2.0)\n`)
  expect(stdout).toContain('data.version')
  expect(stderr.split('\n').filter((line) => line.startsWith('Pulled: '))).toEqual([
    'Pulled: registry.example.com/charts/anchor:1.0.0',
    'Pulled: registry.example.com/charts/anchor:1.2.0',
  ])
})

test.each([
  [
    'explain',
    ['explain', 'ex/anchor', 'configmap/release-name-anchor', 'data.version', '--version', '1.0.0'],
    '1.0.0',
  ],
  [
    'explain with --repo',
    [
      'explain',
      'anchor',
      'configmap/release-name-anchor',
      'data.version',
      '--repo',
      'http://charts.example.com',
    ],
    '1.2.0',
  ],
  ['check', ['check', 'sea', 'http://charts.example.com/anchor-1.0.0.tgz'], 'anchor 1.0.0 as release sea'],
  [
    'trial',
    ['trial', 'sea', 'ex/anchor', '--runs', '1', '--scenario', 'first-install', '--quiet'],
    'anchor 1.2.0 as release sea',
  ],
])('%s takes a chart that is elsewhere', async (_what, args, expected) => {
  const { status, stdout, stderr } = await call(...args)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toContain(expected)
})

test('a path that is not there is no reference', async () => {
  const { status, stderr } = await call('check', 'charts/anchor')
  expect({ status, first: stderr.split('\n')[0] }).toEqual({
    status: 2,
    first: 'error[chart-not-found]: there is no chart at charts/anchor',
  })
  expect((await call('check', 'ex/mast')).stderr).toContain(
    'error[chart-not-found]: chart "mast" matching  not found in ex index.',
  )
})
