import { processIo } from './io.ts'
import { runCli } from './run-cli.ts'

// A reader that has seen enough, as in `seaworthy template … | head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

process.exitCode = await runCli(process.argv.slice(2), processIo())
