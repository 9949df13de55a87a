import { readFileSync } from 'node:fs'
import { DiagnosticError } from '@seaworthy/diagnostics'
import {
  type HelmVersion,
  loadChart,
  type RenderOptions,
  renderChart,
  type ValueLayer,
} from '@seaworthy/helm'
import { SecureRandom, systemClock } from '@seaworthy/sim'
import type { RenderCase } from './cases.ts'
import { type Answer, release } from './helm-answers.ts'

/** What we say to the same call. What is thrown and no diagnostic is a defect, and goes on. */
export function ourAnswer(helmVersion: HelmVersion, { chart, args }: RenderCase): Answer {
  try {
    // Helm follows links to anywhere; we do where the chart is trusted.
    const { output } = renderChart(loadChart(chart, helmVersion, { followLinks: true }), {
      releaseName: release.name,
      namespace: release.namespace,
      helmVersion,
      clock: systemClock,
      random: new SecureRandom(),
      ...optionsOf(args),
    })
    return { ok: true, text: output }
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error
    return { ok: false, faults: error.diagnostics.map(({ message }) => message.trim()) }
  }
}

const switches: Readonly<Record<string, keyof RenderOptions>> = {
  '--is-upgrade': 'isUpgrade',
  '--include-crds': 'includeCrds',
  '--skip-tests': 'skipTests',
  '--no-hooks': 'noHooks',
  '--skip-schema-validation': 'skipSchemaValidation',
}

/** The options that flags of `helm template` stand for. */
export function optionsOf(args: readonly string[]): Partial<RenderOptions> {
  const values: ValueLayer[] = []
  const apiVersions: string[] = []
  const showOnly: string[] = []
  const others: Record<string, unknown> = {}
  for (let at = 0; at < args.length; at++) {
    const flag = args[at] ?? ''
    const next = () => args[++at] ?? ''
    if (flag === '-f') {
      const file = next()
      values.push({ kind: 'file', file, text: readFileSync(file, 'utf8') })
    } else if (flag === '--set' || flag === '--set-string' || flag === '--set-json') {
      values.push({ kind: flag.slice(2) as 'set', expression: next() })
    } else if (flag === '--kube-version') others['kubeVersion'] = next()
    else if (flag === '--api-versions') apiVersions.push(next())
    else if (flag === '--show-only') showOnly.push(next())
    else if (switches[flag] !== undefined) others[switches[flag]] = true
    else throw new RangeError(`parity does not know the flag ${flag}`)
  }
  return { values, apiVersions, ...(showOnly.length > 0 && { showOnly }), ...others }
}
