import { type Diagnostic, DiagnosticError, failure, formatDiagnostic } from '@seaworthy/diagnostics'
import { advised } from './advice.ts'
import type { Io } from './io.ts'

/** 0: nothing found. 1: findings. 2: the call or its input was wrong. 70: a defect of ours, as `sysexits.h` has it. */
export type ExitStatus = 0 | 1 | 2 | 70

/**
 * Prints why a command could not be carried out: everything that is wrong with its input, or one honest line. With `json` what is
 * wrong is on standard output too, as data.
 */
export function sayFailure(
  io: Io,
  thrown: unknown,
  { debug, json }: { debug: boolean; json: boolean },
): ExitStatus {
  const error = asUnreadable(thrown)
  if (!(error instanceof DiagnosticError)) return sayDefect(io, error, debug)
  const diagnostics = advised(error.diagnostics)
  if (json)
    io.out(
      `${JSON.stringify({ apiVersion: 'seaworthy.dev/v1alpha1', kind: 'Error', diagnostics }, null, 2)}\n`,
    )
  io.err(`${diagnostics.map(paragraph).join('\n\n')}\n`)
  return 2
}

const refusals: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  ELOOP: 'symbolic links that lead to each other',
  EROFS: 'the file system is read-only',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is a file',
  ENAMETOOLONG: 'the name is too long',
  ENOSPC: 'no space left on the device',
  EDQUOT: 'no space left in the quota',
}

/** Those that only a change can meet. */
const ofWriting = new Set(['EROFS', 'ENOSPC', 'EDQUOT'])

/** What the operating system refuses for a file is not our defect. */
function asUnreadable(error: unknown): unknown {
  const { code = '', path, syscall = '' } = (error instanceof Error ? error : {}) as NodeJS.ErrnoException
  const found = refusals[code]
  if (found === undefined || path === undefined) return error
  const does =
    /^(mkdir|write|unlink|rm|rename|copyfile)/.test(syscall) || ofWriting.has(code) ? 'write' : 'read'
  return failure({
    code: 'file-refused',
    message: `cannot ${does} ${path}`,
    found: `${found} (${code}, ${syscall})`,
    expected: `a file that you may ${does}`,
    help: `see who may: ls -ld ${path}`,
  })
}

/** Notes of one kind that are shown: a recursion without end has thousands. */
const NOTES = 5

/** Some of Helm's messages end with empty lines. */
function paragraph(diagnostic: Diagnostic): string {
  const { message, notes = [] } = diagnostic
  return formatDiagnostic({ ...diagnostic, message: message.trimEnd(), notes: shortened(notes) })
}

function shortened(notes: readonly string[]): string[] {
  const isCall = (note: string) => note.startsWith('called from')
  const calls = notes.filter(isCall)
  if (calls.length <= NOTES + 1) return [...notes]
  const others = notes.filter((note) => !isCall(note))
  return [...others, ...calls.slice(0, NOTES), `… ${calls.length - NOTES} more`]
}

/** An exception that nobody foresaw says nothing that a user could mend: where it arose is shown on demand. */
function sayDefect(io: Io, error: unknown, debug: boolean): ExitStatus {
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  io.err(`error[internal]: ${message}, please report\n`)
  if (debug) io.err(`${stack ?? ''}\n`)
  else io.err('  help: --debug shows where it arose; the report needs that, and the chart\n')
  return 70
}
