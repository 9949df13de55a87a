import { DiagnosticError } from '@seaworthy/diagnostics'
import type { HelmVersion } from '@seaworthy/helm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryFor } from './arbitrary-values.fixture.ts'
import type { ChartOptions } from './chart/chart-options.ts'
import { type CompiledChart, declarationOf } from './compile/compile-chart.ts'
import { expressions, wanted } from './expressions.fixture.ts'
import { interpretChart } from './interpret/interpret-chart.ts'
import { objectsOf, render } from './render.fixture.ts'
import { shop } from './shop.fixture.ts'

const versions: readonly HelmVersion[] = ['4.2', '3.21']
type Values = Readonly<Record<string, unknown>>

for (const version of versions) {
  test(`every expression comes to what it should, interpreted and rendered by Helm ${version}`, () => {
    const rendered = render(expressions.compile(), {}, version)
    const interpreted = interpretChart(expressions.options, rendered.values, { name: 'rel' })

    expect(specOf(objectsOf(rendered))).toEqual(wanted)
    expect(specOf(interpreted.objects)).toEqual(wanted)
  })

  test(`random values: the interpreted objects are the rendered ones, with Helm ${version}`, () => {
    const compiled = shop.compile()
    const values = arbitraryFor(declarationOf(shop.options)) as fc.Arbitrary<Values>
    fc.assert(
      fc.property(values, (given) => agree(shop.options, compiled, given, version)),
      { seed: 20260, numRuns: 60 },
    )
  })
}

function specOf(objects: ReadonlyMap<string, unknown>): unknown {
  return (objects.get('cases.yaml') as { spec: unknown }).spec
}

/** Either both roads give the same objects, or the chart refuses the values for the reasons that its guards name. */
function agree(options: ChartOptions, compiled: CompiledChart, given: Values, version: HelmVersion): void {
  const rendered = renderOrRefuse(compiled, given, version)
  if ('refusal' in rendered) {
    const { refusals } = interpretChart(options, given, { name: 'rel' })
    expect(refusals).not.toEqual([])
    for (const each of refusals) expect(rendered.refusal).toContain(each)
    return
  }
  const interpreted = interpretChart(options, rendered.values, { name: 'rel' })
  expect(interpreted.refusals).toEqual([])
  expect(objectsOf(rendered)).toEqual(interpreted.objects)
}

function renderOrRefuse(compiled: CompiledChart, given: Values, version: HelmVersion) {
  try {
    return render(compiled, given, version)
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error
    return { refusal: error.diagnostics.map(({ message }) => message).join('\n') }
  }
}
