import { readdirSync, readFileSync } from 'node:fs'
import { type Json, type KubeObject, type StatusCause, StatusError } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import { testCluster } from '../../test-cluster.ts'

interface Fixture {
  readonly before?: readonly KubeObject[]
  readonly definition?: KubeObject
  readonly verb: 'create' | 'update' | 'apply'
  readonly object: KubeObject
  readonly fieldManager?: string
  readonly answer: { code: number; reason: string; message: string; causes: readonly StatusCause[] }
}

const fixtures = new URL('../../../testdata/refusals/', import.meta.url)

test.each(readdirSync(fixtures))('refused as by a real API server: %s', (file) => {
  const fixture = JSON.parse(readFileSync(new URL(file, fixtures), 'utf8')) as Fixture
  const cluster = testCluster()
  const fieldManager = fixture.fieldManager ?? 'test'
  const send = (verb: Fixture['verb'], object: KubeObject) =>
    cluster.api.handle({ verb, object, options: { fieldManager } })
  if (fixture.definition !== undefined) send('create', fixture.definition)
  for (const object of fixture.before ?? []) send(fixture.verb === 'apply' ? 'apply' : 'create', object)
  const error = refusal(() => send(fixture.verb, fixture.object))
  expect(error.code).toBe(fixture.answer.code)
  expect(texts(error.causes)).toEqual(texts(fixture.answer.causes))
  expect(plain(error.message)).toBe(plain(fixture.answer.message))
})

function refusal(action: () => unknown): StatusError {
  try {
    action()
  } catch (error) {
    if (error instanceof StatusError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

function texts(causes: readonly StatusCause[]): Json {
  return causes.map(({ reason, field, message }) => `${reason} ${field}: ${plain(message)}`)
}

/** Go prints its own structs where we show the object: what they hold is left out of the comparison. */
function plain(message: string): string {
  return message.replaceAll(/(Invalid|Duplicate|Unsupported) value: \{.*\}/g, '$1 value: {}')
}
