import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { toBytes } from '../go-bytes.ts'
import { goMessage } from '../execution-error.ts'
import { TemplateSet } from '../template-set.ts'
import type { GoValue } from '../value.ts'
import { sprigFunctions } from './sprig.ts'
import { readGoJson } from './go-json-read.ts'
import { encodeBase64 } from './sprig/base64.ts'
import { testHost } from './sprig/testing.ts'

/** What Go's text/template printed with sprig 3.3.0: recorded by tools/oracles/sprig. */
interface Answer {
  readonly template: string
  readonly values?: unknown
  readonly output?: string
  readonly outputBase64?: string
  readonly error?: string
}

const folder = new URL('../../testdata/sprig/', import.meta.url)
const families = readdirSync(folder).map((file) => ({
  family: file.replace('.json', ''),
  answers: JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Answer[],
}))

// The answers were recorded with TZ=UTC, and `date` shows the zone of the machine.
const zone = process.env['TZ']
beforeAll(() => {
  process.env['TZ'] = 'UTC'
})
afterAll(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

test.each(families)('$family: what sprig prints', { timeout: 120_000 }, ({ answers }) => {
  const differences = answers
    .map((answer) => ({ template: answer.template, recorded: expected(answer), ours: render(answer) }))
    .filter(({ recorded, ours }) => ours !== recorded)
  expect(differences).toEqual([])
  expect(answers.length).toBeGreaterThan(10)
})

test('every function of sprig is in the answers', () => {
  const templates = families.flatMap(({ answers }) => answers.map((answer) => answer.template)).join('\n')
  const silent = Object.keys(sprigFunctions).filter((name) => !new RegExp(`\\b${name}\\b`).test(templates))
  expect(silent).toEqual(['getHostByName'])
})

test('the functions are those of sprig, without env and expandenv', () => {
  expect(Object.keys(sprigFunctions)).toHaveLength(209)
})

/** One text for both: the output, its bytes where they are no text, or the error. */
function expected({ output, outputBase64, error }: Answer): string {
  if (error !== undefined) return `error: ${error}`
  return outputBase64 === undefined ? `output: ${output}` : `bytes: ${outputBase64}`
}

function render({ template, values = {} }: Answer): string {
  try {
    const set = new TemplateSet(sprigFunctions)
    set.add('case', template)
    const data = new Map<string, GoValue>([['Values', readGoJson(JSON.stringify(values))]])
    const { text } = set.execute('case', data, { host: testHost() })
    return /\p{Surrogate}/u.test(text) ? `bytes: ${encodeBase64(toBytes(text))}` : `output: ${text}`
  } catch (error) {
    return `error: ${error instanceof Error ? goMessage(error) : String(error)}`
  }
}
