import { isatty } from 'node:tty'
import { writeTo } from './standard-stream.ts'

/** Where words go and how they may look; handed in, so that tests see what a user sees. */
export interface Io {
  /** The answer itself. */
  out(text: string): void
  /** Progress, warnings and errors. */
  err(text: string): void
  readonly cwd: string
  /** Standard error is a terminal that can redraw a line. */
  readonly live: boolean
  readonly colour: boolean
  /** Columns to fill at most. */
  readonly width: number
  /** Show where a defect of ours arose, as `--debug` does: `SEAWORTHY_DEBUG`. */
  readonly debug: boolean
}

/**
 * The streams of this process. `NO_COLOR` and a stream that is no terminal turn colour off, `FORCE_COLOR` on. What a terminal
 * would have to be asked is asked when it is wanted: most answers go to a pipe or a file.
 */
export function processIo(): Io {
  const { env } = process
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0'
  const plain = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb'
  return {
    out: (text) => writeTo(1, text),
    err: (text) => writeTo(2, text),
    cwd: process.cwd(),
    get live() {
      return isatty(2) && env['TERM'] !== 'dumb' && env['CI'] === undefined
    },
    get colour() {
      return !plain && (forced || isatty(1))
    },
    get width() {
      return Math.max(80, Math.min(process.stdout.columns ?? 110, 140))
    },
    debug: (env['SEAWORTHY_DEBUG'] ?? '') !== '',
  }
}
