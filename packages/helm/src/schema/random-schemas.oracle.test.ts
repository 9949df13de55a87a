import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DiagnosticError } from '@seaworthy/diagnostics'
import { fixedClock, Random } from '@seaworthy/sim'
import { afterAll, expect, test } from 'vitest'
import { oracles, runHelm } from '../../../../tools/oracles/run-helm.mjs'
import { loadFolder, memoryFiles, renderChart } from '../index.ts'

const isBuilt = existsSync(join(oracles, 'helm4'))
const folder = mkdtempSync(join(tmpdir(), 'random-schemas-'))
afterAll(() => rmSync(folder, { recursive: true }))

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }
type Draw = <T>(from: readonly T[]) => T

const names = ['a', 'b', 'ab', 'x-1']
const scalars: readonly Json[] = [null, true, 0, 1, -1, 2.5, 1e6, 0.1, '', 'abc', 'é', '1.2.3.4', 'a@b.c']
const drafts = [
  'http://json-schema.org/draft-04/schema#',
  'http://json-schema.org/draft-06/schema#',
  'http://json-schema.org/draft-07/schema#',
  'https://json-schema.org/draft/2019-09/schema',
  'https://json-schema.org/draft/2020-12/schema',
]

function drawFrom(random: Random): Draw {
  return (from) => from[Math.floor(random.next() * from.length)] as (typeof from)[number]
}

function value(draw: Draw, depth = 0): Json {
  const kind = depth > 2 ? 'scalar' : draw(['scalar', 'scalar', 'object', 'list'])
  if (kind === 'scalar') return draw(scalars)
  const parts = draw([[], [0], [0, 0], [0, 0, 0]]).map(() => value(draw, depth + 1))
  return kind === 'list' ? parts : Object.fromEntries(parts.map((part) => [draw(names), part]))
}

/** Each keyword with a way to make what it says; `draft` is the place in `drafts`. */
function keywords(draw: Draw, depth: number, draft: number): Readonly<Record<string, () => Json>> {
  const schema = () => randomSchema(draw, depth + 1, draft)
  const few = <T>(make: () => T): T[] => draw([[0], [0, 0]]).map(make)
  const named = (make: () => Json) => () => Object.fromEntries(few(() => [draw(names), make()] as const))
  const count = () => draw([0, 1, 2, 3])
  const limit = () => draw([0, 1, 2.5, -1, 1000000])
  const counts = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties']
  const schemas = [
    'not',
    'contains',
    'propertyNames',
    'if',
    'then',
    'else',
    'unevaluatedProperties',
    'unevaluatedItems',
  ]
  return {
    type: () => draw<Json>(['string', 'integer', 'number', 'object', 'array', ['boolean', 'null']]),
    enum: () => [draw(scalars), 'only'],
    const: () => value(draw, 2),
    pattern: () => draw(['^a', 'b$', '^\\d+$', '(?i)^A']),
    format: () => draw(['ipv4', 'email', 'date', 'uri', 'hostname', 'regex']),
    required: () => [...new Set(few(() => draw(names)))],
    uniqueItems: () => true,
    minimum: limit,
    maximum: limit,
    multipleOf: () => draw([1, 2, 0.1]),
    ...Object.fromEntries(counts.map((name) => [name, count])),
    ...Object.fromEntries(schemas.map((name) => [name, schema])),
    ...Object.fromEntries(['allOf', 'anyOf', 'oneOf'].map((name) => [name, () => few(schema)])),
    properties: named(schema),
    patternProperties: () => ({ '^a': schema() }),
    additionalProperties: () => draw<Json>([false, true]),
    dependencies: named(() => [draw(names)]),
    dependentRequired: named(() => [draw(names)]),
    items: schema,
    prefixItems: () => few(schema),
    $ref: () => draw(['#/definitions/d', '#/definitions/loop']),
    ...(draft === 4 && { $dynamicRef: () => '#here' }),
  }
}

function randomSchema(draw: Draw, depth: number, draft: number): Json {
  if (depth > 3) return {}
  const ways = keywords(draw, depth, draft)
  const chosen = [0, 0, 0, 0].map(() => draw(Object.keys(ways)))
  return Object.fromEntries(chosen.map((keyword) => [keyword, ways[keyword]?.() ?? null]))
}

function ourAnswer(files: Readonly<Record<string, string>>): string {
  try {
    const options = { releaseName: 'r', namespace: 'n', clock: fixedClock(0), random: new Random(1) }
    renderChart(loadFolder(memoryFiles(files)), options)
    return ''
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics[0]?.message ?? ''
    throw error
  }
}

function inAnyOrder(text: string): string[] {
  const lines = text
    .replace(/^Error: /, '')
    .trim()
    .split('\n')
  return lines
    .map((line) => (line.includes('additional properties') ? [...line].sort().join('') : line))
    .sort()
}

const seed = Number(process.env['SEED'] ?? 20_261_121)

test.skipIf(!isBuilt)(
  `of 80 random schemas ours says what Helm says (SEED=${seed})`,
  { timeout: 120_000 },
  () => {
    const draw = drawFrom(new Random(seed))
    mkdirSync(join(folder, 'c'))
    let faults = 0
    for (let round = 0; round < 80; round++) {
      const draft = draw([0, 1, 2, 3, 4, 4])
      const definitions = { d: randomSchema(draw, 2, draft), loop: { items: { $ref: '#/definitions/loop' } } }
      const schema = {
        ...(randomSchema(draw, 0, draft) as object),
        definitions,
        $schema: drafts[draft],
        ...(draft === 4 && { $dynamicAnchor: 'here' }),
      }
      const values = Object.fromEntries(names.map((name) => [name, value(draw)]))
      const files = {
        'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
        'values.yaml': JSON.stringify(values),
        'values.schema.json': JSON.stringify(schema),
      }
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'c', name), text)
      const { stderr } = runHelm('helm4', ['template', 'r', 'c'], folder)
      if (stderr !== '') faults++
      expect(inAnyOrder(ourAnswer(files)), files['values.schema.json']).toEqual(inAnyOrder(stderr))
    }
    expect(faults).toBeGreaterThan(20)
  },
)
