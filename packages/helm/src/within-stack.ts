import { failure } from '@seaworthy/diagnostics'

/**
 * Does some work on a chart. What nests deeper than the stack of this thread is a `DiagnosticError` and not an exception that nobody
 * foresaw; Go's stacks grow to a gigabyte. `template-too-deep` says that a larger stack may do.
 */
export function withinStack<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof RangeError) || !error.message.includes('call stack')) throw error
    throw failure({
      code: 'template-too-deep',
      message: 'something in the chart nests deeper than the stack of this process',
      help: 'look for values, schemas or templates of thousands of levels',
    })
  }
}
