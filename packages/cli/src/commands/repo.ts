import type { Command } from 'commander'
import { Option } from 'commander'
import { textTable } from '@seaworthy/helm'
import type { ExitStatus } from '../exit.ts'
import type { Io } from '../io.ts'
import { helmContext, withPassword } from '../registry/helm-context.ts'
import {
  type RawRegistryFlags,
  registryOptions,
  withHelmPlaces,
  withRegistryFlags,
} from '../registry/registry-flags.ts'

interface AddFlags extends RawRegistryFlags {
  readonly forceUpdate?: boolean
  readonly passCredentials?: boolean
}

interface ListFlags extends RawRegistryFlags {
  readonly output: 'table' | 'json' | 'yaml'
  readonly headers: boolean
}

export function addRepo(program: Command, io: Io, end: (status: ExitStatus) => void): void {
  const repo = program
    .command('repo')
    .description('Names chart repositories and keeps their indexes, in the files of helm.')
  addAdd(repo, io, end)
  addList(repo, io, end)
  addUpdate(repo, io, end)
  addRemove(repo, io, end)
}

function addAdd(repo: Command, io: Io, end: (status: ExitStatus) => void): void {
  const command = repo.command('add').summary('name a repository').argument('<name>').argument('<address>')
  withRegistryFlags(command)
    .option('--force-update', 'replace a repository of this name')
    .option('--pass-credentials', 'send the password to other servers too')
    .action(async (name: string, url: string, flags: AddFlags) => {
      const { addRepository } = await import('@seaworthy/registry')
      const { tls, username, password } = registryOptions(withPassword(flags))
      const passCredentialsAll = flags.passCredentials ?? false
      const entry = { name, url, username, password, passCredentialsAll, ...tls }
      await addRepository(helmContext(io, flags), entry, { replace: flags.forceUpdate ?? false })
      end(0)
    })
}

function addList(repo: Command, io: Io, end: (status: ExitStatus) => void): void {
  const command = repo.command('list').alias('ls').summary('list the repositories that have names')
  withHelmPlaces(command)
    .addOption(
      new Option('-o, --output <format>', 'form of the list')
        .choices(['table', 'json', 'yaml'])
        .default('table'),
    )
    .option('--no-headers', 'leave out the line of headings')
    .action(async (flags: ListFlags) => {
      const { readRepositories } = await import('@seaworthy/registry')
      const { writeYaml } = await import('@seaworthy/yaml')
      const entries = readRepositories(helmContext(io, flags).home.repositoryConfig)
      const shown = entries.map(({ name, url }) => ({ name, url }))
      if (flags.output === 'json') io.out(`${JSON.stringify(shown)}\n`)
      else if (flags.output === 'yaml') io.out(writeYaml(shown))
      else if (shown.length > 0) io.out(tableOf(shown, flags.headers))
      else return nothingToShow(io, flags, end)
      end(0)
    })
}

function tableOf(entries: readonly { name: string; url: string }[], headers: boolean): string {
  const rows = entries.map(({ name, url }) => [name, url])
  return `${textTable(headers ? [['NAME', 'URL'], ...rows] : rows, 0)}\n`
}

/** An error in Helm 3, a word in Helm 4. */
function nothingToShow(io: Io, { helmVersion }: ListFlags, end: (status: ExitStatus) => void): void {
  io.err(
    helmVersion === '4.2'
      ? 'no repositories to show\n'
      : 'error[repository-unknown]: no repositories to show\n',
  )
  end(helmVersion === '4.2' ? 0 : 1)
}

function addUpdate(repo: Command, io: Io, end: (status: ExitStatus) => void): void {
  const command = repo
    .command('update')
    .alias('up')
    .summary('fetch the indexes of repositories')
    .argument('[name...]')
  withHelmPlaces(command).action(async (names: string[], flags: RawRegistryFlags) => {
    const { refreshRepositories } = await import('@seaworthy/registry')
    await refreshRepositories(helmContext(io, flags), names)
    end(0)
  })
}

function addRemove(repo: Command, io: Io, end: (status: ExitStatus) => void): void {
  const command = repo.command('remove').alias('rm').summary('forget repositories').argument('<name...>')
  withHelmPlaces(command).action(async (names: string[], flags: RawRegistryFlags) => {
    const { removeRepositories } = await import('@seaworthy/registry')
    removeRepositories(helmContext(io, flags), names)
    end(0)
  })
}
