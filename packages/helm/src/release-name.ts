import { failure } from '@seaworthy/diagnostics'
import { type FunctionHost, type FunctionTable, sprigFunctions, TemplateSet } from '@seaworthy/gotemplate'
import { errorLine } from './log-line.ts'
import type { HelmVersion } from './version.ts'

const pattern = '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$'

/**
 * Refuses names that no release can have, in Helm's words (`pkg/chart/common/util/validate_name.go`); `log` receives what Helm 4 says
 * besides.
 */
export function checkReleaseName(name: string, version: HelmVersion, log: (line: string) => void): void {
  if (name.length <= 53 && new RegExp(pattern).test(name)) return
  const cause =
    name === ''
      ? 'no name provided'
      : `invalid release name, must match regex ${pattern} and the length must not be longer than 53`
  const fault = `release name ${JSON.stringify(name)}: ${cause}`
  if (version === '4.2') log(errorLine('release name check failed', fault))
  throw failure({
    code: 'release-name-invalid',
    message: version === '4.2' ? `release name check failed: ${fault}` : fault,
    found: name,
    expected: 'at most 53 of a-z, 0-9, - and ., with a letter or digit at both ends and beside each dot',
  })
}

/**
 * The name that `--name-template` makes: a text with the functions of sprig, `env` and `expandenv` among them, because it is the
 * user's and not a chart's. Throws a `DiagnosticError` with Go's text.
 */
export function nameFromTemplate(
  text: string,
  host: FunctionHost,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const set = new TemplateSet({ ...sprigFunctions, ...environmentFunctions(environment) })
  set.add('name-template', text)
  return set.execute('name-template', null, { host }).text
}

function environmentFunctions(environment: Readonly<Record<string, string | undefined>>): FunctionTable {
  const valueOf = (name: string) => (Object.hasOwn(environment, name) ? (environment[name] ?? '') : '')
  const expand = (text: string) =>
    text.replace(/\$(?:\{(\w*)\}|(\w+))/g, (_all, braced?: string, bare?: string) =>
      valueOf(braced ?? bare ?? ''),
    )
  return {
    env: { parameters: ['string'], call: ([name]) => valueOf(name as string) },
    expandenv: { parameters: ['string'], call: ([template]) => expand(template as string) },
  }
}
