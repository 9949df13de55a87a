import { execFileSync } from 'node:child_process'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findKind, kinds } from './kinds.ts'
import type { Json } from './object.ts'
import { applyJsonPatch } from './patch/json-patch.ts'
import { applyMergePatch } from './patch/merge-patch.ts'
import { applyStrategicMerge } from './patch/strategic-merge.ts'
import { formatQuantity, isQuantity, parseQuantity } from './quantity.ts'
import { readiness } from './readiness.ts'

const oracles = process.env['SEAWORTHY_ORACLES'] ?? join(homedir(), '.cache/seaworthy/oracles')
const run = process.env['SEAWORTHY_ORACLES_RUN'] ?? join(oracles, 'run')

/** Runs the real kubectl; the error carries what the server said. */
function kubectl(args: readonly string[], input?: Json): string {
  const options = {
    encoding: 'utf8',
    input: input === undefined ? '' : JSON.stringify(input),
    stdio: 'pipe',
  } as const
  return execFileSync(join(oracles, 'kubectl'), ['--kubeconfig', join(run, 'kubeconfig'), ...args], options)
}

test('the table of built-in kinds is what the real control plane serves', () => {
  const served: string[] = []
  for (const path of ['/api/v1', ...groupPaths()]) {
    const list = JSON.parse(kubectl(['get', '--raw', path]))
    for (const { name, kind, namespaced, shortNames = [] } of list.resources) {
      if (!name.includes('/')) served.push(row(list.groupVersion, kind, name, namespaced, shortNames))
    }
  }
  const ours = kinds.filter((info) => info.builtIn)
  const rows = ours.map((info) =>
    row(info.apiVersion, info.kind, info.plural, info.namespaced, info.shortNames),
  )
  expect(rows.sort()).toEqual(served.sort())
})

function groupPaths(): string[] {
  const groups = JSON.parse(kubectl(['get', '--raw', '/apis'])).groups as Json[]
  return groups.flatMap((group) => group.versions.map((version: Json) => `/apis/${version.groupVersion}`))
}

function row(
  apiVersion: string,
  kind: string,
  plural: string,
  namespaced: boolean,
  names: readonly string[],
): string {
  return [apiVersion, kind, plural, namespaced, ...names].join(' ')
}

const amounts = [
  '0.5',
  '1000m',
  '1500m',
  '1.5Gi',
  '1024Mi',
  '1000Ki',
  '0.1Ki',
  '1e3',
  '12E6',
  '100000',
  '1234567',
  '1.',
  '.5',
  '+1',
  '5e-3',
  '1n',
  '0.0000000001',
  '1 Gi',
  '1K',
  '1ki',
  '1Gb',
  'Gi',
  '.',
  '-',
  '1e',
  '0x1',
  '7Ki',
  '8Ki',
  '1025Mi',
  '00012',
  '0.50',
  '1.500',
  '123456789012345678',
  '1234567890123456789',
  '12345678Gi',
  '1e-12',
]

test.each(amounts)('the quantity %j is read as the real API server reads it', (amount) => {
  // Not a limit of resources: those are rounded to thousandths when defaults are set.
  const volumes = [{ name: 'v', emptyDir: { sizeLimit: amount } }]
  const spec = { containers: [{ name: 'c', image: 'i' }], volumes }
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'quantity' }, spec }
  let canonical: string | undefined
  try {
    const created = kubectl(['create', '--dry-run=server', '-o', 'json', '-f', '-'], pod)
    canonical = JSON.parse(created).spec.volumes[0].emptyDir.sizeLimit
  } catch (error) {
    expect(String((error as { stderr: string }).stderr)).toMatch(/quantit/)
  }
  expect(isQuantity(amount)).toBe(canonical !== undefined)
  if (canonical !== undefined) expect(formatQuantity(parseQuantity(amount))).toBe(canonical)
})

