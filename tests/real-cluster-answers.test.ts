import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { drive, standardCluster } from '@seaworthy/cluster'
import { loadChart, renderChart } from '@seaworthy/helm'
import { kubeClient } from '@seaworthy/kube'
import { helmCodec, install, secretStorage } from '@seaworthy/release'
import { fixedClock, Random } from '@seaworthy/sim'
import { expect, test } from 'vitest'
import {
  type Answer,
  NAMESPACE,
  notShown,
  type Question,
  questions,
  RELEASE,
  withoutDrawnNames,
} from './real-cluster/questions.ts'

const charts = join(import.meta.dirname, 'fixtures/charts')
const recording = (name: string) => join(charts, name, 'real-cluster.json')

/** Installs a chart in the simulated cluster, and asks it what was asked of the real one. */
function simulated(chart: string, question: Question): Answer {
  // KWOK ends the pods of Jobs at once.
  const behaviours = [{ match: { job: 'shop-*' }, exits: { afterMs: 0, code: 0 } }]
  const cluster = standardCluster({ seed: 1, behaviours })
  const failedCreate = new Set<string>()
  // The events of our controllers are notes.
  cluster.observe({
    note({ kind, message, facts }) {
      if (kind === 'event' && facts?.['reason'] === 'FailedCreate')
        failedCreate.add(withoutDrawnNames(message))
    },
  })
  const until = () => cluster.now() + 3_600_000
  const metadata = { name: NAMESPACE }
  drive(cluster, 'admin', kubeClient.create({ apiVersion: 'v1', kind: 'Namespace', metadata }), until())
  drive(cluster, 'admin', kubeClient.sleep(5_000), until())
  const rendered = renderChart(loadChart(chart), {
    releaseName: RELEASE,
    namespace: NAMESPACE,
    clock: fixedClock(0),
    random: new Random(0),
  })
  const { timeoutSeconds, wait } = question.install
  const options = {
    rendered,
    storage: secretStorage(kubeClient, NAMESPACE, helmCodec),
    wait: wait ? 'watcher' : 'hookOnly',
    timeoutMs: timeoutSeconds * 1_000,
  } as const
  const { record, failure } = drive(cluster, 'helm', install(kubeClient, options), until())
  const answer = drive(cluster, 'kubectl', question.ask(), until())
  const told = 'failedCreate' in answer ? { failedCreate: [...failedCreate] } : {}
  return { helm: failure?.message ?? record.status, ...answer, ...told }
}

test('of every fixture chart it is said what a real cluster shows, or why it shows nothing', () => {
  expect([...Object.keys(questions), ...Object.keys(notShown)].toSorted()).toEqual(
    readdirSync(charts).toSorted(),
  )
  expect(Object.keys(notShown).filter((name) => existsSync(recording(name)))).toEqual([])
})

for (const [name, question] of Object.entries(questions)) {
  const recorded = JSON.parse(readFileSync(recording(name), 'utf8')) as Record<'bad' | 'good', Answer>

  test.each(['bad', 'good'] as const)(
    `${name}/%s: the simulated cluster answers as the real one did`,
    (side) => {
      expect(simulated(join(charts, name, side), question)).toEqual(recorded[side])
    },
  )

  test(`${name}: the real cluster told the two apart`, () => {
    expect(recorded.bad).not.toEqual(recorded.good)
  })
}
