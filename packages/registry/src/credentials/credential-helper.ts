import { spawn } from 'node:child_process'
import { registryFailure } from '../failure.ts'

/** Runs `docker-credential-NAME ACTION` with a text on its standard input. */
export type RunHelper = (
  program: string,
  action: string,
  input: string,
) => Promise<{ readonly status: number; readonly out: string }>

const notThere = 'credentials not found in native keychain'
const timeoutMs = 60_000

/**
 * Asks a credential helper (protocol: docker/docker-credential-helpers). Undefined where it knows nothing. What it answers is
 * a secret and is in no message.
 */
export async function askHelper(
  run: RunHelper,
  name: string,
  action: 'get' | 'store' | 'erase',
  input: string,
): Promise<string | undefined> {
  const program = `docker-credential-${name}`
  if (!/^[\w.-]+$/.test(name)) {
    throw registryFailure(`${JSON.stringify(name)} cannot be the name of a credential helper`, {
      code: 'credential-helper',
    })
  }
  const { status, out } = await run(program, action, input)
  if (status === 0) return out
  const said = out.trim()
  if (action === 'get' && said === notThere) return undefined
  throw registryFailure(
    said === '' || action !== 'get' ? `${program} ${action}: exit status ${status}` : said,
    {
      code: 'credential-helper',
      help: `${program} is named in the config.json of Docker or Helm; run it by hand to see what it misses`,
    },
  )
}

export const runHelper: RunHelper = (program, action, input) =>
  helperRunner(timeoutMs)(program, action, input)

/** Runs helpers that have so long to answer. */
export function helperRunner(milliseconds: number): RunHelper {
  return (program, action, input) =>
    new Promise((resolve, reject) => {
      let out = ''
      // Spawn's own timer would hold the process where the program is not there, and wait for a dead program's children.
      const signal = AbortSignal.timeout(milliseconds)
      const child = spawn(program, [action], { stdio: ['pipe', 'pipe', 'inherit'], signal })
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk))
      // A program that ends before it has read its input says why on its way out.
      child.stdin.on('error', () => undefined).end(input)
      child.on('close', (status) => resolve({ status: status ?? 1, out }))
      child.on('error', (error: NodeJS.ErrnoException) => {
        child.stdout.destroy()
        reject(
          registryFailure(`exec: ${JSON.stringify(program)}: ${whyNot(error, milliseconds)}`, {
            code: 'credential-helper',
            help: `${program} is named in the config.json of Docker or Helm; install it, or take it out there`,
          }),
        )
      })
    })
}

function whyNot({ name, code, message }: NodeJS.ErrnoException, milliseconds: number): string {
  if (name === 'AbortError') return `no answer within ${milliseconds / 1000} s`
  return code === 'ENOENT' ? 'executable file not found in $PATH' : message
}
