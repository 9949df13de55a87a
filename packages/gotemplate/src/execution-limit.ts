import { isMainThread, resourceLimits } from 'node:worker_threads'
import { DiagnosticError } from '@seaworthy/diagnostics'
import { ExecutionError, goLocation } from './execution-error.ts'
import type { Template, AnyNode } from './node.ts'

/** How deep lists of nodes and templates (which count thrice) may nest on any stack of JavaScript. */
const safeNesting = 900

/**
 * Whether the stack may not hold one level more: three hundred templates that do nothing but include the next fill that of
 * the main thread, half as many with blocks in them. A thread that was started with a larger stack goes deeper; Helm's own
 * limits take half a gigabyte.
 */
export function isTooDeep(nesting: number): boolean {
  if (nesting <= safeNesting) return false
  return isMainThread || nesting > nestingPerMegabyte * (resourceLimits.stackSizeMb ?? 1)
}

const nestingPerMegabyte = 800

/** One of our own limits was met, of which Go and Helm know nothing. No template and no function makes it theirs. */
export class LimitError extends DiagnosticError {}

export function outputTooLarge(template: Template, node: AnyNode, limit: number): DiagnosticError {
  return limitError(template, node, 'output', `the output exceeds ${limit} characters`)
}

export function tooManyIterations(template: Template, node: AnyNode, limit: number): DiagnosticError {
  return limitError(template, node, 'rounds', `loops and templates ran more than ${limit} times`)
}

export function tooDeep(template: Template, node: AnyNode): DiagnosticError {
  const error = new ExecutionError(template, node, 'templates call each other too deeply')
  const help = `end the recursion at ${goLocation(template, node.at)}`
  return new LimitError(error.diagnostics.map((each) => ({ ...each, code: 'template-too-deep', help })))
}

/** Limits are not Go's: their errors have codes of their own. */
function limitError(template: Template, node: AnyNode, limit: string, detail: string): DiagnosticError {
  const error = new ExecutionError(template, node, detail)
  const raise = `for a chart that you trust: --limit ${limit}=NUMBER`
  const help = `end the loop or the recursion at ${goLocation(template, node.at)}; ${raise}`
  return new LimitError(error.diagnostics.map((each) => ({ ...each, code: `limit-${limit}`, help })))
}
