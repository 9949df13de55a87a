import { expect, test } from 'vitest'
import { functionNames, notInHelm3 } from '../vectors/function-names.ts'
import { askHelm, isBuilt, templateQuestion } from './helm-batch.ts'

test.runIf(isBuilt).each(['4.2', '3.21'] as const)(
  'Helm %s has exactly the functions of the table',
  (version) => {
    const names = [...functionNames, 'env', 'expandenv', 'durationSeconds']
    const answers = askHelm(
      version,
      names.map((name) => templateQuestion(`{{ if false }}{{ ${name} }}{{ end }}`)),
    )
    const missing = names.filter((_, at) => answers[at]?.errors?.[0]?.includes('not defined'))
    const absent = version === '3.21' ? notInHelm3 : []
    expect(missing.sort()).toEqual(['durationSeconds', 'env', 'expandenv', ...absent].sort())
  },
)
