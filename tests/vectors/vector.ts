import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HelmVersion } from '@seaworthy/helm'
import { root } from '../architecture/source-file.ts'
import type { Question } from '../properties/helm-batch.ts'
import { templateQuestion } from '../properties/helm-batch.ts'

/** What Helm printed for a template, or its error. */
export interface VectorAnswer {
  readonly text?: string
  readonly error?: string
}

/**
 * A template, the values that it sees (`values.yaml` as YAML, then `--set`), and what both Helms answered. Where they
 * differ, `helm3` is the answer of 3.21.
 */
export interface Vector {
  readonly template: string
  readonly values?: string
  readonly set?: readonly string[]
  readonly helm?: VectorAnswer
  readonly helm3?: VectorAnswer
}

export const vectorFolder = join(root, 'tests/vectors')

/** The tables of vectors by topic. */
export function vectorTables(): ReadonlyMap<string, readonly Vector[]> {
  const files = readdirSync(vectorFolder).filter((name) => name.endsWith('.json'))
  return new Map(
    files.map((name) => [
      name.replace('.json', ''),
      JSON.parse(readFileSync(join(vectorFolder, name), 'utf8')),
    ]),
  )
}

export function questionOf({ template, values, set }: Vector): Question {
  return { ...templateQuestion(template, values), ...(set !== undefined && { set }) }
}

export function answerOf(vector: Vector, version: HelmVersion): VectorAnswer {
  return (version === '3.21' ? vector.helm3 : undefined) ?? vector.helm ?? {}
}
