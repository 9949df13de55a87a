import { expect, test } from 'vitest'
import { DiagnosticError, failure } from './diagnostic.ts'

test('an error carries every diagnostic and names each in its message', () => {
  const first = { code: 'a', severity: 'error', message: 'one' } as const
  const second = { code: 'b', severity: 'warning', message: 'two' } as const
  const error = new DiagnosticError([first, second])
  expect(error).toBeInstanceOf(Error)
  expect(error.name).toBe('DiagnosticError')
  expect(error.message).toBe('a: one\nb: two')
  expect(error.diagnostics).toEqual([first, second])
})

test('failure is one diagnostic of severity error', () => {
  expect(failure({ code: 'a', message: 'one', help: 'do' }).diagnostics).toEqual([
    { code: 'a', severity: 'error', message: 'one', help: 'do' },
  ])
})
