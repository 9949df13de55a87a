import { processIo } from './io.ts'
import { runCli } from './run-cli.ts'

// A reader that has seen enough, as in `seaworthy template … | head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit()
  process.stderr.write(`error[output]: cannot write the answer: ${error.message}\n`)
  // An error of input or output, as `sysexits.h` has it.
  process.exit(74)
})

process.exitCode = await runCli(process.argv.slice(2), processIo())
