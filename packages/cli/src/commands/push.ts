import type { Command } from 'commander'
import type { ExitStatus } from '../exit.ts'
import type { Io } from '../io.ts'
import { helmContext, withPassword } from '../registry/helm-context.ts'
import { pathFrom } from '../registry/path-from.ts'
import { type RawRegistryFlags, registryOptions, withRegistryFlags } from '../registry/registry-flags.ts'

export function addPush(program: Command, io: Io, end: (status: ExitStatus) => void): void {
  const command = program
    .command('push')
    .description('Puts a packed chart into a registry, as `helm push` does.')
    .argument('<archive>', 'archive of a chart, with its .prov beside it where there is one')
    .argument('<remote>', 'oci://HOST/PATH; name and version of the chart are put behind it')
  withRegistryFlags(command).action(async (archive: string, remote: string, flags: RawRegistryFlags) => {
    const { pushChart } = await import('@seaworthy/registry')
    const given = withPassword(flags)
    await pushChart(helmContext(io, given), pathFrom(io.cwd, archive), remote, registryOptions(given))
    end(0)
  })
}
