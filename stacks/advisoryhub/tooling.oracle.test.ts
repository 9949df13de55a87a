import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { isBuilt, programs, shellWith } from './control-plane.fixture.ts'
import { okd, render } from './render.fixture.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
const sets = ['', ...readdirSync(join(here, 'ci')).map((file) => `-f ${join(here, 'ci', file)}`)]

describe.skipIf(!isBuilt)('the compiled chart in the hands of real programs', { timeout: 120_000 }, () => {
  for (const helm of ['helm3', 'helm4'] as const) {
    test(`${helm} lint --strict has nothing to say, with defaults and every set [AH-118]`, () => {
      const shell = shellWith('/nowhere', helm)
      expect(sets).toHaveLength(5)
      for (const values of sets) {
        const { status, output } = shell.run(`helm lint --strict charts/advisoryhub ${values}`)
        expect(status, output).toBe(0)
        expect(output).toContain('0 chart(s) failed')
        expect(output).not.toMatch(/\[(?:WARNING|ERROR)\]/)
      }
    })
  }

  test('the OKD set is rendered, with flags of the user [AH-119]', () => {
    const shell = shellWith('/nowhere', 'helm4')
    const { status, output } = shell.run(
      `helm template foo charts/advisoryhub -f ${join(here, 'ci/okd-full-values.yaml')} --set image.tag=mine`,
    )
    expect(status, output).toBe(0)
    expect(output.match(/^kind: /gm)).toHaveLength(24)
    expect(output).toContain('ghcr.io/eclipse-csi/advisoryhub:mine')
  })

  test.each([
    ['as rendered', (text: string) => text, 0],
    [
      'with a termination that Routes do not have',
      (text: string) => text.replace('termination: edge', 'termination: sideways'),
      1,
    ],
    ['with a field that Routes do not have', (text: string) => text.replace('weight: 100', 'weigth: 100'), 1],
  ])(
    'Routes %s are held against the schema that is kept here, without a network [AH-121] [AH-122]',
    (_, change, want) => {
      const file = join(mkdtempSync(join(tmpdir(), 'routes-')), 'all.yaml')
      writeFileSync(file, change(render(okd).text))
      const location = join(
        here,
        'dev/kubeconform-schemas/{{ .Group }}/{{ .ResourceKind }}_{{ .ResourceAPIVersion }}.json',
      )
      const flags = ['-strict', '-summary', '-ignore-missing-schemas', '-schema-location', location, file]
      const { status, stdout } = spawnSync(join(programs, 'kubeconform'), flags, { encoding: 'utf8' })
      expect(status, stdout).toBe(want)
      if (want === 0) expect(stdout).toContain('Valid: 2, Invalid: 0, Errors: 0, Skipped: 14')
      else expect(stdout).toContain('Route')
    },
  )
})

test('the schema of Routes is closed: unknown fields are faults', () => {
  const schema = readFileSync(join(here, 'dev/kubeconform-schemas/route.openshift.io/route_v1.json'), 'utf8')
  expect(JSON.parse(schema)).toMatchObject({ additionalProperties: false, required: ['spec'] })
})
