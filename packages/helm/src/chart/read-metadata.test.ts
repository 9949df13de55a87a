import { expect, test } from 'vitest'
import { memoryFiles } from './chart-file.ts'
import { loadFolder } from './load.ts'

// What Helm 4.2.4 and 3.21.4 say of such a Chart.yaml: the first fault in the order of the entries.
test.each([
  ['[{name: a}, {name: a}, null]', 'more than one dependency with name or alias "a"'],
  ['[{name: a}, null, {name: a}]', 'dependencies must not contain empty or null nodes'],
  ['[{name: a, alias: a/b}, null]', 'dependency "a" has disallowed characters in the alias'],
  ['[null, {name: a, alias: a/b}]', 'dependencies must not contain empty or null nodes'],
])('of the dependencies %s the first that is wrong is told', (dependencies, fault) => {
  const files = memoryFiles({
    'Chart.yaml': `apiVersion: v2\nname: c\nversion: 1.0.0\ndependencies: ${dependencies}\n`,
  })
  expect(() => loadFolder(files)).toThrow(`validation: ${fault}`)
})
