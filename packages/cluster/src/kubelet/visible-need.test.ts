import { expect, test } from 'vitest'
import { visibleNeeds } from './visible-need.ts'

test.each([
  ['until nc -z db 5432; do sleep 1; done', ['db:5432']],
  ['while ! nc -z -w 2 db.data.svc 5432; do sleep 1; done', ['db.data.svc:5432']],
  ['until pg_isready -h db -U app; do sleep 2; done', ['db:5432']],
  ['until pg_isready --host=db --port=5433; do sleep 2; done', ['db:5433']],
  ['until redis-cli -h cache -p 6380 ping; do sleep 1; done', ['cache:6380']],
  [
    'until curl -sf http://api:8080/health && curl -sf https://auth/; do sleep 1; done',
    ['api:8080', 'auth:443'],
  ],
  ['until (echo > /dev/tcp/mq/5672) 2>/dev/null; do sleep 1; done', ['mq:5672']],
  ['./wait-for-it.sh db:5432 -- true', ['db:5432']],
  ['until nc -z db 5432 && nc -z mq 5672; do sleep 1; done', ['db:5432', 'mq:5672']],
  // What is not waited for, cannot be read, or is the pod itself is none.
  ['curl http://api:8080/notify', []],
  ['until nc -z $DB_HOST 5432; do sleep 1; done', []],
  ['until nc -z localhost 5432; do sleep 1; done', []],
  ['until [ -f /shared/ready ]; do sleep 1; done', []],
])('%s waits for %j', (script, expected) => {
  const needs = visibleNeeds({ name: 'wait', command: ['sh', '-c', script] })
  expect(needs.map((need) => `${need.host}:${need.port}`)).toEqual(expected)
})
