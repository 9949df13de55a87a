import { expect, test } from 'vitest'
import { folderWith, run } from '../testing.ts'

test('without pods there is no timeline, and how operations end is asked once', async () => {
  const cwd = folderWith({
    'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    'c/templates/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n',
  })
  const { out } = await run(['trial', 'c', '--runs', '1', '-q'], { cwd })
  expect(out).not.toContain('TIMELINE')
  expect(out.match(/^ {2}ends .*$/gm)).toEqual([
    '  ends             the operation ends, deployed or failed as the scenario expects',
  ])
  const rows = out.split('\n').filter((line) => line.endsWith(', no violation')).length
  expect(out).toContain(` of ${rows} scenario`)
})
