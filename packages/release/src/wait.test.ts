import { expect, test } from 'vitest'
import { configMap, deployment, Ground, job, releaseOf } from './release.fixture.ts'

test('watcher ends when all is ready, hookOnly at once, legacy at its next look', () => {
  const release = releaseOf([configMap('a'), deployment('web')])
  const took = (wait: 'watcher' | 'hookOnly' | 'legacy') => {
    const { failure, tookMs } = new Ground().install(release, { wait })
    expect(failure).toBeUndefined()
    return tookMs
  }
  const [watcher, hookOnly, legacy] = [took('watcher'), took('hookOnly'), took('legacy')]
  expect(watcher).toBeGreaterThan(1_000)
  expect(hookOnly).toBeLessThan(500)
  expect(legacy).toBeGreaterThanOrEqual(watcher)
  expect(legacy).toBeLessThan(watcher + 2_500)
})

test('out of time, watcher names everything that is not ready', () => {
  const objects = [deployment('never', 'never'), configMap('a'), deployment('other', 'never')]
  const { failure, record, tookMs } = new Ground().install(releaseOf(objects), { timeoutMs: 8_000 })
  expect(
    failure?.message,
  ).toBe(`resource Deployment/default/never not ready. status: InProgress, message: Available: 0/1
resource Deployment/default/other not ready. status: InProgress, message: Available: 0/1
context deadline exceeded`)
  expect(failure?.phase).toBe('wait')
  expect(failure?.objects.map(({ name }) => name)).toEqual(['never', 'other'])
  expect(record).toMatchObject({
    status: 'failed',
    description: `Release "shop" failed: ${failure?.message ?? ''}`,
  })
  expect(tookMs).toBeLessThan(9_000)
})

test('out of time, legacy names nothing', () => {
  const { failure, tookMs } = new Ground().install(releaseOf([deployment('never', 'never')]), {
    wait: 'legacy',
    timeoutMs: 7_000,
  })
  expect(failure?.message).toBe('context deadline exceeded')
  expect(tookMs).toBeGreaterThanOrEqual(7_000)
  expect(tookMs).toBeLessThan(7_500)
})

test('what has failed ends the wait once nothing else is open', () => {
  const stuck = deployment('stuck', 'never', { progressDeadlineSeconds: 5 })
  const { failure, tookMs } = new Ground().install(releaseOf([stuck, deployment('web')]), {
    timeoutMs: 120_000,
  })
  expect(failure?.message).toBe(
    'resource Deployment/default/stuck not ready. status: Failed, message: Progress deadline exceeded',
  )
  expect(tookMs).toBeLessThan(20_000)
})

test('what has failed does not end the wait while others may still come', () => {
  const stuck = deployment('stuck', 'never', { progressDeadlineSeconds: 5 })
  const { failure, tookMs } = new Ground().install(releaseOf([stuck, deployment('never', 'never')]), {
    timeoutMs: 30_000,
  })
  expect(failure?.message.split('\n')).toEqual([
    'resource Deployment/default/stuck not ready. status: Failed, message: Progress deadline exceeded',
    'resource Deployment/default/never not ready. status: InProgress, message: Available: 0/1',
    'context deadline exceeded',
  ])
  expect(tookMs).toBeGreaterThan(30_000)
})

test('legacy does not see that a Deployment has failed, and waits to the end', () => {
  const stuck = deployment('stuck', 'never', { progressDeadlineSeconds: 5 })
  const { failure, tookMs } = new Ground().install(releaseOf([stuck]), { wait: 'legacy', timeoutMs: 30_000 })
  expect(failure?.message).toBe('context deadline exceeded')
  expect(tookMs).toBeGreaterThanOrEqual(30_000)
})

test('legacy is content when as many pods of the new ReplicaSet are ready as a rollout keeps', () => {
  const rolling = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } }
  const single = releaseOf([deployment('web', 'never', { replicas: 1, strategy: rolling })])
  expect(new Ground().install(single, { wait: 'legacy', timeoutMs: 10_000 }).failure).toBeUndefined()
  expect(new Ground().install(single, { timeoutMs: 10_000 }).failure).toBeDefined()
})

test('a Job that runs is waited for only with waitForJobs', () => {
  const release = releaseOf([job('slow', 'hangs')])
  expect(new Ground().install(release).failure).toBeUndefined()
  expect(new Ground().install(release, { waitForJobs: true, timeoutMs: 5_000 }).failure?.message).toBe(
    'resource Job/default/slow not ready. status: InProgress, message: Job in progress\ncontext deadline exceeded',
  )
  expect(
    new Ground().install(release, { wait: 'legacy', waitForJobs: true, timeoutMs: 5_000 }).failure,
  ).toBeDefined()
  expect(new Ground().install(releaseOf([job('quick')]), { waitForJobs: true }).failure).toBeUndefined()
})

test('legacy gives up on a Job that failed only after thirty looks', () => {
  const { failure, tookMs } = new Ground().install(releaseOf([job('b', 'fails')]), {
    wait: 'legacy',
    waitForJobs: true,
    timeoutMs: 300_000,
  })
  expect(failure?.message).toBe('job is failed: default/b')
  expect(tookMs).toBeGreaterThanOrEqual(60_000)
  expect(tookMs).toBeLessThan(70_000)
})

test('a paused Deployment is not waited for', () => {
  const release = releaseOf([deployment('web', 'never', { paused: true })])
  for (const wait of ['watcher', 'legacy'] as const)
    expect(new Ground().install(release, { wait }).failure).toBeUndefined()
})

test('no time at all means thirty seconds', () => {
  const { tookMs } = new Ground().install(releaseOf([deployment('never', 'never')]), { timeoutMs: 0 })
  expect(tookMs).toBeGreaterThan(30_000)
  expect(tookMs).toBeLessThan(31_000)
})
