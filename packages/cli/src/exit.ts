import { type Diagnostic, DiagnosticError, formatDiagnostic } from '@seaworthy/diagnostics'
import { advised } from './advice.ts'
import type { Io } from './io.ts'

/** 0: nothing found. 1: findings. 2: the call or its input was wrong. 70: a defect of ours, as `sysexits.h` has it. */
export type ExitStatus = 0 | 1 | 2 | 70

/** Prints why a command could not be carried out: everything that is wrong with its input, or one honest line. */
export function sayFailure(io: Io, error: unknown, debug: boolean): ExitStatus {
  if (!(error instanceof DiagnosticError)) return sayDefect(io, error, debug)
  io.err(`${advised(error.diagnostics).map(paragraph).join('\n\n')}\n`)
  return 2
}

/** Some of Helm's messages end with empty lines. */
function paragraph(diagnostic: Diagnostic): string {
  return formatDiagnostic({ ...diagnostic, message: diagnostic.message.trimEnd() })
}

/** An exception that nobody foresaw says nothing that a user could mend: where it arose is shown on demand. */
function sayDefect(io: Io, error: unknown, debug: boolean): ExitStatus {
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  io.err(`error[internal]: ${message}, please report\n`)
  if (debug) io.err(`${stack ?? ''}\n`)
  else io.err('  help: --debug shows where it arose; the report needs that, and the chart\n')
  return 70
}
