// A table: the flags of `helm template` and `helm show` that change nothing in what they print.
import { type Command, Option } from 'commander'
import { failure } from '@seaworthy/diagnostics'

/** Taken from both Helms and ignored, because they speak of a cluster, of waiting or of a release's record. */
const withoutEffect: readonly string[] = [
  '--atomic',
  '--burst-limit <int>',
  '--color <mode>',
  '--colour <mode>',
  '--create-namespace',
  '--description <text>',
  '--disable-openapi-validation',
  '--force',
  '--force-conflicts',
  '--force-replace',
  '--hide-notes',
  '--kube-apiserver <address>',
  '--kube-as-group <group>',
  '--kube-as-user <user>',
  '--kube-ca-file <file>',
  '--kube-context <name>',
  '--kube-insecure-skip-tls-verify',
  '--kube-tls-server-name <name>',
  '--kube-token <token>',
  '--kubeconfig <file>',
  '--qps <number>',
  '--render-subchart-notes',
  '--replace',
  '--rollback-on-failure',
  '--server-side',
  '--skip-crds',
  '--take-ownership',
  '--timeout <duration>',
  '--wait-for-jobs',
]

/** What Helm 4 says of flags that it keeps for those who come from Helm 3. */
const deprecated: Readonly<Record<string, string>> = {
  atomic: 'use --rollback-on-failure instead',
  force: 'use --force-replace instead',
  hideNotes: "this flag has no effect for 'helm template' and will be removed in Helm 5",
  renderSubchartNotes: "this flag has no effect for 'helm template' and will be removed in Helm 5",
  validate: "use '--dry-run=server' instead",
}

/** Takes those flags without showing them in the help. */
export function withFlagsWithoutEffect(command: Command): Command {
  for (const flags of withoutEffect) command.addOption(new Option(flags).hideHelp())
  return command
}

/** What Helm says on standard error of the flags that were given, in the order of their names. */
export function deprecations(
  given: Readonly<Record<string, unknown>>,
  helmVersion: '4.2' | '3.21',
): string[] {
  if (helmVersion === '3.21') return []
  return Object.entries(deprecated)
    .filter(([name]) => given[name] === true)
    .map(([name, advice]) => `Flag ${dashed(name)} has been deprecated, ${advice}`)
}

function dashed(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

/** `--dry-run`, `--validate` and `--wait` as they were given. */
export interface ClusterFlags {
  readonly dryRun?: string
  readonly validate?: boolean
  readonly wait?: string
}

/**
 * What Helm says of a call that is fine, line by line.
 * @throws DiagnosticError `flag-invalid` for what Helm refuses, `no-cluster` for what needs one
 */
export function judgeClusterFlags(flags: ClusterFlags, helmVersion: '4.2' | '3.21'): string[] {
  const said =
    helmVersion === '4.2' ? [...dryRun4(flags.dryRun), ...wait4(flags.wait)] : dryRun3(flags.dryRun)
  const asksCluster = flags.dryRun === 'server' && helmVersion === '4.2'
  if (flags.validate !== true && !asksCluster) return said
  throw failure({
    code: 'no-cluster',
    message: `${flags.validate === true ? '--validate' : '--dry-run=server'} asks a cluster, and this command speaks with none yet`,
    found: flags.validate === true ? '--validate' : '--dry-run=server',
    expected: 'a rendering without a cluster',
    help: 'leave the flag out; --api-versions, --kube-version and --lookup-file tell what a cluster would',
  })
}

function dryRun4(mode: string | undefined): string[] {
  if (mode === undefined || mode === 'client' || mode === 'server') return []
  if (mode === 'unset')
    return [`level=WARN msg="--dry-run is deprecated and should be replaced with '--dry-run=client'"`]
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(mode)) {
    return [
      `level=WARN msg="boolean '--dry-run=${mode}' flag is deprecated and must be replaced with '--dry-run=client'"`,
    ]
  }
  const isKnown = ['none', '0', 'f', 'F', 'FALSE', 'false', 'False'].includes(mode)
  throw refused(
    `invalid dry-run value (${JSON.stringify(mode)}). Must be ${isKnown ? '' : '"none", '}"server"${isKnown ? '' : ','} or "client"`,
    `--dry-run=${mode}`,
  )
}

function dryRun3(mode: string | undefined): string[] {
  if (mode === undefined || ['unset', '', 'false', 'true', 'none', 'client', 'server'].includes(mode))
    return []
  throw refused(
    'Invalid dry-run flag. Flag must one of the following: false, true, none, client, server',
    `--dry-run=${mode}`,
  )
}

function wait4(strategy: string | undefined): string[] {
  if (strategy === undefined || ['watcher', 'hookOnly', 'legacy'].includes(strategy)) return []
  const meant = { true: 'watcher', false: 'hookOnly' }[strategy]
  if (meant !== undefined) {
    return [
      `level=WARN msg="--wait=${strategy} is deprecated (boolean value) and can be replaced with --wait=${meant}"`,
    ]
  }
  const quoted = JSON.stringify(strategy)
  throw refused(
    `invalid argument ${quoted} for "--wait" flag: invalid wait input ${quoted}. Valid inputs are watcher, hookOnly, and legacy`,
    `--wait=${strategy}`,
  )
}

function refused(message: string, found: string) {
  return failure({ code: 'flag-invalid', message, found })
}
