import { type Command, InvalidArgumentError } from 'commander'
import { listDependencies } from '@seaworthy/helm'
import { refuseVerify } from '../chart-reference.ts'
import type { ExitStatus } from '../exit.ts'
import { helmVersionOption, type LimitFlags, withLimitFlags } from '../flags.ts'
import type { Io } from '../io.ts'
import { helmContext, withPassword } from '../registry/helm-context.ts'
import { pathFrom } from '../registry/path-from.ts'
import { loadOptions } from '../subject/load-options.ts'
import { type RawRegistryFlags, registryOptions, withRegistryFlags } from '../registry/registry-flags.ts'

interface ListFlags extends LimitFlags {
  readonly maxColWidth: number
  readonly helmVersion: '4.2' | '3.21'
}

interface FetchFlags extends RawRegistryFlags, LimitFlags {
  readonly skipRefresh?: boolean
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
  const command = parent
    .command('list')
    .alias('ls')
    .summary('list what a chart declares, and what of it is there')
    .argument('[chart]', 'folder or archive of a chart', '.')
    .option('--max-col-width <columns>', 'widest column of the table', parseWidth, 80)
    .addOption(helmVersionOption())
  withLimitFlags(command).action((chart: string, flags: ListFlags) => {
    const { helmVersion: version, maxColWidth: columnWidth } = flags
    const path = pathFrom(io.cwd, chart)
    io.out(listDependencies(path, { version, columnWidth, loading: loadOptions(flags) }))
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
  withRegistryFlags(withLimitFlags(command))
    .option('--skip-refresh', 'believe the indexes of repositories that are here')
    .option('--verify', 'check signatures: not supported')
    .option('--keyring <file>', 'keys for --verify: not supported')
    .action(async (chart: string, flags: FetchFlags) => {
      refuseVerify(flags.verify)
      const { buildDependencies, updateDependencies } = await import('@seaworthy/registry')
      const given = withPassword(flags)
      const options = { ...registryOptions(given), skipRefresh: flags.skipRefresh ?? false }
      const work = verb === 'update' ? updateDependencies : buildDependencies
      const context = { ...helmContext(io, given), loading: loadOptions(flags) }
      await work(context, pathFrom(io.cwd, chart), options)
      end(0)
    })
}
