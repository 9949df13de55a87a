import { expect, test } from 'vitest'
import { folderWith, run } from '../testing.ts'

const chart = (template: string) =>
  folderWith({
    'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    'c/templates/a.yaml': template,
  })

const documents = `apiVersion: v1
data: {}
---
kind: ConfigMap
metadata: {name: x}
---
apiVersion: v1
kind: ConfigMap
metadata: null
---
apiVersion: v1
kind: ConfigMap
metadata: {labels: {a: b}}
`

test.each(['check', 'trial'])('%s reports every document that is no object', async (command) => {
  const cwd = chart(documents)
  const { status, out, err } = await run([command, 'c'], { cwd })
  expect({ status, out }).toEqual({ status: 2, out: '' })
  const heads = err.match(/(?<=is no Kubernetes object: ).*\n.*\n.*/g)?.toSorted()
  expect(heads).toEqual([
    'ConfigMap has no apiVersion\n  --> c/templates/a.yaml:4:1\n  found: no apiVersion',
    'ConfigMap has no metadata\n  --> c/templates/a.yaml:7:1\n  found: metadata: null',
    'ConfigMap has no name\n  --> c/templates/a.yaml:11:1\n  found: no metadata.name',
    'it has no kind\n  --> c/templates/a.yaml:1:1\n  found: no kind',
  ])
  expect((await run(['template', 'c'], { cwd })).status).toBe(0)
})

test('the items of a List are objects of their own, found at their own place', async () => {
  const list = `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: here}
- apiVersion: v1
  kind: ConfigMap
`
  const { status, err } = await run(['check', 'c'], { cwd: chart(list) })
  expect(status).toBe(2)
  expect(err).toContain('ConfigMap has no metadata\n  --> c/templates/a.yaml:7:')
  expect(err).not.toContain('here')
  const sound = `${list}  metadata: {name: there}\n`
  const report = await run(['trial', 'c', '--scenario', 'first-install', '--wait', '--runs', '1', '-q'], {
    cwd: chart(sound),
  })
  expect(report.out).toContain('2 objects, 0 hooks')
  expect(report.status).toBe(0)
})
