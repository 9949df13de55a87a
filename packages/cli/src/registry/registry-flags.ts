import { type Command, Option } from 'commander'
import type { HelmVersion } from '@seaworthy/helm'
import type { RegistryOptions } from '@seaworthy/registry'
import { helmVersionOption } from '../flags.ts'

/** Helm's flags for whoever speaks with a repository or registry, as commander parses them. */
export interface RawRegistryFlags {
  readonly username?: string
  readonly password?: string
  readonly passwordStdin?: boolean
  readonly caFile?: string
  readonly certFile?: string
  readonly keyFile?: string
  readonly insecureSkipTlsVerify?: boolean
  readonly plainHttp?: boolean
  readonly helmVersion: HelmVersion
  readonly registryConfig?: string
  readonly repositoryConfig?: string
  readonly repositoryCache?: string
  readonly contentCache?: string
}

export function withRegistryFlags(command: Command): Command {
  return withHelmPlaces(command)
    .option('--username <name>', 'user of the repository or registry')
    .option('--password <password>', 'its password; better from --password-stdin')
    .option('--password-stdin', 'read the password from standard input')
    .option('--ca-file <file>', 'certificates of authorities that servers are believed')
    .option('--cert-file <file>', 'certificate of this client')
    .option('--key-file <file>', 'key of this client')
    .option('--insecure-skip-tls-verify', 'believe every server its certificate')
    .option('--plain-http', 'speak HTTP without TLS with registries')
}

/** Where Helm keeps what it remembers, and which Helm is meant. */
export function withHelmPlaces(command: Command): Command {
  for (const name of ['registry-config', 'repository-config', 'repository-cache', 'content-cache'])
    command.addOption(new Option(`--${name} <path>`).hideHelp())
  return command.addOption(helmVersionOption())
}

export function registryOptions(flags: RawRegistryFlags): RegistryOptions {
  const { username = '', password = '', plainHttp = false } = flags
  const { caFile = '', certFile = '', keyFile = '', insecureSkipTlsVerify = false } = flags
  return { username, password, plainHttp, tls: { caFile, certFile, keyFile, insecureSkipTlsVerify } }
}
