import { codeFrame } from './code-frame.ts'
import type { Diagnostic } from './diagnostic.ts'

/** A diagnostic as plain text for a terminal, several lines, no colour, no trailing newline. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const lines = [`${diagnostic.severity}[${diagnostic.code}]: ${diagnostic.message}`]
  const { where, source } = diagnostic
  if (where !== undefined) {
    lines.push(`  --> ${where.file}:${where.line}:${where.column}`)
    if (source !== undefined) lines.push(...codeFrame(source, where).map((line) => `   ${line}`))
  }
  if (diagnostic.found !== undefined) lines.push(`  found: ${diagnostic.found}`)
  if (diagnostic.expected !== undefined) lines.push(`  expected: ${diagnostic.expected}`)
  for (const note of diagnostic.notes ?? []) lines.push(`  = ${note}`)
  if (diagnostic.help !== undefined) lines.push(`  help: ${diagnostic.help}`)
  return lines.join('\n')
}
