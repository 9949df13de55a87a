import { DiagnosticError } from '@seaworthy/diagnostics'
import { expect, test } from 'vitest'
import { readHead } from './head.ts'

const spec = 'spec:\n  replicas: 1\n  items:\n  - a: |\n      x\n'

test('reads the head, and the rest when it is asked for', () => {
  const text = `Kind: Job\nmetadata:\n  name: 1.10\n  annotations:\n    helm.sh/hook: test\n${spec}`
  const head = readHead(text, 'a.yaml', '4.2')
  expect([head.kind, head.name, [...head.annotations]]).toEqual(['Job', '1.1', [['helm.sh/hook', 'test']]])
  expect(head.root).toMatchObject({ kind: 'mapping', start: 0, entries: { length: 3 } })
  expect(head.isWritten).toBe(true)
})

test.each(['# nothing\n', 'null\n', '~'])('nothing is written in %j', (text) => {
  expect(readHead(text, 'a.yaml', '4.2')).toMatchObject({ kind: '', name: '', isWritten: false })
})

test.each([
  [`${spec}kind: Pod\nmetadata:\n- a\n`, 'json: cannot unmarshal array into', 8],
  [`${spec}kind: [a]\n`, 'json: cannot unmarshal array into Go struct field SimpleHead.kind', 6],
  [`${spec}kind: Pod\n  metadata: {}\n`, 'mapping values are not allowed', 7],
])('a fault is told with its place in the whole document: %j', (text, message, line) => {
  const read = () => readHead(text, 'a.yaml', '4.2')
  expect(read).toThrow(DiagnosticError)
  expect(read).toThrow(message)
  try {
    read()
  } catch (error) {
    expect((error as DiagnosticError).diagnostics[0]?.where).toMatchObject({ file: 'a.yaml', line })
  }
})
