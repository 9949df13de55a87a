import { kubeClient, type KubeObject, type Operation } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import { explore } from './explore.ts'
import { emptyGround, installedGround } from './lay-ground.ts'
import { oneLine } from './one-line.ts'
import { otherNamespaces } from './other-namespaces.ts'
import { TimelineRecorder } from './timeline.ts'
import type { OperationEnd } from './outcome.ts'
import { drainsEnd } from './properties/drains-end.ts'
import type { Scenario } from './scenario.ts'
import { standardScenarios } from './scenarios/standard.ts'
import type { Subject } from './subject.ts'
import { budget, deployment, migration, releaseOf, service, subjectOf } from './test-subject.ts'
import type { ScenarioReport } from './verdict.ts'

function tried(subject: Subject, name: string, wait: boolean, runs = 6): ScenarioReport {
  const scenario = standardScenarios.find((each) => each.name === name)
  if (scenario === undefined) throw new Error(`no scenario ${name}`)
  const empty = emptyGround(subject)
  return explore(scenario.from === 'empty' ? empty : installedGround(empty, wait), scenario, wait, {
    from: 0,
    to: runs,
  })
}

const events = ['pre-install', 'pre-upgrade'] as const
const good = subjectOf(
  releaseOf(
    [
      budget('web', { minAvailable: 1 }),
      service('web'),
      deployment('web', { replicas: 2 }),
      deployment('beat', { replicas: 1, strategy: { type: 'Recreate' } }),
    ],
    [migration([...events])],
  ),
  { singletons: ['Deployment/beat'], migrations: ['Job/migrate'] },
)

for (const { name } of standardScenarios) {
  for (const wait of [true, false]) {
    test(`a good release holds in ${name}${wait ? ' with --wait' : ''}`, () => {
      const report = tried(good, name, wait)
      expect(report.counterexamples.map(({ violation }) => violation)).toEqual([])
      expect(report.unknowns).toEqual([])
      expect(report.verdict).toBe('held')
      expect(report.runs).toBe(6)
      expect(report.durationMs.longest).toBeGreaterThan(0)
    })
  }
}

function violations(report: ScenarioReport): string[] {
  return report.counterexamples.map(({ violation }) => violation.property)
}

test('a pre-install hook with the account of the release ends the first install as failed', () => {
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'shop' } }
  const release = releaseOf(
    [account, deployment('web')],
    [migration([...events], { serviceAccountName: 'shop' })],
  )
  const report = tried(subjectOf(release), 'first-install', true)
  expect(violations(report)).toContain('ends')
  expect(report.counterexamples[0]?.violation.cause).toContain('Job in progress')
})

test('a singleton that rolls runs twice in an upgrade', () => {
  const release = releaseOf([deployment('beat', { replicas: 1 })])
  const report = tried(subjectOf(release, { singletons: ['Deployment/beat'] }), 'upgrade-image', true)
  expect(violations(report)).toContain('singleton')
})

test('a budget of one on one replica keeps a drain from ending', () => {
  const release = releaseOf([
    budget('web', { minAvailable: 1 }),
    service('web'),
    deployment('web', { replicas: 1 }),
  ])
  expect(violations(tried(subjectOf(release), 'drain', true, 1))).toContain('drains-end')
})

test('two budgets of one pod end a drain with the words of the server', () => {
  const release = releaseOf([
    budget('web', { minAvailable: 1 }),
    budget('web-too', { minAvailable: 1, selector: { matchLabels: { app: 'web' } } }),
    service('web'),
    deployment('web', { replicas: 2 }),
  ])
  const report = tried(subjectOf(release), 'drain', true, 1)
  expect(violations(report)).toContain('drains-end')
  expect(report.counterexamples[0]?.violation.cause).toContain('more than one PodDisruptionBudget')
})

test('a refusal that ends an operation is its outcome', () => {
  const scenario: Scenario = {
    name: 'refused',
    title: 'a request that is refused',
    from: 'empty',
    properties: () => [drainsEnd],
    prepare: () => ({ by: 'kubectl', rendered: undefined, operation: refused }),
  }
  const report = explore(emptyGround(good), scenario, true, { from: 0, to: 1 })
  expect(report.counterexamples[0]?.violation.cause).toBe('nodes "none" not found')
})

