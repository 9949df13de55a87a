// Asks both Helms every template of tests/vectors again and keeps the answers in the same files. To add a case, write
// {"template": "{{ … }}", "values": "a: 1", "set": ["b=2"]} at the end of a list and run `npx tsx tools/oracles/record-vectors.ts`.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { askHelm, type Answer } from '../../tests/properties/helm-batch.ts'
import {
  questionOf,
  type Vector,
  type VectorAnswer,
  vectorFolder,
  vectorTables,
} from '../../tests/vectors/vector.ts'

function kept({ notes, errors }: Answer): VectorAnswer {
  return errors === undefined ? { text: notes } : { error: errors[0] ?? '' }
}

for (const [topic, vectors] of vectorTables()) {
  const questions = vectors.map(questionOf)
  const [four, three] = (['4.2', '3.21'] as const).map((version) => askHelm(version, questions))
  const lines = vectors.map(({ template, values, set }, at): Vector => {
    const helm = kept(four?.[at] as Answer)
    const helm3 = kept(three?.[at] as Answer)
    const differs = JSON.stringify(helm) !== JSON.stringify(helm3)
    const given = { template, ...(values !== undefined && { values }), ...(set !== undefined && { set }) }
    return { ...given, helm, ...(differs && { helm3 }) }
  })
  writeFileSync(
    join(vectorFolder, `${topic}.json`),
    `[\n${lines.map((each) => JSON.stringify(each)).join(',\n')}\n]\n`,
  )
  console.log(`${topic}: ${vectors.length} recorded`)
}
