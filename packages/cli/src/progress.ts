import type { Io } from './io.ts'

/** Tells what is being done while it takes time: one line that is drawn anew on a terminal, plain lines elsewhere. */
export interface Progress {
  step(text: string): void
  /** How far the present step is. */
  of(done: number, total: number): void
  done(): void
}

const BAR = 24

export function progress(io: Io, quiet: boolean): Progress {
  if (quiet) return { step() {}, of() {}, done() {} }
  return io.live ? liveLine(io) : plainLines(io)
}

function liveLine(io: Io): Progress {
  let text = ''
  const draw = (rest: string) => io.err(`\r\u001b[2K${`${text}${rest}`.slice(0, io.width - 1)}`)
  return {
    step(next) {
      text = next
      draw(' …')
    },
    of(done, total) {
      const filled = Math.round((done / Math.max(1, total)) * BAR)
      draw(`  ${'━'.repeat(filled)}${'─'.repeat(BAR - filled)}  ${done} of ${total}`)
    },
    done: () => io.err('\r\u001b[2K'),
  }
}

function plainLines(io: Io): Progress {
  let text = ''
  let tenths = 0
  return {
    step(next) {
      text = next
      tenths = 0
      io.err(`${text} …\n`)
    },
    of(done, total) {
      const now = Math.floor((done / Math.max(1, total)) * 4)
      if (now <= tenths) return
      tenths = now
      io.err(`${text}: ${done} of ${total}\n`)
    },
    done() {},
  }
}