const deploymentSchema = {
  fields: {
    metadata: { fields: { finalizers: { strategy: 'merge' } } },
    spec: {
      fields: {
        template: {
          fields: {
            spec: {
              fields: {
                containers: {
                  strategy: 'merge',
                  mergeKey: 'name',
                  fields: {
                    env: { strategy: 'merge', mergeKey: 'name' },
                    ports: { strategy: 'merge', mergeKey: 'containerPort' },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
} as const

const inPodSpec = (podSpec: Json) => ({ spec: { template: { spec: podSpec } } })

const patches: [type: string, patch: Json][] = [
  ['strategic', inPodSpec({ containers: [{ name: 'b', image: 'b:2' }] })],
  ['strategic', inPodSpec({ containers: [{ name: 'new', image: 'n:1' }] })],
  [
    'strategic',
    inPodSpec({
      containers: [{ name: 'new', image: 'n:1' }],
      '$setElementOrder/containers': [{ name: 'a' }, { name: 'new' }, { name: 'b' }],
    }),
  ],
  ['strategic', inPodSpec({ '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }] })],
  ['strategic', inPodSpec({ containers: [{ name: 'a', $patch: 'delete' }] })],
  ['strategic', inPodSpec({ containers: [{ $patch: 'replace' }, { name: 'only', image: 'o:1' }] })],
  [
    'strategic',
    inPodSpec({
      containers: [
        {
          name: 'a',
          env: [
            { name: 'Z', value: '1' },
            { name: 'X', value: '2' },
          ],
        },
      ],
    }),
  ],
  ['strategic', inPodSpec({ containers: [{ name: 'a', env: [{ name: 'X', $patch: 'delete' }] }] })],
  [
    'strategic',
    inPodSpec({ containers: [{ name: 'a', env: null, ports: [{ containerPort: 81, name: 'new' }] }] }),
  ],
  ['strategic', { metadata: { labels: { one: null, three: '3' }, annotations: { a: null, b: '1' } } }],
  ['strategic', { metadata: { labels: { $patch: 'replace', only: 'x' } } }],
  ['strategic', inPodSpec({ containers: [{ image: 'n:1' }] })],
  ['strategic', inPodSpec({ $patch: 'explode' })],
  ['merge', { metadata: { labels: { one: null, three: '3' } } }],
  ['merge', inPodSpec({ containers: [{ name: 'only', image: 'o:1' }] })],
  ['json', [{ op: 'add', path: '/metadata/labels/a~1b', value: 'x' }]],
  ['json', [{ op: 'replace', path: '/metadata/labels/absent', value: 'x' }]],
  ['json', [{ op: 'remove', path: '/metadata/labels/absent' }]],
  ['json', [{ op: 'test', path: '/metadata/labels/one', value: 'other' }]],
  ['json', [{ op: 'test', path: '/metadata/labels/absent', value: null }]],
  [
    'json',
    [{ op: 'move', from: '/spec/template/spec/containers/1', path: '/spec/template/spec/containers/0' }],
  ],
  ['json', [{ op: 'add', path: '/spec/template/spec/containers/-', value: { name: 'c', image: 'c:1' } }]],
  ['json', [{ op: 'replace', path: '/spec/template/spec/containers/7', value: {} }]],
  ['json', [{ op: 'copy', from: '/metadata/labels/one', path: '/metadata/labels/two' }]],
]

test.each(patches)('%s patch %j gives what the real API server stores', (type, patch) => {
  const before = storedDeployment()
  let real: Json
  try {
    const args = [
      'patch',
      'deployment',
      'patched',
      `--type=${type}`,
      '--dry-run=server',
      '-o',
      'json',
      '-p',
      JSON.stringify(patch),
    ]
    real = JSON.parse(kubectl(args))
  } catch (error) {
    const { stderr } = error as { stderr: string }
    expect(() => applied(type, before, patch), stderr).toThrow(stderr.split(': ').at(-1)?.trim() ?? stderr)
    return
  }
  const ours = applied(type, before, patch)
  expect(essence(ours)).toEqual(essence(real))
})

function storedDeployment(): Json {
  const containers = [
    {
      name: 'a',
      image: 'a:1',
      env: [
        { name: 'X', value: '1' },
        { name: 'Y', value: '2' },
      ],
      ports: [{ containerPort: 80 }],
    },
    { name: 'b', image: 'b:1' },
  ]
  const template = { metadata: { labels: { app: 'patched' } }, spec: { containers } }
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'patched', labels: { one: '1', two: '2' } },
    spec: { replicas: 0, selector: { matchLabels: { app: 'patched' } }, template },
  }
  kubectl(['apply', '--server-side', '--force-conflicts', '-f', '-'], deployment)
  return JSON.parse(kubectl(['get', 'deployment', 'patched', '-o', 'json']))
}

function applied(type: string, before: Json, patch: Json): Json {
  if (type === 'json') return applyJsonPatch(before, patch)
  return type === 'merge'
    ? applyMergePatch(before, patch)
    : applyStrategicMerge(before, patch, deploymentSchema)
}

/** What the patch decides: defaults that the server adds to new containers are left out. */
function essence(deployment: Json): Json {
  const containers = deployment.spec.template.spec.containers.map(({ name, image, env, ports }: Json) => ({
    name,
    image,
    env,
    ports: ports?.map((port: Json) => port.containerPort),
  }))
  return {
    labels: deployment.metadata.labels,
    annotations: deployment.metadata.annotations ?? {},
    containers,
  }
}

test('objects that the real controllers have finished count as current', () => {
  const podSpec = { restartPolicy: 'Never', containers: [{ name: 'c', image: 'i' }] }
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'finished' },
    spec: { template: { spec: podSpec } },
  }
  kubectl(['apply', '-f', '-'], job)
  kubectl(['wait', '--for=condition=Complete', 'job/finished', '--timeout=60s'])
  const stored = JSON.parse(kubectl(['get', 'job', 'finished', '-o', 'json']))
  expect(readiness(stored, Date.now())).toEqual({
    status: 'Current',
    message: 'Job Completed. succeeded: 1/1',
  })
  expect(findKind(stored)?.plural).toBe('jobs')
}, 90_000)
