import { expect, test } from 'vitest'
import { sameTemplate, templateHash } from './template-hash.ts'

const template = {
  metadata: { labels: { app: 'web', tier: 'a' } },
  spec: { containers: [{ name: 'c', image: 'i:1' }] },
}

test('equal templates have one hash whatever the order of their keys, others another one', () => {
  const turned = {
    spec: { containers: [{ image: 'i:1', name: 'c' }] },
    metadata: { labels: { tier: 'a', app: 'web' } },
  }
  const changed = { ...template, spec: { containers: [{ name: 'c', image: 'i:2' }] } }
  expect(templateHash(turned, 0)).toBe(templateHash(template, 0))
  expect(templateHash(changed, 0)).not.toBe(templateHash(template, 0))
  expect(templateHash(template, 1)).not.toBe(templateHash(template, 0))
  expect(templateHash(template, 0)).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]+$/)
})

test('the hash label makes no difference, annotations do', () => {
  const labelled = {
    ...template,
    metadata: { labels: { ...template.metadata.labels, 'pod-template-hash': 'x' } },
  }
  expect(sameTemplate(labelled, template)).toBe(true)
  const annotated = { ...template, metadata: { ...template.metadata, annotations: { checksum: '1' } } }
  expect(sameTemplate(annotated, template)).toBe(false)
})
