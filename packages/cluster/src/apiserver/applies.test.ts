import { readdirSync, readFileSync } from 'node:fs'
import {
  type Json,
  type KubeObject,
  type KubeRequest,
  type ObjectRef,
  refOf,
  StatusError,
} from '@seaworthy/kube'
import { expect, test } from 'vitest'
import { testCluster } from '../test-cluster.ts'

interface Step {
  readonly manager: string
  readonly verb: 'apply' | 'merge' | 'strategic' | 'json'
  readonly force?: boolean
  readonly body: Json
  readonly subresource?: 'scale'
  readonly answer: Json
}

const fixtures = new URL('../../testdata/applies/', import.meta.url)

test.each(readdirSync(fixtures))('a sequence of writes ends as on a real API server: %s', (file) => {
  const { steps } = JSON.parse(readFileSync(new URL(file, fixtures), 'utf8')) as { steps: readonly Step[] }
  const cluster = testCluster()
  const ref = refOf(steps[0]?.body)
  for (const [at, step] of steps.entries()) {
    const answer = take(
      () => cluster.api.handle(requestOf(ref, step)),
      () => readBack(cluster.api.handle({ verb: 'get', ref }) as KubeObject),
    )
    expect(comparable(answer), `step ${at + 1}`).toEqual(comparable(step.answer))
  }
})

function requestOf(ref: ObjectRef, { verb, manager, force, body, subresource }: Step): KubeRequest {
  const options = { fieldManager: manager, ...(subresource !== undefined && { subresource }) }
  if (verb === 'apply') return { verb, object: body, options: { ...options, force: force === true } }
  return { verb: 'patch', ref, type: verb, patch: body, options }
}

function take(act: () => unknown, read: () => Json): Json {
  try {
    act()
    return read()
  } catch (error) {
    if (error instanceof StatusError) return { code: error.code, message: error.message }
    throw error
  }
}

function readBack({ metadata, spec }: KubeObject): Json {
  const { labels = {}, annotations = {}, managedFields = [] } = metadata
  return { labels, annotations, spec, owners: managedFields.map((entry) => ({ ...entry, time: undefined })) }
}

/** Addresses are drawn anew, and owners have no order that matters. */
function comparable(answer: Json): Json {
  if (answer.spec === undefined) return answer
  const { clusterIP: _, clusterIPs: _s, ...spec } = answer.spec
  const owners = answer.owners.toSorted((a: Json, b: Json) =>
    JSON.stringify(a.manager + a.operation) < JSON.stringify(b.manager + b.operation) ? -1 : 1,
  )
  return { ...answer, spec, owners }
}
