import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { checkRelease } from '@seaworthy/check'
import { loadChart, renderChart } from '@seaworthy/helm'
import { fixedClock, Random } from '@seaworthy/sim'
import { expect, test } from 'vitest'

const charts = join(import.meta.dirname, 'fixtures/charts')

/** What each bad chart is found to have: code, object, template file and line, a word of the cause. */
const expected: Readonly<
  Record<string, { code: string; object: string; file: string; line: number; cause: RegExp }>
> = {
  'hook-service-account': {
    code: 'HOK001',
    object: 'Job/shop-orders-migrate',
    file: 'orders/templates/migrate.yaml',
    line: 20,
    cause: /ServiceAccount\/shop-orders is an ordinary object/,
  },
  'post-install-migration': {
    code: 'HOK003',
    object: 'Deployment/shop-gateway',
    file: 'gateway/templates/deployment.yaml',
    line: 18,
    cause: /Helm starts post hooks only once the pods are ready/,
  },
  'singleton-rolls': {
    code: 'SNG001',
    object: 'Deployment/shop-beat',
    file: 'shop/templates/beat.yaml',
    line: 8,
    cause: /celery beat.*RollingUpdate, the default/,
  },
  'budget-on-one-replica': {
    code: 'PDB002',
    object: 'PodDisruptionBudget/shop-tables',
    file: 'tables/templates/pdb.yaml',
    line: 9,
    cause: /minAvailable is 1, and Deployment\/shop-tables has 1 pod/,
  },
  'secret-key-missing': {
    code: 'REF002',
    object: 'Deployment/shop-mailer',
    file: 'mailer/templates/deployment.yaml',
    line: 26,
    cause: /smtp-password, smtp-username/,
  },
  'probe-wrong-port': {
    code: 'PRB005',
    object: 'Deployment/shop-catalog',
    file: 'catalog/templates/deployment.yaml',
    line: 29,
    cause: /declares http \(8000\), and nothing in the release speaks of 8080/,
  },
  'rounding-takes-both': {
    code: 'AVL006',
    object: 'PodDisruptionBudget/shop-search',
    file: 'search/templates/pdb.yaml',
    line: 8,
    cause: /maxUnavailable 60% of 2 is 2, because budgets round up/,
  },
  'hook-config-map': {
    code: 'HOK001',
    object: 'Job/shop-ledger-schema',
    file: 'ledger/templates/schema-job.yaml',
    line: 17,
    cause: /ConfigMap\/shop-ledger-config is an ordinary object/,
  },
}

function checked(path: string) {
  const options = {
    releaseName: 'shop',
    namespace: 'default',
    clock: fixedClock(0),
    random: new Random(0),
    trace: true,
  }
  return checkRelease(renderChart(loadChart(join(charts, path)), options))
}

test('every pair of fixture charts has its expectation', () => {
  expect(readdirSync(charts).toSorted()).toEqual(Object.keys(expected).toSorted())
})

for (const [name, want] of Object.entries(expected)) {
  test(`${name}: the bad chart is found, with its cause and place`, () => {
    const { findings } = checked(`${name}/bad`)
    expect(
      findings.map(({ code, object, where }) => ({ code, object, file: where?.file, line: where?.line })),
    ).toEqual([{ code: want.code, object: want.object, file: want.file, line: want.line }])
    expect(findings[0]?.cause).toMatch(want.cause)
  })

  test(`${name}: nothing is found in the good twin`, () => {
    expect(checked(`${name}/good`).findings).toEqual([])
  })
}
