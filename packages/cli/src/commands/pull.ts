import type { Command } from 'commander'
import type { ExitStatus } from '../exit.ts'
import type { Io } from '../io.ts'
import { helmContext, withPassword } from '../registry/helm-context.ts'
import { pathFrom } from '../registry/path-from.ts'
import { type RawRegistryFlags, registryOptions, withRegistryFlags } from '../registry/registry-flags.ts'
import { refuseVerify } from './dependency.ts'

interface PullFlags extends RawRegistryFlags {
  readonly destination: string
  readonly devel?: boolean
  readonly untar?: boolean
  readonly untardir: string
  readonly version?: string
  readonly repo?: string
  readonly passCredentials?: boolean
  readonly prov?: boolean
  readonly verify?: boolean
}

export function addPull(program: Command, io: Io, end: (status: ExitStatus) => void): void {
  const command = program
    .command('pull')
    .description('Fetches charts from a repository or registry, as `helm pull` does.')
    .argument(
      '<chart...>',
      'REPOSITORY/CHART, oci://HOST/PATH, an address of an archive, or a name with --repo',
    )
  withRegistryFlags(command)
    .option('-d, --destination <folder>', 'where to save it', '.')
    .option('--untar', 'unpack it into a folder of its name')
    .option('--untardir <folder>', 'where to unpack it, below the destination', '.')
    .option('--version <range>', 'a version or a range of versions; the newest where it is left out')
    .option('--devel', 'take pre-releases too, as --version ">0.0.0-0"')
    .option('--repo <address>', 'repository that holds the chart')
    .option('--pass-credentials', 'send the password to other servers too')
    .option('--prov', 'fetch the provenance file too, without checking it')
    .option('--verify', 'check the signature: not supported')
    .option('--keyring <file>', 'keys for --verify: not supported')
    .action(async (charts: string[], flags: PullFlags) => {
      refuseVerify(flags.verify)
      const { pullChart } = await import('@seaworthy/registry')
      const given = withPassword(flags)
      const context = helmContext(io, given)
      for (const reference of charts) await pullChart(context, { ...wishOf(given, io.cwd), reference })
      end(0)
    })
}

function wishOf(flags: PullFlags, cwd: string) {
  return {
    ...registryOptions(flags),
    version: flags.version || (flags.devel === true ? '>0.0.0-0' : ''),
    repositoryUrl: flags.repo ?? '',
    passCredentialsAll: flags.passCredentials ?? false,
    destination: pathFrom(cwd, flags.destination),
    untar: flags.untar ?? false,
    untarFolder: flags.untardir,
    provenance: flags.prov ?? false,
  }
}
