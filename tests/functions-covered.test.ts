import { expect, test } from 'vitest'
import { fixtureTemplates, namesCalled } from './vectors/called-functions.ts'
import { functionNames } from './vectors/function-names.ts'

test('every function that a template can call is called by a fixture that real Helm or Go has answered', () => {
  const called = new Set<string>()
  for (const template of fixtureTemplates()) for (const name of namesCalled(template)) called.add(name)
  expect(functionNames).toHaveLength(new Set(functionNames).size)
  expect(functionNames.filter((name) => !called.has(name))).toEqual([])
})

test('what is called is read from actions only', () => {
  expect(namesCalled('upper {{ .lower | quote "title" $x.y (len .z) }} {{/* trim */}}')).toEqual([
    'quote',
    'len',
  ])
})
