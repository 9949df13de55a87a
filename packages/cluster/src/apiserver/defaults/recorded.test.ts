import { readdirSync, readFileSync } from 'node:fs'
import type { Json, KubeObject } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import { testCluster } from '../../test-cluster.ts'

const fixtures = new URL('../../../testdata/defaults/', import.meta.url)

test.each(readdirSync(fixtures))('a new object looks as on a real API server: %s', (file) => {
  const { given, got } = JSON.parse(readFileSync(new URL(file, fixtures), 'utf8')) as {
    given: KubeObject
    got: KubeObject
  }
  const cluster = testCluster()
  const made = cluster.api.handle({ verb: 'create', object: given, options: {} }) as KubeObject
  expect(comparable(made)).toEqual(comparable(got))
  expect([...cluster.unknowns]).toEqual([])
})

/** Without what is drawn anew for every object: identity, times, addresses, suffixes, and who wrote it. */
function comparable({ metadata, ...rest }: KubeObject): Json {
  const {
    uid,
    resourceVersion: _r,
    creationTimestamp: _c,
    managedFields: _m,
    finalizers: _f,
    ...kept
  } = metadata
  const text = JSON.stringify({ ...rest, metadata: kept })
    .replaceAll(uid ?? '', 'UID')
    .replaceAll(/kube-api-access-\w{5}/g, 'kube-api-access-SUFFIX')
    .replaceAll(/10\.96\.\d+\.\d+/g, 'ADDRESS')
  return JSON.parse(text)
}
