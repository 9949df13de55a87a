import { expect, test } from 'vitest'
import { configMap, Ground, hook, job, outline, releaseOf } from './release.fixture.ts'
import { hooksOf } from './hooks.ts'

test('hooks run by weight, then by name, each of its own event', () => {
  const hooks = [
    hook(job('z'), { weight: -5 }),
    hook(job('b')),
    hook(job('a')),
    hook(job('after'), { events: ['post-install'] }),
    hook(job('late'), { weight: 10 }),
  ]
  const names = (event: 'pre-install' | 'post-install') =>
    hooksOf(hooks, event).map(({ object }) => object.metadata.name)
  expect(names('pre-install')).toEqual(['z', 'a', 'b', 'late'])
  expect(names('post-install')).toEqual(['after'])
})

test('hooks go one after the other, around the objects, and are told as they go', () => {
  const hooks = [hook(job('second'), { weight: 2 }), hook(job('first'), { weight: 1 })]
  const after = hook(job('after'), { events: ['post-install'] })
  const { events, record } = new Ground().install(releaseOf([configMap('a')], [...hooks, after]))
  expect(outline(events)).toEqual([
    'started',
    'pre-install Job/first',
    'done',
    'pre-install Job/second',
    'done',
    'applying',
    'applied ConfigMap/a',
    'waiting',
    'post-install Job/after',
    'done',
    'deployed',
  ])
  expect(record.hooks.map(({ name, lastRun }) => [name, lastRun?.phase])).toEqual([
    ['second', 'Succeeded'],
    ['first', 'Succeeded'],
    ['after', 'Succeeded'],
  ])
})

test('before-hook-creation: the one of the last run goes first', () => {
  const ground = new Ground()
  const release = releaseOf([], [hook(job('migrate'))])
  ground.install(release)
  const first = ground.get('Job.batch', 'migrate')?.metadata.uid
  const { events } = ground.upgrade(release)
  expect(outline(events).slice(1, 4)).toEqual(['deleted Job/migrate', 'pre-upgrade Job/migrate', 'done'])
  expect(ground.get('Job.batch', 'migrate')?.metadata.uid).not.toBe(first)
})

test('a hook without before-hook-creation is applied onto the old one', () => {
  const ground = new Ground()
  const release = releaseOf([], [hook(configMap('seen'), { deletePolicies: ['hook-failed'] })])
  ground.install(release)
  const first = ground.get('ConfigMap', 'seen')?.metadata.uid
  ground.upgrade(release)
  expect(ground.get('ConfigMap', 'seen')?.metadata.uid).toBe(first)
})

test('hook-succeeded: gone after all of the event succeeded, the last one first', () => {
  const ground = new Ground()
  const hooks = ['a', 'b'].map((name) => hook(job(name), { deletePolicies: ['hook-succeeded'] }))
  const { events } = ground.install(releaseOf([], hooks))
  expect(outline(events).slice(1, 7)).toEqual([
    'pre-install Job/a',
    'done',
    'pre-install Job/b',
    'done',
    'deleted Job/b',
    'deleted Job/a',
  ])
  expect(ground.get('Job.batch', 'a')).toBeUndefined()
})

test('hook-failed: the failed one goes, then earlier ones with hook-succeeded; objects are not applied', () => {
  const ground = new Ground()
  const hooks = [
    hook(job('a'), { deletePolicies: ['hook-succeeded'] }),
    hook(job('b', 'fails'), { deletePolicies: ['hook-failed'] }),
    hook(job('c')),
  ]
  const { events, failure, record } = ground.install(releaseOf([configMap('x')], hooks))
  expect(outline(events)).toEqual([
    'started',
    'pre-install Job/a',
    'done',
    'pre-install Job/b',
    'failed',
    'deleted Job/b',
    'deleted Job/a',
    'failed',
  ])
  expect(failure?.phase).toBe('pre-hooks')
  expect(failure?.message).toBe(
    'failed pre-install: resource Job/default/b not ready. status: Failed, message: Job Failed. failed: 1/1',
  )
  expect(record.hooks.map(({ lastRun }) => lastRun?.phase)).toEqual(['Succeeded', 'Failed', undefined])
  expect(ground.get('ConfigMap', 'x')).toBeUndefined()
})

test('a failed hook without hook-failed stays to be looked at', () => {
  const ground = new Ground()
  ground.install(releaseOf([], [hook(job('b', 'fails'))]))
  expect(ground.get('Job.batch', 'b')).toBeDefined()
})

test('an upgrade says it in other words', () => {
  const ground = new Ground()
  ground.install(releaseOf([]))
  const { failure } = ground.upgrade(releaseOf([], [hook(job('b', 'fails'))]))
  expect(failure?.message).toBe(
    'pre-upgrade hooks failed: resource Job/default/b not ready. status: Failed, message: Job Failed. failed: 1/1',
  )
})

test('a hook that the server refuses ends the event, and nothing is deleted', () => {
  const ground = new Ground()
  const hooks = [
    hook(configMap('a'), { deletePolicies: ['hook-succeeded'], weight: 1 }),
    hook(job('Bad_Name'), { deletePolicies: ['hook-failed'], weight: 2 }),
  ]
  const { events, failure } = ground.install(releaseOf([], hooks))
  expect(outline(events)).toEqual([
    'started',
    'pre-install ConfigMap/a',
    'done',
    'pre-install Job/Bad_Name',
    'failed',
    'failed',
  ])
  expect(failure?.message).toMatch(
    /^failed pre-install: warning: Hook pre-install shop\/templates\/Bad_Name\.yaml failed: server-side apply failed for object default\/Bad_Name batch\/v1, Kind=Job: .*Bad_Name/,
  )
  expect(ground.get('ConfigMap', 'a')).toBeDefined()
})

test('a hook that does not end is given the time-out, whatever the strategy', () => {
  const endless = releaseOf([], [hook(job('b', 'hangs'))])
  for (const wait of ['watcher', 'hookOnly'] as const) {
    const { failure, tookMs } = new Ground().install(endless, { wait, timeoutMs: 8_000 })
    expect(failure?.message).toBe(
      'failed pre-install: resource Job/default/b not ready. status: InProgress, message: Job in progress\ncontext deadline exceeded',
    )
    expect(tookMs).toBeGreaterThan(8_000)
    expect(tookMs).toBeLessThan(9_000)
  }
})

test('legacy has other words for hooks', () => {
  const told = (image: string) =>
    new Ground().install(releaseOf([], [hook(job('b', image))]), { wait: 'legacy', timeoutMs: 8_000 }).failure
      ?.message
  expect(told('ok')).toBeUndefined()
  expect(told('fails')).toBe('failed pre-install: job b failed: BackoffLimitExceeded')
  expect(told('hangs')).toBe('failed pre-install: timed out waiting for the condition')
})

test('a Pod as hook must succeed', () => {
  const pod = (image: string) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'check' },
    spec: { restartPolicy: 'Never', containers: [{ name: 'run', image: `example.org/${image}:1` }] },
  })
  expect(new Ground().install(releaseOf([], [hook(pod('ok'))])).failure).toBeUndefined()
  expect(new Ground().install(releaseOf([], [hook(pod('fails'))])).failure?.message).toBe(
    'failed pre-install: resource Pod/default/check not ready. status: Failed, message: pod check failed',
  )
  expect(new Ground().install(releaseOf([], [hook(pod('fails'))]), { wait: 'legacy' }).failure?.message).toBe(
    'failed pre-install: pod check failed',
  )
})
