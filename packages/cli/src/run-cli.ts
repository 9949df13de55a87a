import { DiagnosticError } from '@seaworthy/diagnostics'
import { Command, CommanderError } from 'commander'
import { type ExitStatus, sayFailure } from './exit.ts'
import type { Io } from './io.ts'
import { VERSION } from './version.ts'

/** What adds its command to the program; `end` takes the exit status. */
type AddCommand = (program: Command, io: Io, end: (status: ExitStatus) => void) => void

/** A command as the help lists it. Its module is loaded when it is the one that was called. */
interface Verb {
  readonly usage: string
  readonly summary: string
  readonly aliases?: readonly string[]
  /** A command of Helm's: what fails ends with 1, as Helm does. */
  readonly helms?: true
  readonly load: () => Promise<AddCommand>
}

// biome-ignore format: one line is one verb
const verbs: Readonly<Record<string, Verb>> = {
  trial: { usage: '[options] [name] <chart>', summary: 'check a chart and send it on its sea trials', load: async () => (await import('./commands/trial.ts')).addTrial },
  check: { usage: '[options] [name] <chart>', summary: 'look for defects without running anything', load: async () => (await import('./commands/check.ts')).addCheck },
  template: { usage: '[options] [name] <chart>', summary: 'print what Helm would render', helms: true, load: async () => (await import('./commands/template.ts')).addTemplate },
  explain: { usage: '[options] <chart> [object] [field]', summary: 'say where a field comes from, and where a value goes', load: async () => (await import('./commands/explain.ts')).addExplain },
  show: { usage: 'all|chart|values|readme|crds', summary: 'print what a chart holds', helms: true, load: async () => (await import('./commands/show.ts')).addShow },
  diff: { usage: '[options] <chart> [new-chart]', summary: 'compare two renders, with the cause of each change', load: async () => (await import('./commands/diff.ts')).addDiff },
  lint: { usage: '[options] <chart...>', summary: 'examine charts for faults, as helm lint does', helms: true, load: async () => (await import('./commands/lint.ts')).addLint },
  package: { usage: '[options] <chart...>', summary: 'pack charts into archives', helms: true, load: async () => (await import('./commands/package.ts')).addPackage },
  dependency: { usage: 'list|update|build', summary: 'see to the charts that a chart depends on', aliases: ['dep', 'dependencies'], helms: true, load: async () => (await import('./commands/dependency.ts')).addDependency },
  pull: { usage: '[options] <chart...>', summary: 'fetch charts from a repository or registry', aliases: ['fetch'], helms: true, load: async () => (await import('./commands/pull.ts')).addPull },
  push: { usage: '[options] <archive> <remote>', summary: 'put a packed chart into a registry', helms: true, load: async () => (await import('./commands/push.ts')).addPush },
  repo: { usage: 'add|list|update|remove', summary: 'name chart repositories', helms: true, load: async () => (await import('./commands/repo.ts')).addRepo },
  registry: { usage: 'login|logout', summary: 'keep the passwords of registries', helms: true, load: async () => (await import('./commands/registry.ts')).addRegistry },
  build: { usage: '[options] <folder>', summary: 'compile a typed chart to a Helm chart', load: async () => (await import('./commands/build.ts')).addBuild },
}

/**
 * The program as a function: arguments in, words to `io`, exit status out. `script` is the file that starts the program, where
 * it may be started again on a larger stack.
 */
export async function runCli(args: readonly string[], io: Io, script?: string): Promise<ExitStatus> {
  let status: ExitStatus = 0
  const program = makeProgram(io)
  try {
    await addVerbs(program, args, io, (ended) => {
      status = ended
    })
    await program.parseAsync([...args], { from: 'user' })
  } catch (error) {
    if (script !== undefined && isNestedDeeply(error)) {
      const { needsDeepStack, runOnDeepStack } = await import('./deep-stack.ts')
      if (needsDeepStack(args)) return runOnDeepStack(script, args)
    }
    const failed = failureStatus(io, args, error)
    return failed === 2 && calledVerb(args)?.[1].helms === true ? 1 : failed
  }
  return status
}

function isNestedDeeply(error: unknown): boolean {
  return (
    error instanceof DiagnosticError && error.diagnostics.some(({ code }) => code === 'template-too-deep')
  )
}

function failureStatus(io: Io, args: readonly string[], error: unknown): ExitStatus {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  return sayFailure(io, error, { debug: io.debug || args.includes('--debug'), json: wantsJson(args) })
}

function calledVerb(args: readonly string[]): readonly [name: string, verb: Verb] | undefined {
  const words = args.filter((arg) => !arg.startsWith('-'))
  const word = (words[0] === 'help' ? words[1] : words[0]) ?? ''
  return Object.entries(verbs).find(([name, { aliases = [] }]) => name === word || aliases.includes(word))
}

/** Asked of the words themselves, because a call may fail before they are parsed. */
function wantsJson(args: readonly string[]): boolean {
  return args.some(
    (arg, index) =>
      /^(-o=?|--output=)json$/.test(arg) || (arg === 'json' && /^(-o|--output)$/.test(args[index - 1] ?? '')),
  )
}

function makeProgram(io: Io): Command {
  return (
    new Command('seaworthy')
      .description('Tells what a Helm release will do, before it is released.')
      .version(VERSION, '--version', 'print the version')
      .helpOption('-h, --help', 'print help')
      .helpCommand(true)
      // What stands behind a verb is the verb's: `--version` of a chart is not ours.
      .enablePositionalOptions()
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
  )
}

/** The verb that is called; every verb where help or a suggestion may name it, but only the called one with its flags. */
async function addVerbs(
  program: Command,
  args: readonly string[],
  io: Io,
  end: (status: ExitStatus) => void,
): Promise<void> {
  const verb = calledVerb(args)
  const called = verb?.[0]
  const isPlainCall = verb !== undefined && (called === args[0] || verb[1].aliases?.includes(args[0] ?? ''))
  const listed = isPlainCall ? [verb] : Object.entries(verbs)
  for (const [name, { usage, summary, aliases = [], load }] of listed) {
    if (name === called) (await load())(program, io, end)
    else program.command(name)
    const command = program.commands.at(-1)
    command?.usage(usage).summary(summary).aliases(aliases)
  }
  inherit(program)
}

/** Commands of commands too (`dependency list`). */
function inherit(parent: Command): void {
  for (const command of parent.commands) {
    command.exitOverride().copyInheritedSettings(parent)
    command.option('--debug', 'show where a defect of seaworthy arose')
    inherit(command)
  }
}

const help = `
Examples:
  seaworthy trial ./chart -f prod.yaml          check a chart and send it on its trials
  seaworthy check shop ./chart -n shop          static checks alone
  seaworthy template shop ./chart -f prod.yaml  what Helm would print
  seaworthy explain ./chart deploy/web          where its fields come from
  seaworthy diff ./chart-1.4 ./chart-1.5        what changes, and why
  seaworthy build stacks/advisoryhub            a typed chart becomes a Helm chart

Exit status: 0 no finding, 1 findings, 2 the call or its input was wrong, 70 a defect of seaworthy.
Commands that are Helm's too end with 1 where Helm does.`
