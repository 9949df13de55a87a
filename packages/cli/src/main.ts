import { processIo } from './io.ts'
import { runCli } from './run-cli.ts'

// No `await`: the bundle is a script. `runCli` has an answer to every error.
void runCli(process.argv.slice(2), processIo(), process.argv[1]).then((status) => {
  process.exitCode = status
})
