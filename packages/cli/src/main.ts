import { processIo } from './io.ts'
import { VERSION } from './version.ts'

const args = process.argv.slice(2)

// Asked by scripts before anything else: no reason to load the whole program for it.
if (args.length === 1 && args[0] === '--version') process.stdout.write(`${VERSION}\n`)
else {
  const { runCli } = await import('./run-cli.ts')
  process.exitCode = await runCli(args, processIo())
}
