import { expect, test } from 'vitest'
import { formatDiagnostic } from './format.ts'

test('everything that a diagnostic says, in its order', () => {
  const text = formatDiagnostic({
    code: 'values-type',
    severity: 'error',
    message: 'web.replicaCount is not a number',
    where: { file: 'values.yaml', line: 2, column: 17, endColumn: 22 },
    source: 'web:\n  replicaCount: "two"\n',
    found: '"two"',
    expected: 'a whole number',
    notes: ['the schema of the chart says so'],
    help: 'write replicaCount: 2',
  })
  expect(text).toBe(`error[values-type]: web.replicaCount is not a number
  --> values.yaml:2:17
   2 |   replicaCount: "two"
     |                 ^^^^^
  found: "two"
  expected: a whole number
  = the schema of the chart says so
  help: write replicaCount: 2`)
})

test('what is not known is left out', () => {
  const where = { file: 'Chart.yaml', line: 1, column: 1 }
  expect(formatDiagnostic({ code: 'c', severity: 'warning', message: 'm' })).toBe('warning[c]: m')
  expect(formatDiagnostic({ code: 'c', severity: 'info', message: 'm', where })).toBe(
    'info[c]: m\n  --> Chart.yaml:1:1',
  )
})
