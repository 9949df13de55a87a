import { describe, expect, test } from 'vitest'
import { askOurs } from './properties/helm-batch.ts'
import { answerOf, questionOf, vectorTables } from './vectors/vector.ts'

// Recorded from both Helms by `npx tsx tools/oracles/record-vectors.ts`.
for (const version of ['4.2', '3.21'] as const) {
  describe.each([...vectorTables()])(`%s as Helm ${version} answers`, (_topic, vectors) => {
    test.each(vectors)('$template', (vector) => {
      const { text, error } = answerOf(vector, version)
      const ours = askOurs(version, questionOf(vector))
      if (error === undefined) expect(ours).toEqual({ output: '\n', notes: text })
      else expect(ours.errors?.map((each) => each.trim())).toContain(error.trim())
    })
  })
}

test('every vector has been answered', () => {
  const all = [...vectorTables().values()].flat()
  expect(all.filter(({ helm }) => helm === undefined)).toEqual([])
})
