import { quoted } from './quoted.ts'
import { escapeToken } from './schema-address.ts'

/** One reason why a value does not fit a schema; what it consists of is below it. */
export interface SchemaCause {
  /** A group holds several causes of one value; a reference is not shown where it has one cause alone. */
  readonly kind: 'fault' | 'group' | 'reference'
  /** Path of the value. */
  readonly instance: readonly string[]
  readonly text: string
  readonly causes: readonly SchemaCause[]
}

/** Causes as Helm prints them: one line each, nested ones indented. */
export function printCauses(causes: readonly SchemaCause[], indent = ''): string {
  return causes.map((cause) => printCause(cause, indent)).join('\n')
}

function printCause({ kind, instance, text, causes }: SchemaCause, indent: string): string {
  if (kind === 'reference' && causes.length === 1) return printCauses(causes, indent)
  const line = `${indent}- at ${quoted(instance.map((step) => `/${escapeToken(step)}`).join(''))}: ${text}`
  return causes.length === 0 ? line : `${line}\n${printCauses(causes, `${indent}  `)}`
}
