import { kubeClient, type KubeObject } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import { configMap, deployment, Ground, outline, rendered, releaseOf } from '../release.fixture.ts'
import { helmCodec } from '../storage/codec.ts'
import { secretStorage } from '../storage/secret-storage.ts'

const stamp = {
  labels: { 'app.kubernetes.io/managed-by': 'Helm' },
  annotations: { 'meta.helm.sh/release-name': 'shop', 'meta.helm.sh/release-namespace': 'default' },
}

test('a first install is stored, applied and told', () => {
  const ground = new Ground()
  const release = releaseOf([configMap('a'), configMap('b')], [], { notes: 'Thanks.', userValues: { x: 1 } })
  const { record, events } = ground.install(release)
  expect(outline(events)).toEqual([
    'started',
    'applying',
    'applied ConfigMap/a',
    'applied ConfigMap/b',
    'waiting',
    'deployed',
  ])
  expect(record).toMatchObject({ revision: 1, status: 'deployed', description: 'Install complete' })
  expect(record.firstDeployedAt).toBe(record.lastDeployedAt)
  expect(ground.get('ConfigMap', 'a')?.metadata).toMatchObject(stamp)
  expect(ground.get('ConfigMap', 'a')?.metadata.managedFields).toMatchObject([
    { manager: 'helm', operation: 'Apply' },
  ])
})

test('the record in its Secret is what is given back, to the second', () => {
  const ground = new Ground()
  const { record } = ground.install(
    releaseOf([configMap('a')], [], { notes: 'Thanks.', userValues: { x: 1 } }),
  )
  const seconds = (ms: number) => Math.floor(ms / 1000) * 1000
  expect(ground.history()).toEqual([
    {
      ...record,
      firstDeployedAt: seconds(record.firstDeployedAt),
      lastDeployedAt: seconds(record.lastDeployedAt),
    },
  ])
  const secret = ground.get('Secret', 'sh.helm.release.v1.shop.v1')
  expect(secret).toMatchObject({
    type: 'helm.sh/release.v1',
    metadata: { labels: { name: 'shop', owner: 'helm', status: 'deployed', version: '1' } },
  })
})

test('the stored manifest is what was rendered, without what is stamped on', () => {
  const { record } = new Ground().install(releaseOf([configMap('a')]))
  expect(record.manifest).toBe(
    '---\n# Source: shop/templates/a.yaml\n{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{}}\n\n',
  )
})

test('a name that is in use is refused, and nothing is changed', () => {
  const ground = new Ground()
  ground.install(releaseOf([configMap('a')]))
  expect(() => ground.install(releaseOf([configMap('b')]))).toThrow(
    'release name check failed: cannot reuse a name that is still in use',
  )
  expect(ground.get('ConfigMap', 'b')).toBeUndefined()
  expect(ground.history()).toHaveLength(1)
})

test('objects of others are refused, all of them in one message, and nothing is stored', () => {
  const ground = new Ground()
  const other = {
    labels: stamp.labels,
    annotations: { ...stamp.annotations, 'meta.helm.sh/release-name': 'bar' },
  }
  for (const object of [configMap('a'), configMap('b', {}, other)])
    ground.do(kubeClient.create({ ...object, metadata: { ...object.metadata, namespace: 'default' } }))
  const release = releaseOf([configMap('a'), configMap('b'), configMap('c')])
  expect(() => ground.install(release)).toThrow(
    `unable to continue with install: ConfigMap "a" in namespace "default" exists and cannot be imported into the current release: invalid ownership metadata; label validation error: missing key "app.kubernetes.io/managed-by": must be set to "Helm"; annotation validation error: missing key "meta.helm.sh/release-name": must be set to "shop"; annotation validation error: missing key "meta.helm.sh/release-namespace": must be set to "default"
ConfigMap "b" in namespace "default" exists and cannot be imported into the current release: invalid ownership metadata; annotation validation error: key "meta.helm.sh/release-name" must equal "shop": current value is "bar"`,
  )
  expect(ground.history()).toEqual([])
})

