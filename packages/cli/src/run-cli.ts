import { Command, CommanderError } from 'commander'
import { type ExitStatus, sayFailure } from './exit.ts'
import type { Io } from './io.ts'
import { addBuild } from './commands/build.ts'
import { addCheck } from './commands/check.ts'
import { addTemplate } from './commands/template.ts'
import { addTrial } from './commands/trial.ts'
import { VERSION } from './version.ts'

/** The program as a function: arguments in, words to `io`, exit status out. */
export async function runCli(args: readonly string[], io: Io): Promise<ExitStatus> {
  let status: ExitStatus = 0
  const program = makeProgram(io, (ended) => {
    status = ended
  })
  try {
    await program.parseAsync([...args], { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    return sayFailure(io, error, { debug: io.debug || args.includes('--debug'), json: wantsJson(args) })
  }
  return status
}

/** Asked of the words themselves, because a call may fail before they are parsed. */
function wantsJson(args: readonly string[]): boolean {
  return args.some(
    (arg, index) =>
      /^(-o=?|--output=)json$/.test(arg) || (arg === 'json' && /^(-o|--output)$/.test(args[index - 1] ?? '')),
  )
}

function makeProgram(io: Io, end: (status: ExitStatus) => void): Command {
  const program = new Command('seaworthy')
    .description('Tells what a Helm release will do, before it is released.')
    .version(VERSION, '--version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(true)
    .showSuggestionAfterError(true)
    .showHelpAfterError('(seaworthy --help shows what there is)')
    .addHelpText('after', help)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.err(text),
      getOutHelpWidth: () => io.width,
      getErrHelpWidth: () => io.width,
    })
    .configureHelp({ subcommandTerm: (command) => `${command.name()} ${command.usage()}` })
  addTrial(program, io, end)
  addCheck(program, io, end)
  addTemplate(program, io, end)
  addBuild(program, io, end)
  for (const command of program.commands) {
    command.exitOverride().copyInheritedSettings(program)
    command.option('--debug', 'show where a defect of seaworthy arose')
  }
  return program
}

const help = `
Examples:
  seaworthy trial ./chart -f prod.yaml          check a chart and send it on its trials
  seaworthy check shop ./chart -n shop          static checks alone
  seaworthy template shop ./chart -f prod.yaml  what Helm would print
  seaworthy build stacks/advisoryhub            a typed chart becomes a Helm chart

Exit status: 0 no finding, 1 findings, 2 the call or its input was wrong, 70 a defect of seaworthy.`
