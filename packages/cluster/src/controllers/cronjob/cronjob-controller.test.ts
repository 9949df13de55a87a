import { expect, test } from 'vitest'
import { testCluster } from '../../test-cluster.ts'
import { cronJobController } from './cronjob-controller.ts'

function unknownsOf(suspend: boolean): readonly string[] {
  const cluster = testCluster({ actors: [cronJobController()] as never })
  cluster.api.create({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'nightly', namespace: 'default' },
    spec: {
      schedule: '0 3 * * *',
      suspend,
      jobTemplate: {
        spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'i:1' }] } } },
      },
    },
  })
  cluster.advanceTo(cluster.now() + 5000)
  return [...cluster.unknowns.values()].map((fact) => fact.message)
}

test('what a schedule would start is unknown; a suspended one starts nothing', () => {
  expect(unknownsOf(false)).toEqual([
    'CronJob default/nightly runs at "0 3 * * *", and no schedule is simulated',
  ])
  expect(unknownsOf(true)).toEqual([])
})
