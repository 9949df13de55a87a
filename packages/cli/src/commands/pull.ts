import type { Command } from 'commander'
import { refuseVerify } from '../chart-reference.ts'
import type { ExitStatus } from '../exit.ts'
import type { Io } from '../io.ts'
import { chartWish, type FetchFlags } from '../registry/fetch-reference.ts'
import { helmContext, withPassword } from '../registry/helm-context.ts'
import { pathFrom } from '../registry/path-from.ts'
import { withRegistryFlags } from '../registry/registry-flags.ts'

interface PullFlags extends FetchFlags {
  readonly destination: string
  readonly untar?: boolean
  readonly untardir: string
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
      for (const reference of charts) await pullChart(context, await wishOf(reference, given, io.cwd))
      end(0)
    })
}

async function wishOf(reference: string, flags: PullFlags, cwd: string) {
  return {
    ...(await chartWish(reference, flags)),
    destination: pathFrom(cwd, flags.destination),
    untar: flags.untar ?? false,
    untarFolder: flags.untardir,
    provenance: flags.prov ?? false,
  }
}
