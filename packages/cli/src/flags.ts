import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { failure } from '@seaworthy/diagnostics'
import { isDnsLabel } from '@seaworthy/kube'
import { sliceOption } from './pflag.ts'

/** Helm's flags that decide what is rendered, with Helm's names and meaning. */
export interface RenderFlags {
  readonly name: string
  readonly namespace: string
  readonly values: readonly string[]
  readonly set: readonly string[]
  readonly setString: readonly string[]
  readonly setJson: readonly string[]
  readonly setFile: readonly string[]
  readonly setLiteral: readonly string[]
  readonly helmVersion: '4.2' | '3.21'
  readonly kubeVersion?: string
  readonly apiVersions: readonly string[]
  readonly isUpgrade: boolean
  /** NAME=NUMBER, each as it was given. */
  readonly limit: readonly string[]
  readonly followLinks: boolean
}

/** Flags that let a chart take more of the machine than a chart from elsewhere should, as commander parses them. */
export interface LimitFlags {
  readonly limit?: readonly string[]
  readonly followLinks?: boolean
}

/** Of every command that loads charts. */
export function withLimitFlags(command: Command): Command {
  return command
    .addOption(
      listOption('--limit <name=number>', 'raise a limit, as its error says; can be given several times'),
    )
    .option('--follow-links', 'let symbolic links lead out of the chart')
}

/** As commander parses them. */
export interface RawRenderFlags extends LimitFlags {
  readonly namespace: string
  readonly values?: string[]
  readonly set?: string[]
  readonly setString?: string[]
  readonly setJson?: string[]
  readonly setFile?: string[]
  readonly setLiteral?: string[]
  readonly helmVersion: '4.2' | '3.21'
  readonly kubeVersion?: string
  readonly apiVersions?: string[]
  readonly isUpgrade?: boolean
}

/** Of commands that render and ask no cluster. */
export function lookupFileOption(): Option {
  return listOption(
    '--lookup-file <path>',
    'manifests, file or folder, that lookup is answered from; several times',
  )
}

/** An option that can be given several times; absent when it was not given, so that help shows no empty default. */
export function listOption(flags: string, text: string): Option {
  return new Option(flags, text).argParser((value: string, before: string[] | undefined) => [
    ...(before ?? []),
    value,
  ])
}

/** Adds the values and rendering flags of `helm template` to a command. */
export function withRenderFlags(command: Command): Command {
  return withLimitFlags(command)
    .addOption(
      sliceOption(
        '-f, --values <file>',
        'values file or its address, - for standard input; several with commas or several times',
      ),
    )
    .addOption(listOption('--set <path=value>', 'set a value, as helm does (--set a.b=1,c=x)'))
    .addOption(listOption('--set-string <path=value>', 'set a value that stays a string'))
    .addOption(listOption('--set-json <path=json>', 'set a value from JSON'))
    .addOption(listOption('--set-file <path=file>', 'set a value to the text of a file'))
    .addOption(listOption('--set-literal <path=value>', 'set a value to a literal string'))
    .option('-n, --namespace <name>', 'namespace of the release', 'default')
    .addOption(helmVersionOption())
    .option('--kube-version <version>', 'Kubernetes version of .Capabilities')
    .addOption(
      sliceOption(
        '-a, --api-versions <version>',
        'API version of .Capabilities; several with commas or several times',
      ),
    )
}

export function helmVersionOption(): Option {
  return new Option('--helm-version <version>', 'do as this Helm does: 4.2 or 3.21')
    .argParser(parseHelmVersion)
    .default('4.2')
}

/** `[name] <chart>`: commander has no optional argument before a required one, so both are optional to it. */
export function withNameAndChart(command: Command): Command {
  return command
    .argument('[name]', 'name of the release; release-name unless told otherwise')
    .argument('[chart]', 'folder or archive of a chart, or folder of a typed chart')
    .usage('[options] [name] <chart>')
}

/** What `withNameAndChart` took, as helm has it: one argument is the chart. */
export function nameAndChart(
  command: Command,
  cwd: string,
  first: string | undefined,
  second: string | undefined,
): { name: string; chart: string } {
  if (first === undefined) command.error("error: missing required argument 'chart'")
  if (second === undefined) return { name: 'release-name', chart: first }
  refuseSwapped(command.name(), cwd, first, second)
  refuseName(command.name(), first)
  return { name: first, chart: second }
}

/** A name is rarely a path, and a chart always is. */
function refuseSwapped(command: string, cwd: string, name: string, chart: string): void {
  if (existsSync(resolve(cwd, chart)) || !existsSync(resolve(cwd, name))) return
  throw failure({
    code: 'chart-not-found',
    message: `there is no chart at ${chart}`,
    found: `no such file or folder, but there is one at ${name}`,
    expected: 'the name of the release, then its chart',
    help: `did you swap them? seaworthy ${command} ${chart} ${name}`,
  })
}

/** An API server's rule for names of namespaces. `helm template` prints any, an install fails. */
export function refuseNamespace({ namespace }: RawRenderFlags): void {
  if (isDnsLabel(namespace)) return
  throw failure({
    code: 'namespace-invalid',
    message: `${namespace} cannot be the name of a namespace`,
    found: namespace,
    expected: 'at most 63 of a-z, 0-9 and -, with a letter or digit at both ends',
    help: 'correct the name after -n: letters in lower case, no dots, no blanks',
  })
}

/** Helm's rule for names of releases (`pkg/chart/common/util/validate_name.go`). */
function refuseName(command: string, name: string): void {
  if (name.length <= 53 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name))
    return
  throw failure({
    code: 'release-name-invalid',
    message: `${name} cannot be the name of a release`,
    found: name,
    expected: 'at most 53 of a-z, 0-9, - and ., with a letter or digit at both ends and beside each dot',
    help: `the name comes before the chart: seaworthy ${command} NAME CHART`,
  })
}

export function outputOption(): Option {
  return new Option('-o, --output <format>', 'form of the report').choices(['text', 'json']).default('text')
}

export function renderFlags(name: string, raw: RawRenderFlags): RenderFlags {
  const { namespace, helmVersion, kubeVersion } = raw
  return {
    name,
    namespace,
    values: raw.values ?? [],
    set: raw.set ?? [],
    setString: raw.setString ?? [],
    setJson: raw.setJson ?? [],
    setFile: raw.setFile ?? [],
    setLiteral: raw.setLiteral ?? [],
    helmVersion,
    apiVersions: raw.apiVersions ?? [],
    isUpgrade: raw.isUpgrade ?? false,
    limit: raw.limit ?? [],
    followLinks: raw.followLinks ?? false,
    ...(kubeVersion === undefined ? {} : { kubeVersion }),
  }
}

export function parseHelmVersion(text: string): '4.2' | '3.21' {
  const short = text.replace(/^v/, '')
  if (short === '4' || short.startsWith('4.2')) return '4.2'
  if (short === '3' || short.startsWith('3.21')) return '3.21'
  throw new InvalidArgumentError('Known are 4.2 and 3.21.')
}