test('objects that are the release’s own are adopted', () => {
  const ground = new Ground()
  ground.do(kubeClient.create(configMap('a', { old: '1' }, { ...stamp, namespace: 'default' })))
  const { failure } = ground.install(releaseOf([configMap('a', { fresh: '2' })]))
  expect(failure).toBeUndefined()
  expect(ground.get('ConfigMap', 'a')?.['data']).toEqual({ old: '1', fresh: '2' })
})

test('kinds that the server does not know stop it before anything is stored', () => {
  const ground = new Ground()
  const widget = { apiVersion: 'x.example/v1', kind: 'Widget', metadata: { name: 'w' } }
  expect(() => ground.install(releaseOf([configMap('a'), widget]))).toThrow(
    'unable to build kubernetes objects from release manifest: resource mapping not found for name: "w" namespace: "" from "": no matches for kind "Widget" in version "x.example/v1"\nensure CRDs are installed first',
  )
  expect(ground.history()).toEqual([])
  expect(ground.get('ConfigMap', 'a')).toBeUndefined()
})

const definition: KubeObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.x.example' },
  spec: {
    group: 'x.example',
    scope: 'Namespaced',
    names: { kind: 'Widget', plural: 'widgets' },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
  },
}

test('definitions of crds/ come first, and their kinds can be used; those that exist are left alone', () => {
  const ground = new Ground()
  const widget = { apiVersion: 'x.example/v1', kind: 'Widget', metadata: { name: 'w' } }
  const release = releaseOf([widget], [], { crds: [rendered(definition)] })
  expect(outline(ground.install(release).events)).toEqual([
    'started',
    'crds',
    'applying',
    'applied Widget/w',
    'waiting',
    'deployed',
  ])
  const again = new Ground()
  again.do(
    kubeClient.create({ ...definition, metadata: { name: 'widgets.x.example', labels: { kept: 'yes' } } }),
  )
  expect(again.install(release).failure).toBeUndefined()
  expect(again.do(kubeClient.get({ ...definition, name: 'widgets.x.example' })).metadata.labels).toEqual({
    kept: 'yes',
  })
})

test('a definition that is refused is named by its file', () => {
  const broken = { ...definition, metadata: { name: 'Wrong_Name' } }
  const release = releaseOf([], [], { crds: [{ ...rendered(broken), source: 'shop/crds/widget.yaml' }] })
  expect(() => new Ground().install(release)).toThrow(
    /^failed to install CRD crds\/widget\.yaml: .*Wrong_Name/,
  )
})

test('whatever is refused, all objects are tried, and the install has failed', () => {
  const ground = new Ground()
  const objects = [configMap('Bad_One'), configMap('good'), deployment('Bad_Two')]
  const { failure, record } = ground.install(releaseOf(objects))
  expect(failure?.phase).toBe('apply')
  expect(failure?.objects.map(({ name }) => name)).toEqual(['Bad_One', 'Bad_Two'])
  expect(failure?.message.split('\n')).toMatchObject([
    expect.stringMatching(
      /^server-side apply failed for object default\/Bad_One \/v1, Kind=ConfigMap: .*"Bad_One"/,
    ),
    expect.stringMatching(
      /^server-side apply failed for object default\/Bad_Two apps\/v1, Kind=Deployment: /,
    ),
  ])
  expect(ground.get('ConfigMap', 'good')).toBeDefined()
  expect(record).toMatchObject({
    status: 'failed',
    description: `Release "shop" failed: ${failure?.message ?? ''}`,
  })
})

test('a namespace that is not there is a failure of storing', () => {
  const release = releaseOf([configMap('a')], [], { namespace: 'nowhere' })
  const storage = secretStorage(kubeClient, 'nowhere', helmCodec)
  expect(() => new Ground().install(release, { storage })).toThrow(
    'create: failed to create: namespaces "nowhere" not found',
  )
})
