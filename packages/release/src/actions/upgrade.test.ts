import { kubeClient } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import { configMap, deployment, Ground, hook, job, outline, releaseOf } from '../release.fixture.ts'
import { helmCodec } from '../storage/codec.ts'
import { secretStorage } from '../storage/secret-storage.ts'

function installed(...objects: Parameters<typeof releaseOf>[0]): Ground {
  const ground = new Ground()
  ground.install(releaseOf(objects))
  return ground
}

const statuses = (ground: Ground) => ground.history().map(({ revision, status }) => `${revision} ${status}`)

test('an upgrade applies, deletes what is left over, and supersedes', () => {
  const ground = installed(configMap('a'), configMap('gone'))
  const first = ground.history()[0]
  ground.sleep(60_000)
  const { record, events } = ground.upgrade(releaseOf([configMap('a', { x: '1' }), configMap('b')]))
  expect(outline(events)).toEqual([
    'started',
    'applying',
    'applied ConfigMap/a',
    'applied ConfigMap/b',
    'deleted ConfigMap/gone',
    'waiting',
    'deployed',
  ])
  expect(statuses(ground)).toEqual(['1 superseded', '2 deployed'])
  expect(record.description).toBe('Upgrade complete')
  expect(ground.history()[1]?.firstDeployedAt).toBe(first?.firstDeployedAt)
  expect(ground.history()[1]?.lastDeployedAt).toBeGreaterThan(first?.lastDeployedAt ?? 0)
})

test('what did not change is told so', () => {
  const ground = installed(configMap('a', { x: '1' }))
  expect(outline(ground.upgrade(releaseOf([configMap('a', { x: '1' })])).events)).toContain(
    'applied ConfigMap/a, unchanged',
  )
})

test('what is to be kept is not deleted, and the live object decides', () => {
  const keep = { annotations: { 'helm.sh/resource-policy': 'keep' } }
  const ground = installed(configMap('chart', {}, keep), configMap('by-hand'), configMap('gone'))
  const ref = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default', name: 'by-hand' }
  ground.do(kubeClient.patch(ref, 'merge', { metadata: keep }))
  ground.upgrade(releaseOf([]))
  expect(ground.get('ConfigMap', 'chart')).toBeDefined()
  expect(ground.get('ConfigMap', 'by-hand')).toBeDefined()
  expect(ground.get('ConfigMap', 'gone')).toBeUndefined()
})

test('an upgrade that fails leaves the old revision deployed, and the next starts from that', () => {
  const ground = installed(configMap('a'))
  const { failure, record } = ground.upgrade(releaseOf([deployment('web', 'never')]), { timeoutMs: 5_000 })
  expect(failure?.phase).toBe('wait')
  expect(record.description).toMatch(/^Upgrade "shop" failed: resource Deployment\/default\/web not ready\./)
  expect(statuses(ground)).toEqual(['1 deployed', '2 failed'])
  expect(ground.upgrade(releaseOf([configMap('a')])).failure).toBeUndefined()
  expect(statuses(ground)).toEqual(['1 superseded', '2 failed', '3 deployed'])
})

test('after a first install that failed, an upgrade starts from it', () => {
  const ground = new Ground()
  ground.install(releaseOf([deployment('web', 'never')]), { timeoutMs: 5_000 })
  expect(ground.upgrade(releaseOf([configMap('a')])).failure).toBeUndefined()
  expect(statuses(ground)).toEqual(['1 superseded', '2 deployed'])
})

test('a failing hook lets nothing be applied', () => {
  const ground = installed(configMap('a', { x: '1' }))
  ground.upgrade(releaseOf([configMap('a', { x: '2' })], [hook(job('migrate', 'fails'))]))
  expect(ground.get('ConfigMap', 'a')?.['data']).toEqual({ x: '1' })
})

test('an object that cannot be created ends it; nothing more is applied and nothing deleted', () => {
  const ground = installed(configMap('left'))
  const { failure } = ground.upgrade(releaseOf([configMap('Bad_One'), configMap('after')]))
  expect(failure?.message).toMatch(
    /^failed to create resource: server-side apply failed for object default\/Bad_One \/v1, Kind=ConfigMap: /,
  )
  expect(ground.get('ConfigMap', 'after')).toBeUndefined()
  expect(ground.get('ConfigMap', 'left')).toBeDefined()
})

test('fields of other managers are conflicts, told together, unless they are forced', () => {
  const ground = installed(configMap('a', { x: '1' }), configMap('b', { x: '1' }))
  for (const name of ['a', 'b']) {
    const ref = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default', name }
    ground.do(kubeClient.patch(ref, 'merge', { data: { x: 'edited' } }, { fieldManager: 'kubectl-patch' }))
  }
  const next = releaseOf([configMap('a', { x: '2' }), configMap('b', { x: '2' })])
  const told = (name: string) =>
    `conflict occurred while applying object default/${name} /v1, Kind=ConfigMap: Apply failed with 1 conflict: conflict with "kubectl-patch" using v1: .data.x`
  expect(ground.upgrade(next).failure?.message).toBe(`${told('a')} && ${told('b')}`)
  expect(ground.upgrade(next, { forceConflicts: true }).failure).toBeUndefined()
  expect(ground.get('ConfigMap', 'b')?.['data']).toEqual({ x: '2' })
})

test('new objects that belong to others are refused before anything is stored', () => {
  const ground = installed(configMap('a'))
  ground.do(kubeClient.create(configMap('theirs', {}, { namespace: 'default' })))
  expect(() => ground.upgrade(releaseOf([configMap('a'), configMap('theirs')]))).toThrow(
    /^unable to continue with update: ConfigMap "theirs" in namespace "default" exists and cannot be imported/,
  )
  expect(statuses(ground)).toEqual(['1 deployed'])
})

test('a release that is pending locks out others', () => {
  const ground = installed(configMap('a'))
  const storage = secretStorage(kubeClient, 'default', helmCodec)
  const [record] = ground.history()
  if (record === undefined) throw new Error('nothing is stored')
  ground.do(storage.create({ ...record, revision: 2, status: 'pending-upgrade' }))
  expect(() => ground.upgrade(releaseOf([configMap('a')]))).toThrow(
    'another operation (install/upgrade/rollback) is in progress',
  )
})

test('a revision that somebody else has just stored is taken', () => {
  const ground = installed(configMap('a'))
  expect(() => ground.upgrade(releaseOf([configMap('a')]), {}, 1)).toThrow('release: already exists')
})

test('without a release there is nothing to upgrade', () => {
  expect(() => new Ground().upgrade(releaseOf([]))).toThrow('"shop" has no deployed releases')
})

test('an uninstalled release whose history was kept is not upgraded', () => {
  const ground = installed()
  const [record] = ground.history()
  if (record === undefined) throw new Error('nothing is stored')
  ground.do(secretStorage(kubeClient, 'default', helmCodec).update({ ...record, status: 'uninstalled' }))
  expect(() => ground.upgrade(releaseOf([]))).toThrow('"shop" has no deployed releases')
})
