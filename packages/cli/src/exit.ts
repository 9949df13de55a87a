import { type Diagnostic, DiagnosticError, formatDiagnostic } from '@seaworthy/diagnostics'
import type { Io } from './io.ts'

/** 0: nothing found. 1: findings. 2: the call or its input was wrong. */
export type ExitStatus = 0 | 1 | 2

/** Prints what was wrong with the input, all of it. Anything but diagnostics is a defect of ours and goes on. */
export function sayWrongInput(io: Io, error: unknown): ExitStatus {
  if (!(error instanceof DiagnosticError)) throw error
  io.err(`${error.diagnostics.map((each: Diagnostic) => formatDiagnostic(each)).join('\n\n')}\n`)
  return 2
}
