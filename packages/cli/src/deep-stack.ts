import { isMainThread, Worker } from 'node:worker_threads'
import type { ExitStatus } from './exit.ts'

/**
 * Enough for the limits of Go and Helm: 1,000 inclusions of each template, 100,000 templates one in the other. What is not
 * used of it takes no memory.
 */
const stackSizeMb = 512

/** Whether a command that failed because templates call each other too deeply may do better on a larger stack. */
export function needsDeepStack(args: readonly string[]): boolean {
  // What was read from standard input cannot be read again.
  return isMainThread && !args.includes('-')
}

/** Runs the program again in a thread with a larger stack. */
export function runOnDeepStack(script: string, args: readonly string[]): Promise<ExitStatus> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { argv: [...args], resourceLimits: { stackSizeMb } })
    worker.on('error', reject)
    worker.on('exit', (status) => resolve(status as ExitStatus))
  })
}
