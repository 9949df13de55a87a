import { type Diagnostic, DiagnosticError, positionAt, type Span } from '@seaworthy/diagnostics'
import type { AnyNode, Template } from './node.ts'
import { printNode } from './print.ts'
import { goQuote } from './quote.ts'
import type { Paths } from './tracing/dependence.ts'

/**
 * An error of execution. Its first diagnostic has Go's whole message; `cause` is the error of a function, or of the
 * template that a function executed, as Go's error chain would have it.
 */
export class ExecutionError extends DiagnosticError {
  /** `file:line:column` as Go writes it: the column counts bytes from 0. */
  readonly location: string
  /** The node as Go prints it, without the angle brackets. */
  readonly context: string
  /** Name of the template that was executing. */
  readonly executing: string
  /** The message without place and context. */
  readonly detail: string
  /** What led there, where the execution was traced: values that were computed with, and that decided. */
  readonly reasons: Paths | undefined

  constructor(template: Template, node: AnyNode, detail: string, cause?: unknown, reasons?: Paths) {
    const location = goLocation(template, node.at)
    const context = printNode(node)
    super([diagnosticOf(template, node, `${headOf(template, location, context)}${detail}`, cause)])
    this.location = location
    this.context = context
    this.executing = template.name
    this.detail = detail
    this.reasons = reasons
    if (cause !== undefined) this.cause = cause
  }
}

function headOf(template: Template, location: string, context: string): string {
  return `template: ${location}: executing ${goQuote(template.name)} at <${context}>: `
}

function diagnosticOf(template: Template, node: AnyNode, message: string, cause: unknown): Diagnostic {
  const { name, text } = template.source
  const here: Span = { file: name, ...positionAt(text, node.at) }
  const diagnostic = { code: 'template-execution', severity: 'error', message } as const
  const inner = cause instanceof DiagnosticError ? cause.diagnostics[0] : undefined
  if (inner?.where === undefined) return { ...diagnostic, where: here, source: text }
  const caller = `called from ${here.file}:${here.line}:${here.column}`
  return { ...diagnostic, ...inner, message, notes: [...(inner.notes ?? []), caller] }
}

/** Go's `name:line:column`: the column is the number of bytes before the place in its line. */
export function goLocation(template: Template, at: number): string {
  const { name, text } = template.source
  const { line, column } = positionAt(text, at)
  return `${name}:${line}:${Buffer.byteLength(text.slice(at - column + 1, at))}`
}

/** The text that Go's `err.Error()` would give. */
export function goMessage(error: Error): string {
  return error instanceof DiagnosticError ? (error.diagnostics[0]?.message ?? error.message) : error.message
}
