import { codeFrame } from '@seaworthy/diagnostics'
import type { CheckResult, Finding } from '@seaworthy/check'
import { type Paint, wrap } from './style.ts'

/** Gives the text of a template by the name that Helm gives it, to show the line at fault. */
export type TemplateText = (name: string) => string | undefined

/** Findings in full, one paragraph each. */
export function findingsText(
  result: CheckResult,
  templates: TemplateText,
  width: number,
  paint: Paint,
): string[] {
  if (result.findings.length === 0) {
    return [
      `  ${paint('green', 'none')} ${paint('dim', `in ${result.checks.length} checks: ${result.checks.join(', ')}`)}`,
    ]
  }
  return result.findings.flatMap((finding, index) => [
    ...(index === 0 ? [] : ['']),
    ...findingText(finding, templates, width, paint),
  ])
}

function findingText(finding: Finding, templates: TemplateText, width: number, paint: Paint): string[] {
  const { code, slug, severity, object, message, where } = finding
  const head = `${severity}[${code}]`
  const lines = [
    `  ${paint(severity === 'error' ? 'red' : 'yellow', head)} ${paint('bold', object)}: ${message}`,
  ]
  if (where !== undefined) {
    lines.push(`    --> ${where.file}:${where.line}${where.column > 1 ? `:${where.column}` : ''}`)
    const source = templates(where.file)
    if (source !== undefined)
      lines.push(...codeFrame(source, where).map((line) => `      ${paint('dim', line)}`))
  }
  const part = (name: string, text: string) =>
    `    ${fitName(name)} ${wrap(text, width - 13, ' '.repeat(12))}`
  lines.push(part('cause:', finding.cause), part('effect:', finding.effect), part('fix:', finding.fix))
  if (finding.values.length > 0) lines.push(part('values:', valuesText(finding)))
  lines.push(part('field:', pathText(finding)), paint('dim', `    ${fitName('check:')} ${slug}`))
  return lines
}

function valuesText({ values, setBy = {} }: Finding): string {
  return values.map((path) => (setBy[path] === undefined ? path : `${path} (${setBy[path]})`)).join(', ')
}

function pathText({ path }: Finding): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '')
}

function fitName(name: string): string {
  return name.padEnd(7)
}
