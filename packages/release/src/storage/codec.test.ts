import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { ReleaseRecord } from '../release.ts'
import { helmCodec, outlineCodec } from './codec.ts'
import { parseHelmTime } from './helm-time.ts'

const record: ReleaseRecord = {
  name: 'shop',
  namespace: 'city',
  revision: 7,
  status: 'deployed',
  description: 'Upgrade complete',
  firstDeployedAt: 1_760_000_000_000,
  lastDeployedAt: 1_760_000_060_000,
  chart: { apiVersion: 'v2', name: 'shop', version: '1.0.0', appVersion: '2' },
  userValues: { web: { replicas: 2, host: null } },
  manifest: '---\n# Source: shop/templates/a.yaml\na: ü\n',
  hooks: [
    {
      name: 'migrate',
      kind: 'Job',
      path: 'shop/templates/migrate.yaml',
      manifest: 'kind: Job\n',
      events: ['pre-install', 'pre-upgrade'],
      weight: -5,
      deletePolicies: ['before-hook-creation'],
      lastRun: { startedAt: 1_760_000_001_000, completedAt: 1_760_000_009_000, phase: 'Succeeded' },
    },
    {
      name: 'test',
      kind: 'Pod',
      path: 'shop/templates/test.yaml',
      manifest: 'kind: Pod\n',
      events: ['test'],
      weight: 0,
      deletePolicies: [],
    },
  ],
  notes: 'Thanks.',
  applyMethod: 'ssa',
}

test('a record comes back as it went', () => {
  expect(helmCodec.decode(helmCodec.encode(record))).toEqual(record)
})

test('what operations read survives the outline', () => {
  const outline = { ...record, manifest: '', notes: '', hooks: [], userValues: {} }
  expect(outlineCodec.decode(outlineCodec.encode(record))).toEqual(outline)
})

test('in the Secret it is twice base64, once gzip, and Helm’s JSON', () => {
  const inner = Buffer.from(Buffer.from(helmCodec.encode(record), 'base64').toString(), 'base64')
  const json = JSON.parse(gunzipSync(inner).toString())
  expect(json).toMatchObject({
    name: 'shop',
    namespace: 'city',
    version: 7,
    apply_method: 'ssa',
    config: { web: { replicas: 2, host: null } },
    info: {
      first_deployed: '2025-10-09T08:53:20Z',
      last_deployed: '2025-10-09T08:54:20Z',
      status: 'deployed',
      notes: 'Thanks.',
    },
  })
  expect(json.hooks).toMatchObject([
    {
      weight: -5,
      last_run: {
        started_at: '2025-10-09T08:53:21Z',
        completed_at: '2025-10-09T08:53:29Z',
        phase: 'Succeeded',
      },
    },
    { last_run: { phase: '' } },
  ])
  expect(json.hooks[1]).not.toHaveProperty('weight')
})

test('no values given is null, as Helm has it', () => {
  const inner = Buffer.from(helmCodec.encode({ ...record, userValues: {} }), 'base64').toString()
  const text = gunzipSync(Buffer.from(inner, 'base64')).toString()
  expect(JSON.parse(text).config).toBeNull()
})

test('a record without gzip is read too', () => {
  const inner = Buffer.from(helmCodec.encode(record), 'base64').toString()
  const json = gunzipSync(Buffer.from(inner, 'base64'))
  expect(helmCodec.decode(Buffer.from(json.toString('base64')).toString('base64'))).toEqual(record)
})

test.each([
  ['2026-11-21T17:00:00Z', '2026-11-21T17:00:00.000Z'],
  ['2026-11-21T17:00:00.123456789Z', '2026-11-21T17:00:00.123Z'],
  ['2026-11-21T19:30:00.5+02:30', '2026-11-21T17:00:00.500Z'],
  ['2026-11-21T12:00:00-05:00', '2026-11-21T17:00:00.000Z'],
])('Helm’s time %s is %s', (text, instant) => {
  expect(parseHelmTime(text)).toBe(Date.parse(instant))
})

test.each(['', 'soon', '2026-11-21', '2026-11-21T17:00:00', '2026-11-21T17:00:00+2'])(
  '%j is no time',
  (text) => {
    expect(() => parseHelmTime(text)).toThrow(`${JSON.stringify(text)} is no time of a release`)
  },
)
