import type { Hook, RenderedRelease } from '@seaworthy/helm'
import type { Json, KubeObject } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import { migrationGatesOf } from './migration-gates.ts'
import { migrationsOf } from './migrations.ts'

const hook: Hook = { events: ['post-upgrade'], weight: 0, deletePolicies: ['before-hook-creation'] }

function releaseOf(objects: readonly KubeObject[], hooks: readonly KubeObject[]): RenderedRelease {
  const rendered = (object: KubeObject) => ({ object, source: '', text: '', origin: () => undefined })
  return {
    name: 'shop',
    namespace: 'shop',
    revision: 1,
    isUpgrade: false,
    chart: { apiVersion: 'v2', name: 'shop', version: '1.0.0' },
    values: {},
    userValues: {},
    crds: [],
    objects: objects.map(rendered),
    hooks: hooks.map((object) => ({ ...rendered(object), hook })),
    notes: '',
    output: '',
    parts: { crds: [], manifests: [], hooks: [] },
    effects: new Set(),
    warnings: [],
  }
}

function job(name: string, args: readonly string[], spec: Json = {}): KubeObject {
  const containers = [{ name: 'main', image: 'shop:1', args }]
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name },
    spec: { template: { spec: { ...spec, containers } } },
  }
}

const rbac = 'rbac.authorization.k8s.io'

function access(account: string, rules: Json): KubeObject[] {
  const metadata = { name: 'access' }
  const subjects = [{ kind: 'ServiceAccount', name: account, namespace: 'shop' }]
  const roleRef = { apiGroup: rbac, kind: 'ClusterRole', name: 'access' }
  return [
    { apiVersion: `${rbac}/v1`, kind: 'ClusterRole', metadata, rules },
    { apiVersion: `${rbac}/v1`, kind: 'ClusterRoleBinding', metadata, roleRef, subjects },
  ]
}

test.each([
  ['migrate', ['up']],
  ['setup', ['shop', 'db', 'migrate']],
  ['shop-migrations', []],
  ['setup', ['alembic', '-c', 'shop.ini', 'upgrade', 'head']],
  ['setup', ['flask', '--app', 'shop', 'db', 'upgrade']],
  ['setup', ['bundle', 'exec', 'rails', 'db:schema:load']],
  ['setup', ['bin/rake', 'db:setup']],
  ['setup', ['liquibase', '--url=x', 'update']],
  ['setup', ['goose', '-dir', '/sql', 'postgres', 'host=db', 'up']],
  ['setup', ['dbmate', '--wait', 'up']],
  ['setup', ['atlas', 'schema', 'apply', '--auto-approve']],
  ['setup', ['sqitch', 'deploy', 'db:pg:shop']],
  ['setup', ['dotnet', 'ef', 'database', 'update']],
  ['setup', ['flyway', '-url=x', 'migrate']],
  ['setup', ['sh', '-c', 'set -e\nuntil pg_isready; do sleep 1; done\nexec poetry run alembic upgrade head']],
])('Job %s with %j is a migration', (name, args) => {
  expect(migrationsOf(releaseOf([], [job(name, args)]))).toEqual([`Job/${name}`])
})

test.each([
  ['immigrants', ['count']],
  ['setup', ['shop', 'init']],
  ['setup', ['alembic', 'current']],
  ['setup', ['sh', '-c', 'echo "alembic upgrade"; shop up']],
  ['setup', ['docker-compose', 'up']],
])('Job %s with %j is none', (name, args) => {
  expect(migrationsOf(releaseOf([], [job(name, args)]))).toEqual([])
})

test.each([
  ['update', 'customresourcedefinitions/status', []],
  ['*', 'customresourcedefinitions', []],
  ['get', 'customresourcedefinitions', ['Job/migrate']],
  ['update', 'customresources', ['Job/migrate']],
])('an account that may %s %s has migrations %j', (verb, resource, expected) => {
  const rules = [{ apiGroups: ['apiextensions.k8s.io'], resources: [resource], verbs: ['list', verb] }]
  const migrate = job('migrate', ['migrate'], { serviceAccountName: 'mover' })
  expect(migrationsOf(releaseOf(access('mover', rules), [migrate]))).toEqual(expected)
  expect(migrationsOf(releaseOf([], [...access('mover', rules), migrate]))).toEqual(expected)
  expect(migrationsOf(releaseOf(access('other', rules), [migrate]))).toEqual(['Job/migrate'])
})

function gated(initContainer: Json): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      template: {
        spec: {
          initContainers: [{ image: 'shop:1', ...initContainer }],
          containers: [{ name: 'wait-for-migrations' }],
        },
      },
    },
  }
}

test.each([
  [{ name: 'wait-for-db-migrations' }, true],
  [{ name: 'gate', command: ['sh', '-c', 'until shop migrate --check; do sleep 1; done'] }, true],
  [{ name: 'wait-for-database' }, false],
  [{ name: 'gate', command: ['sh', '-c', 'until alembic current --check-heads; do sleep 2; done'] }, true],
  [{ name: 'gate', command: ['python', 'manage.py', 'migrate', '--check'] }, true],
  [{ name: 'gate', command: ['sh', '-c', 'until npx prisma migrate status; do sleep 2; done'] }, true],
  [{ name: 'gate', command: ['kubectl', 'wait', '--for=condition=complete', 'job/up'] }, true],
  [{ name: 'gate', command: ['kubectl', 'wait', '--for=condition=complete', 'jobs.batch', 'up'] }, true],
  [{ name: 'gate', command: ['kubectl', 'wait', '--for=condition=complete', 'job/greet'] }, false],
  [{ name: 'gate', command: ['sh', '-c', 'until nc -z db 1; do echo waiting for migrations; done'] }, false],
  [
    { name: 'wait-for-migrations-db', command: ['sh', '-c', 'until pg_isready -h db; do sleep 1; done'] },
    false,
  ],
  [{ name: 'gate', command: ['wait-for-it.sh', 'db:1', '--', 'echo', 'ready for migrations'] }, false],
  [{ name: 'gate', command: ['sh', '-c', 'until nc -z db 1; do :; done; shop migrations --check'] }, true],
  [{ name: 'migrate', args: ['migrate'] }, false],
  [{ name: 'wait-for-migrations', restartPolicy: 'Always' }, false],
])('init container %j waits for a migration: %s', (initContainer, expected) => {
  const gates = migrationGatesOf(releaseOf([gated(initContainer)], [job('up', ['dbmate', 'up'])]))
  const gate = { workload: 'Deployment/web', container: initContainer.name, image: 'shop:1' }
  expect(gates).toEqual(expected ? [gate] : [])
})
