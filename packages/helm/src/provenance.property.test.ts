import { DiagnosticError } from '@seaworthy/diagnostics'
import { fixedClock, Random } from '@seaworthy/sim'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ArbitraryChart, arbitraryChart } from './arbitrary-chart.fixture.ts'
import { type Change, changesOf, fieldsOf, isNamed, plainAt } from './provenance-laws.fixture.ts'
import {
  type Chart,
  type FieldOrigin,
  loadFolder,
  memoryFiles,
  type RenderedRelease,
  renderChart,
} from './index.ts'

const seed = Number(process.env['SEED'] ?? 20260101)

function render(chart: Chart, values: Readonly<Record<string, unknown>>, trace: boolean) {
  try {
    return renderChart(chart, {
      releaseName: 'r',
      namespace: 'ns',
      clock: fixedClock(0),
      random: new Random(1),
      values: [{ kind: 'values', name: 'change', values }],
      trace,
    })
  } catch (error) {
    if (error instanceof DiagnosticError) return undefined
    throw error
  }
}

interface Field {
  readonly id: string
  readonly value: unknown
  readonly origin: FieldOrigin
}

function allFields(release: RenderedRelease): Field[] {
  return release.objects.flatMap((object) =>
    fieldsOf(object.object).map(({ path, value }) => {
      const origin = object.origin(path)
      if (origin === undefined) throw new Error(`no origin of ${path.join('.')}`)
      return { id: JSON.stringify([object.source, ...path]), value, origin }
    }),
  )
}

function plainFields(release: RenderedRelease | undefined): ReadonlyMap<string, unknown> {
  return new Map(
    release?.objects.flatMap(({ object, source }) =>
      fieldsOf(object).map(({ path, value }) => [JSON.stringify([source, ...path]), value] as const),
    ),
  )
}

/** What is wrong with a chart's provenance, in a form that a person can try. */
function violations(files: ArbitraryChart['files'], picks: readonly number[], count: Count): string[] {
  const chart = loadFolder(memoryFiles(files))
  const traced = render(chart, {}, true)
  const plain = render(chart, {}, false)
  if (traced === undefined || plain === undefined) {
    count.failed++
    return traced === plain ? [] : ['only one of traced and untraced fails']
  }
  if (traced.output !== plain.output) return ['the traced output differs']
  const fields = allFields(traced)
  const changes = changesOf(traced.values)
  const chosen = picks.map((pick) => changes[pick % changes.length] as Change)
  return [
    ...chosen.flatMap((change) => unsound(chart, traced, fields, change, count)),
    ...picks.slice(0, 3).flatMap((pick) => imprecise(chart, traced, fields, pick, count)),
  ]
}

function templatesOf(files: ArbitraryChart['files']): string[] {
  return Object.entries(files)
    .filter(([name]) => name.includes('templates/'))
    .flat()
}

interface Count {
  failed: number
  changes: number
  kept: number
  moved: number
  precise: number
}

/** Fields that a change alters whose value they do not name. */
function unsound(
  chart: Chart,
  release: RenderedRelease,
  fields: readonly Field[],
  change: Change,
  count: Count,
) {
  const after = render(chart, change.values, false)
  if (after === undefined) return []
  count.changes++
  const now = plainFields(after)
  return fields.flatMap(({ id, value, origin }) => {
    const isSame = now.has(id) && Object.is(now.get(id), value)
    if (isNamed(origin, change, release.values)) {
      if (!isSame) count.moved++
      return []
    }
    count.kept++
    return isSame
      ? []
      : [
          `${id} was ${JSON.stringify(value)}, is ${JSON.stringify(now.get(id))} after ${change.name}, not named in ${JSON.stringify(origin)}`,
        ]
  })
}

/** A value that a field names as computed from, and no change of which alters the field. */
function imprecise(
  chart: Chart,
  release: RenderedRelease,
  fields: readonly Field[],
  pick: number,
  count: Count,
) {
  const explained = fields.filter(({ origin }) => origin.values.length > 0)
  if (explained.length === 0) return []
  const { id, value, origin } = explained[pick % explained.length] as Field
  const path = origin.values[pick % origin.values.length] as string
  const changes = changesOf(release.values, path)
  const works = changes.some((change) => {
    const now = plainFields(render(chart, change.values, false))
    return !now.has(id) || !Object.is(now.get(id), value)
  })
  count.precise++
  return works
    ? []
    : [
        `${id} is ${JSON.stringify(value)} whatever ${path} is (${JSON.stringify(plainAt(release.values, path))}): ${JSON.stringify(origin)}`,
      ]
}

test('a value that a field does not name does not change it, one that is in it does, and tracing changes nothing', () => {
  const count: Count = { failed: 0, changes: 0, kept: 0, moved: 0, precise: 0 }
  fc.assert(
    fc.property(arbitraryChart, fc.array(fc.nat(), { minLength: 6, maxLength: 6 }), ({ files }, picks) => {
      const found = violations(files, picks, count)
      if (found.length > 0) throw new Error([...found, ...templatesOf(files)].join('\n'))
    }),
    { seed, numRuns: Number(process.env['RUNS'] ?? 360), endOnFailure: true },
  )
  // What the trials are worth: few charts fail, and most pairs of field and change are of either kind.
  expect(count.changes).toBeGreaterThanOrEqual(2000)
  expect(count.failed).toBeLessThan(36)
  expect(count.kept).toBeGreaterThan(5000)
  expect(count.moved).toBeGreaterThan(400)
  expect(count.precise).toBeGreaterThan(800)
}, 120_000)
