import fc from 'fast-check'
import { expect, test } from 'vitest'
import { difference } from './agreement.ts'
import { arbitraryTemplate, arbitraryValues } from './arbitrary-template.ts'
import { isBuilt, templateQuestion } from './helm-batch.ts'

const questions = fc
  .tuple(arbitraryTemplate, arbitraryValues)
  .map(([template, values]) => templateQuestion(template, values))

test.runIf(isBuilt)('random templates over random values', { timeout: 600_000 }, () => {
  expect(difference(questions, 2000)).toBeUndefined()
})
