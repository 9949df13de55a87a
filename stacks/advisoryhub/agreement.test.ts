import fc from 'fast-check'
import { interpretChart } from 'seaworthy/sdk'
import { expect, test } from 'vitest'
import chart from './chart.ts'
import { arbitraryValues } from './arbitrary-values.fixture.ts'
import { compiled, type Rendered, render } from './render.fixture.ts'

const input = { name: 'advisoryhub', namespace: 'advisoryhub' }

test.each(['4.2', '3.21'] as const)(
  'random values: Helm %s renders what the tree of the chart comes to',
  (helmVersion) => {
    let rendered = 0
    fc.assert(
      fc.property(arbitraryValues, (given) => {
        const result = attempt(() => render(given, { helmVersion }))
        if (typeof result === 'string') {
          const { refusals } = interpretChart(chart.options, overDefaults(given), input)
          expect(refusals, result).not.toEqual([])
          for (const each of refusals) expect(result).toContain(each)
          return
        }
        rendered++
        const interpreted = interpretChart(chart.options, result.values, input)
        expect(interpreted.refusals).toEqual([])
        expect(withoutLastBreaks(result.byFile)).toEqual(withoutLastBreaks(interpreted.objects))
      }),
      { seed: 2026, numRuns: 25 },
    )
    expect(rendered).toBeGreaterThan(8)
  },
)

function attempt(work: () => Rendered): Rendered | string {
  try {
    return work()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Helm 3 takes the line break at the end of a document away, and with it that of a text which ends there. */
function withoutLastBreaks(objects: ReadonlyMap<string, unknown>): unknown {
  const entries = [...objects].map(([file, object]) => [
    file,
    JSON.parse(JSON.stringify(object).replaceAll('\\n"', '"')),
  ])
  return Object.fromEntries(entries)
}

const defaults = render().values

function overDefaults(given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return merged(defaults, given)
}

function merged(under: object, over: object): Readonly<Record<string, unknown>> {
  const result: Record<string, unknown> = { ...under }
  for (const [key, each] of Object.entries(over)) {
    const below = result[key]
    result[key] = isMap(below) && isMap(each) ? merged(below, each) : each
  }
  return result
}

function isMap(candidate: unknown): candidate is object {
  return typeof candidate === 'object' && candidate !== null && !Array.isArray(candidate)
}

test('the compiled chart is the same twice', () => {
  expect([...chart.compile()]).toEqual([...compiled])
})
