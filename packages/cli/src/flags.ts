import type { Command } from 'commander'

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
}

/** As commander parses them. */
export interface RawRenderFlags {
  readonly namespace: string
  readonly values: string[]
  readonly set: string[]
  readonly setString: string[]
  readonly setJson: string[]
  readonly setFile: string[]
  readonly setLiteral: string[]
  readonly helmVersion: '4.2' | '3.21'
  readonly kubeVersion?: string
  readonly apiVersions: string[]
  readonly isUpgrade?: boolean
}

const collect = (value: string, previous: string[]): string[] => [...previous, value]

/** Adds the values and rendering flags of `helm template` to a command. */
export function withRenderFlags(command: Command): Command {
  return command
    .option(
      '-f, --values <file>',
      'values file, - for standard input; can be given several times',
      collect,
      [],
    )
    .option('--set <path=value>', 'set a value, as helm does (--set a.b=1,c=x)', collect, [])
    .option('--set-string <path=value>', 'set a value that stays a string', collect, [])
    .option('--set-json <path=json>', 'set a value from JSON', collect, [])
    .option('--set-file <path=file>', 'set a value to the text of a file', collect, [])
    .option('--set-literal <path=value>', 'set a value to a literal string', collect, [])
    .option('-n, --namespace <name>', 'namespace of the release', 'default')
    .option('--helm-version <version>', 'render as this Helm does: 4.2 or 3.21', parseHelmVersion, '4.2')
    .option('--kube-version <version>', 'Kubernetes version of .Capabilities')
    .option(
      '-a, --api-versions <version>',
      'Kubernetes API version of .Capabilities; can be given several times',
      collect,
      [],
    )
}

/** `[NAME] CHART`, as helm has it: with one argument the name is `release-name`. */
export function nameAndChart(first: string, second: string | undefined): { name: string; chart: string } {
  return second === undefined ? { name: 'release-name', chart: first } : { name: first, chart: second }
}

export function renderFlags(name: string, raw: RawRenderFlags): RenderFlags {
  const {
    namespace,
    values,
    set,
    setString,
    setJson,
    setFile,
    setLiteral,
    helmVersion,
    kubeVersion,
    apiVersions,
  } = raw
  return {
    name,
    namespace,
    values,
    set,
    setString,
    setJson,
    setFile,
    setLiteral,
    helmVersion,
    apiVersions,
    isUpgrade: raw.isUpgrade ?? false,
    ...(kubeVersion === undefined ? {} : { kubeVersion }),
  }
}

function parseHelmVersion(text: string): '4.2' | '3.21' {
  const short = text.replace(/^v/, '')
  if (short === '4' || short.startsWith('4.2')) return '4.2'
  if (short === '3' || short.startsWith('3.21')) return '3.21'
  throw new RangeError(`--helm-version ${text}: known are 4.2 and 3.21`)
}