function* refused(): Operation<OperationEnd> {
  yield* kubeClient.get({ apiVersion: 'v1', kind: 'Node', name: 'none' })
  return { kind: 'drained' }
}

test('a namespace of somebody else is there, unless the release brings it', () => {
  const elsewhere = (namespace: string): KubeObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'dashboard', namespace },
  })
  const own = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'own' } }
  const release = releaseOf([own, elsewhere('monitoring'), elsewhere('own'), elsewhere('shop')])
  expect(otherNamespaces(release)).toEqual(['monitoring'])
  expect(tried(subjectOf(release), 'first-install', true, 1).verdict).toBe('held')
})

test('what nothing runs is no workload that could never be ready', () => {
  const rollout = { ...deployment('web'), apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' }
  const report = tried(subjectOf(releaseOf([rollout])), 'upgrade-never-ready', true, 1)
  expect(report).toMatchObject({ verdict: 'not-tried', unknowns: ['the chart has no workload'] })
})

test('a migration named with its revision is the same one in an upgrade', () => {
  const late = releaseOf([deployment('web')], [migration(['post-upgrade'])])
  const subject = subjectOf(late, {
    migrations: ['Job/migrate-1'],
    render: ({ revision, isUpgrade }) => {
      const hooks = late.hooks.map((hook) => {
        const metadata = { ...hook.object.metadata, name: `migrate-${revision}` }
        return { ...hook, object: { ...hook.object, metadata } }
      })
      return { ...late, hooks, revision, isUpgrade }
    },
  })
  expect(violations(tried(subject, 'upgrade-image', true, 1))).toContain('migration-first')
  expect(tried(subject, 'upgrade-migration-fails', true, 1).runs).toBe(1)
})

test('a release of more pods than a trial simulates is not tried', () => {
  const release = releaseOf([deployment('web', { replicas: 900 }), deployment('more', { replicas: 101 })])
  for (const { name } of standardScenarios) {
    const reason = '1,001 pods are more than a trial simulates (1,000)'
    expect(tried(subjectOf(release), name, true)).toMatchObject({ verdict: 'not-tried', unknowns: [reason] })
  }
})

test('reasons of several lines are told in one', () => {
  expect(oneLine('2 errors occurred:\n\t* one\n\n\t* two\n')).toBe('2 errors occurred:; * one; * two')
  const recorder = new TimelineRecorder(0, [])
  recorder.release({ kind: 'warning', message: 'one\ntwo' }, 0)
  expect(recorder.finish(0).entries.map(({ text }) => text)).toEqual(['one; two'])
})

test('a rollout that may take both pods leaves the routers without one', () => {
  const strategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '100%', maxSurge: 0 } }
  const release = releaseOf([service('web'), deployment('web', { replicas: 2, strategy })])
  expect(violations(tried(subjectOf(release), 'upgrade-image', true))).toContain('available')
})

test('a migration after the pods violates the order', () => {
  const release = releaseOf([deployment('web')], [migration(['post-install', 'post-upgrade'])])
  const report = tried(subjectOf(release, { migrations: ['Job/migrate'] }), 'upgrade-image', false)
  expect(violations(report)).toContain('migration-first')
})

test('a migration that runs in upgrades only is not missed in an install', () => {
  const release = releaseOf([deployment('web')], [migration(['post-upgrade'])])
  const subject = subjectOf(release, { migrations: ['Job/migrate'] })
  expect(violations(tried(subject, 'first-install', true))).toEqual([])
  expect(violations(tried(subject, 'upgrade-image', true))).toContain('migration-first')
})

test('a random value that is drawn anew restarts pods in an upgrade with nothing changed', () => {
  const subject: Subject = {
    ...subjectOf(releaseOf([])),
    render: ({ revision, isUpgrade, seed }) => {
      const annotations = { 'checksum/secret': String(seed) }
      const web = deployment('web')
      const spec = {
        ...web.spec,
        template: { ...web.spec.template, metadata: { ...web.spec.template.metadata, annotations } },
      }
      return { ...releaseOf([{ ...web, spec }]), revision, isUpgrade }
    },
  }
  expect(violations(tried(subject, 'upgrade-unchanged', true))).toEqual(['nothing-changes'])
})

test('the same seed gives the same run', () => {
  expect(tried(good, 'upgrade-image', true)).toEqual(tried(good, 'upgrade-image', true))
})
