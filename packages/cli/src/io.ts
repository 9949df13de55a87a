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

/** The streams of this process. `NO_COLOR` and a stream that is no terminal turn colour off, `FORCE_COLOR` on. */
export function processIo(): Io {
  const { env, stdout, stderr } = process
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0'
  const plain = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb'
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    cwd: process.cwd(),
    live: stderr.isTTY === true && env['TERM'] !== 'dumb' && env['CI'] === undefined,
    colour: !plain && (forced || stdout.isTTY === true),
    width: Math.max(80, Math.min(stdout.columns ?? 110, 140)),
    debug: (env['SEAWORTHY_DEBUG'] ?? '') !== '',
  }
}
