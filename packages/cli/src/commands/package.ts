import { type Command, Option } from 'commander'
import { failure } from '@seaworthy/diagnostics'
import type { ExitStatus } from '../exit.ts'
import { type LimitFlags, withLimitFlags } from '../flags.ts'
import type { Io } from '../io.ts'
import { readsLikePflag } from '../pflag.ts'
import { type RawRegistryFlags, withRegistryFlags } from '../registry/registry-flags.ts'

/** The flags of `helm package`, as commander parses them. */
export interface PackageFlags extends RawRegistryFlags, LimitFlags {
  readonly version?: string
  readonly appVersion?: string
  readonly destination: string
  readonly dependencyUpdate?: boolean
  readonly sign?: boolean
}

export function addPackage(program: Command, io: Io, end: (status: ExitStatus) => void): void {
  const command = program
    .command('package')
    .description('Packs charts into archives, as `helm package` does.')
    .argument('[chart...]', 'folders of charts')
    .option('-d, --destination <folder>', 'write archives into this folder', '.')
    .option('--version <version>', 'give the chart this version')
    .option('--app-version <version>', 'give the chart this appVersion')
    .option('-u, --dependency-update', 'update charts/ from what Chart.yaml declares before')
    .option('--sign', 'sign archives: not supported')
  for (const name of ['key <name>', 'keyring <file>', 'passphrase-file <file>'])
    command.addOption(new Option(`--${name}`).hideHelp())
  withRegistryFlags(withLimitFlags(command)).action(async (charts: string[], flags: PackageFlags) => {
    if (charts.length === 0) command.error('error: need at least one argument, the path to the chart')
    refuseSigning(flags)
    const { packagePaths } = await import('../package/package-paths.ts')
    await packagePaths(io, charts, flags)
    end(0)
  })
  readsLikePflag(command)
}

function refuseSigning({ sign }: PackageFlags): void {
  if (sign !== true) return
  throw failure({
    code: 'sign-unsupported',
    message: 'seaworthy does not sign charts',
    found: '--sign',
    expected: 'a call without it',
    help: 'helm package --sign signs; or sign the archive with gpg',
  })
}
