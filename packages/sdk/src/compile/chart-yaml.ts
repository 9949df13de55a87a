import type { ChartOptions } from '../chart/chart-options.ts'
import { emitFields } from './emit.ts'
import { frameOf, Scope } from './scope.ts'
import { quoted } from './yaml-text.ts'

/** `Chart.yaml`, in the order of Helm's documentation. */
export function chartYaml(options: ChartOptions): string {
  const { name, version, appVersion, description, kubeVersion, type = 'application' } = options
  const { keywords, home, sources, maintainers, icon, annotations, dependencies } = options
  const head = { apiVersion: 'v2', name, description, type }
  const tail = { kubeVersion, home, icon, keywords, sources, maintainers, dependencies, annotations }
  const lines = [
    ...emitFields(given(head), 0, noExpressions()),
    `version: ${version}`,
    // Quoted, because 1.10 would be read as the number 1.1.
    ...(appVersion === undefined ? [] : [`appVersion: ${quoted(appVersion)}`]),
    ...emitFields(given(tail), 0, noExpressions()),
  ]
  return `${lines.join('\n')}\n`
}

function given(fields: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

function noExpressions(): Scope {
  return new Scope(
    frameOf(() => {
      throw new TypeError('Chart.yaml holds no expression')
    }),
  )
}
