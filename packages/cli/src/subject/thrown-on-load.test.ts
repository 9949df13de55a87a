import { expect, test } from 'vitest'
import { folderWith, run } from '../testing.ts'

test('a chart.ts that throws is told at its line', async () => {
  const cwd = folderWith({
    'c/chart.ts':
      "import { port } from './port.ts'\n\nexport default { compile: () => new Map(), port: port(undefined) }\n",
    'c/port.ts':
      "interface Ports {\n  web: number\n}\n\nexport function port(ports: Ports | undefined): number {\n  if (ports === undefined) throw new RangeError('there are no ports')\n  return ports.web\n}\n",
  })
  const { status, out, err } = await run(['check', 'c'], { cwd })
  expect({ status, out }).toEqual({ status: 2, out: '' })
  expect(err).toMatch(/^error\[typescript-chart\]: \S*c\/chart\.ts cannot be loaded: there are no ports\n/)
  expect(err).toMatch(/ {2}--> \S*c\/port\.ts:6:(?:27|28|34|33)\n/)
  expect(err).toContain('found: RangeError thrown while the file was loaded')
})

test('what is thrown and no Error is told at the file', async () => {
  const cwd = folderWith({ 'c/chart.ts': "throw 'no'\n" })
  const { status, err } = await run(['build', 'c'], { cwd })
  expect(status).toBe(2)
  expect(err).toMatch(/cannot be loaded: no\n {2}--> \S*c\/chart\.ts:1:1\n/)
})
