import type { CheckResult } from '@seaworthy/check'
import type { RenderedRelease } from '@seaworthy/helm'
import { findingsText } from './findings-text.ts'
import { wrap } from './style.ts'
import type { TextOptions } from './trial-text.ts'

/** The result of `check` as text, with a newline at its end. */
export function checkText(release: RenderedRelease, result: CheckResult, options: TextOptions): string {
  const { paint, width } = options
  const { chart, name, namespace } = release
  const open = result.unjudged.map(
    ({ code, object, message }) => `  - ${wrap(`${code} ${object}: ${message}`, width - 4, '    ')}`,
  )
  const count = result.findings.length
  const summary =
    count === 0
      ? paint('green', 'no finding')
      : paint('red', `${count} ${count === 1 ? 'finding' : 'findings'}`)
  return [
    `${paint('bold', `${chart.name} ${chart.version}`)} as release ${name} in namespace ${namespace}`,
    '',
    paint('bold', 'FINDINGS'),
    ...findingsText(result, options.templates, width, paint),
    '',
    paint('bold', 'NOT JUDGED'),
    ...(open.length === 0 ? ['  nothing'] : open),
    '',
    `${summary} in ${result.checks.length} checks`,
    '',
  ].join('\n')
}
