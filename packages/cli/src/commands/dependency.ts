import { type Command, InvalidArgumentError } from 'commander'
import { listDependencies } from '@seaworthy/helm'
import { refuseVerify } from '../chart-reference.ts'
import type { ExitStatus } from '../exit.ts'
import { helmVersionOption } from '../flags.ts'
import type { Io } from '../io.ts'
import { helmContext, withPassword } from '../registry/helm-context.ts'
import { pathFrom } from '../registry/path-from.ts'
import { type RawRegistryFlags, registryOptions, withRegistryFlags } from '../registry/registry-flags.ts'

interface ListFlags {
  readonly maxColWidth: number
  readonly helmVersion: '4.2' | '3.21'
}

interface FetchFlags extends RawRegistryFlags {
  readonly skipRefresh?: boolean
  readonly followLinks?: boolean
  readonly verify?: boolean
}

export function addDependency(program: Command, io: Io, end: (status: ExitStatus) => void): void {
  const dependency = program
    .command('dependency')
    .description('Manages the charts that a chart depends on, as `helm dependency` does.')
  addList(dependency, io, end)
  addFetching(dependency, io, end, {
    verb: 'update',
    alias: 'up',
    summary: 'choose versions and fetch them into charts/, and write Chart.lock',
  })
  addFetching(dependency, io, end, {
    verb: 'build',
    summary: 'fetch the versions that Chart.lock names into charts/',
  })
}

function addList(parent: Command, io: Io, end: (status: ExitStatus) => void): void {
  parent
    .command('list')
    .alias('ls')
    .summary('list what a chart declares, and what of it is there')
    .argument('[chart]', 'folder or archive of a chart', '.')
    .option('--max-col-width <columns>', 'widest column of the table', parseWidth, 80)
    .addOption(helmVersionOption())
    .action((chart: string, { maxColWidth, helmVersion }: ListFlags) => {
      const path = pathFrom(io.cwd, chart)
      io.out(listDependencies(path, { version: helmVersion, columnWidth: maxColWidth }))
      end(0)
    })
}

function parseWidth(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It is a number of columns.')
}

interface Fetching {
  readonly verb: 'update' | 'build'
  readonly alias?: string
  readonly summary: string
}

function addFetching(
  parent: Command,
  io: Io,
  end: (status: ExitStatus) => void,
  { verb, alias, summary }: Fetching,
): void {
  const command = parent.command(verb).summary(summary).argument('[chart]', 'folder of a chart', '.')
  if (alias !== undefined) command.alias(alias)
  withRegistryFlags(command)
    .option('--follow-links', 'let symbolic links lead out of the chart')
    .option('--skip-refresh', 'believe the indexes of repositories that are here')
    .option('--verify', 'check signatures: not supported')
    .option('--keyring <file>', 'keys for --verify: not supported')
    .action(async (chart: string, flags: FetchFlags) => {
      refuseVerify(flags.verify)
      const { buildDependencies, updateDependencies } = await import('@seaworthy/registry')
      const given = withPassword(flags)
      const options = { ...registryOptions(given), skipRefresh: flags.skipRefresh ?? false }
      const work = verb === 'update' ? updateDependencies : buildDependencies
      const context = { ...helmContext(io, given), followLinks: flags.followLinks ?? false }
      await work(context, pathFrom(io.cwd, chart), options)
      end(0)
    })
}
