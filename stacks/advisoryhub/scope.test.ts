import { expect, test } from 'vitest'
import { compiled, environmentOf, minimal, okd, okdFull, podsOf, render, vanilla } from './render.fixture.ts'
import { valueLeaves } from './values.fixture.ts'

const sets = [[], [minimal], [okd], [okdFull], [vanilla]]

test('the chart says who it is [AH-001]', () => {
  expect(compiled.get('Chart.yaml')).toBe(`apiVersion: v2
name: advisoryhub
description: "AdvisoryHub: writing, reviewing and publishing security advisories"
type: application
version: 0.1.0
appVersion: "0.1.0"
kubeVersion: ">=1.25.0-0"
annotations:
  artifacthub.io/license: EPL-2.0
`)
})

test.each(['v1.25.0', 'v1.29.3-eks-0123456', 'v1.36.0'])('Kubernetes %s is accepted', (kubeVersion) => {
  expect(render([], { kubeVersion }).names).toContain('Deployment/advisoryhub-web')
})

test.each(sets)('three Deployments and no backing service [AH-002] [AH-005]', (...values) => {
  const rendered = render(values)
  expect(rendered.all('Deployment').map(({ metadata }) => metadata.name)).toEqual([
    'advisoryhub-beat',
    'advisoryhub-web',
    'advisoryhub-worker',
  ])
  const kinds = new Set(rendered.names.map((name) => name.split('/')[0]))
  for (const kind of ['StatefulSet', 'PersistentVolumeClaim', 'CronJob', 'DaemonSet'])
    expect(kinds).not.toContain(kind)
  expect(compiled.get('Chart.yaml')).not.toContain('dependencies')
})

test.each(sets)('one image everywhere [AH-003]', (...values) => {
  const images = podsOf(render(values)).flatMap(({ containers }) =>
    containers.map(({ image }: { image: string }) => image),
  )
  expect(new Set(images)).toEqual(new Set(['ghcr.io/eclipse-csi/advisoryhub:0.1.0']))
})

test('defaults fit the restricted-v2 constraint: no ids, nothing privileged [AH-006] [AH-046]', () => {
  for (const pod of podsOf(render(okd))) {
    expect(pod.securityContext).toEqual({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } })
    expect(pod.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    })
    expect(pod.hostNetwork).toBeUndefined()
    for (const volume of pod.volumes ?? []) expect(volume.hostPath).toBeUndefined()
  }
})

test('OpenShift gets a Route, Kubernetes an Ingress, neither asks the cluster what it is [AH-007] [AH-008]', () => {
  expect(render(okd).all('Route')).toHaveLength(2)
  expect(render(okd).all('Ingress')).toHaveLength(0)
  expect(render(vanilla).all('Route')).toHaveLength(0)
  expect(render(vanilla).all('Ingress')).toHaveLength(1)
  const templates = [...compiled].filter(([path]) => path.startsWith('templates/'))
  for (const [path, text] of templates) expect(text, path).not.toMatch(/APIVersions|lookup/)
})

test('the README of the chart has every value [AH-009]', () => {
  const readme = compiled.get('README.md') ?? ''
  for (const path of valueLeaves()) expect(readme).toContain(`| \`${path}\` |`)
  expect(valueLeaves().length).toBeGreaterThan(150)
})

test('no command is set, so that the entrypoint of the image runs, and no shell is asked for', () => {
  for (const values of sets) {
    for (const { containers } of podsOf(render(values))) {
      expect(containers[0].command).toBeUndefined()
      expect(JSON.stringify(containers[0])).not.toMatch(/"(?:\/bin\/)?(?:ba)?sh"/)
    }
  }
})

test('every container has a home that it may write to', () => {
  const rendered = render(okd)
  for (const name of [
    'Deployment/advisoryhub-web',
    'Deployment/advisoryhub-worker',
    'Deployment/advisoryhub-beat',
    'Job/advisoryhub-migrate',
  ])
    expect(environmentOf(rendered, name)['HOME']).toBe('/tmp')
  for (const { containers, volumes } of podsOf(rendered)) {
    expect(containers[0].volumeMounts).toContainEqual({ name: 'tmp', mountPath: '/tmp' })
    expect(volumes.find(({ name }: { name: string }) => name === 'tmp').emptyDir).toBeDefined()
  }
})

test('no pod gets a token of the API server', () => {
  for (const pod of podsOf(render(okdFull))) expect(pod.automountServiceAccountToken).toBe(false)
})
