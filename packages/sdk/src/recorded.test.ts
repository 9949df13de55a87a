import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HelmVersion } from '@seaworthy/helm'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { expressions } from './expressions.fixture.ts'
import { interpretChart } from './interpret/interpret-chart.ts'
import { render } from './render.fixture.ts'
import { shop } from './shop.fixture.ts'

const testdata = join(import.meta.dirname, '../testdata')
const versions: readonly HelmVersion[] = ['4.2', '3.21']

for (const [name, chart] of Object.entries({ shop, expressions })) {
  const folder = join(testdata, name)
  const cases = readdirSync(folder).filter((file) => file.endsWith('.values.yaml'))

  for (const [file, version] of cases.flatMap((each) =>
    versions.map((version) => [each, version] as const),
  )) {
    const recorded = readFileSync(join(folder, file.replace('.values', `.helm-${version}`)), 'utf8')
    const values = parse(readFileSync(join(folder, file), 'utf8'), { version: '1.1' })
    const rendered = render(chart.compile(), values, version)

    test(`${name}, ${file}: the interpreted objects are those of the real Helm ${version}`, () => {
      const { objects } = interpretChart(chart.options, rendered.values, { name: 'rel' })
      expect(objectsIn(recorded)).toEqual(objects)
    })

    test(`${name}, ${file}: our output is byte for byte that of the real Helm ${version}`, () => {
      expect(rendered.output).toBe(recorded)
    })
  }
}

/** Template file to object, from what `helm template` printed. */
function objectsIn(output: string): ReadonlyMap<string, unknown> {
  const documents = output.split(/^---$/m).filter((each) => each.includes('# Source: '))
  return new Map(
    documents.map((text) => {
      const [, file = ''] = /# Source: [^/]+\/templates\/(.*)/.exec(text) ?? []
      return [file, parse(text, { version: '1.1' })]
    }),
  )
}
