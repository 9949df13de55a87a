import type { Command } from 'commander'
import { failure } from '@seaworthy/diagnostics'
import {
  locateChart,
  type ReferenceFlags,
  withDependencyUpdate,
  withReferenceFlags,
} from '../chart-reference.ts'
import {
  listOption,
  lookupFileOption,
  type RawRenderFlags,
  withNameAndChart,
  withRenderFlags,
} from '../flags.ts'
import { type ClusterFlags, withFlagsWithoutEffect } from '../helm-flags.ts'
import { readsLikePflag } from '../pflag.ts'
import type { Io } from '../io.ts'
import type { ExitStatus } from '../exit.ts'

/** The flags of `helm template`, as commander parses them. */
export interface TemplateFlags extends RawRenderFlags, ReferenceFlags, ClusterFlags {
  readonly showOnly?: string[]
  readonly includeCrds?: boolean
  readonly skipTests?: boolean
  readonly hooks: boolean
  readonly skipSchemaValidation?: boolean
  readonly outputDir?: string
  readonly releaseName?: boolean
  readonly nameTemplate?: string
  readonly generateName?: boolean
  readonly postRenderer?: string
  readonly postRendererArgs?: string[]
  readonly lookupFile?: string[]
  readonly enableDns?: boolean
  readonly labels?: string[]
  readonly debug?: boolean
}

export function addTemplate(program: Command, io: Io, end: (status: ExitStatus) => void): void {
  const command = program
    .command('template')
    .description('Renders a chart and prints the manifests, as `helm template` does.')
    .addHelpText(
      'after',
      '\nThe other flags of helm template are taken too; docs/commands/template.md has them all.',
    )
  withTemplateFlags(withRenderFlags(withNameAndChart(command)))
  withReferenceFlags(withDependencyUpdate(withFlagsWithoutEffect(command))).action(
    async (first: string | undefined, second: string | undefined, raw: TemplateFlags) => {
      const named = { ...raw, namespace: namespaceOf(command, raw) }
      const { chart, ...name } = nameAndChart(command, first, second, raw)
      const { printTemplates } = await import('../template/print-templates.ts')
      const source = await locateChart(io, chart, raw)
      await printTemplates(io, source.path, name.name, named)
      end(0)
    },
  )
  readsLikePflag(command, { '--dry-run': 'unset', '--wait': 'watcher' })
}

function withTemplateFlags(command: Command): Command {
  return command
    .addOption(listOption('-s, --show-only <file>', 'print only this template; can be given several times'))
    .option('--include-crds', 'print the CustomResourceDefinitions of crds/ too')
    .option('--skip-tests', 'leave out tests')
    .option('--no-hooks', 'leave out hooks')
    .option('--is-upgrade', 'render as for an upgrade')
    .option('--skip-schema-validation', 'do not hold values against values.schema.json')
    .option('--output-dir <folder>', 'write files into this folder instead')
    .option('--release-name', 'write them below a folder of the name of the release')
    .option('--name-template <text>', 'make the name of the release from a template')
    .option('-g, --generate-name', 'leave the name of the release to the command')
    .option('--post-renderer <program>', 'pass manifests through a program (Helm 3.21)')
    .addOption(
      listOption('--post-renderer-args <argument>', 'an argument for it; can be given several times'),
    )
    .addOption(lookupFileOption())
    .option('--enable-dns', 'let getHostByName ask DNS')
    .option('--dry-run [mode]', 'client; there is no cluster to ask yet')
    .option('--validate', 'needs a cluster')
    .option('--wait [strategy]', 'nothing is waited for')
    .option('-l, --labels <labels>', 'labels of the release; change nothing that is printed', keyValues)
}

/** `HELM_NAMESPACE` counts where no flag does. The current context of a kubeconfig, which Helm would ask last, is not read. */
function namespaceOf(command: Command, raw: TemplateFlags): string {
  if (command.getOptionValueSource('namespace') !== 'default') return raw.namespace
  return process.env['HELM_NAMESPACE'] || raw.namespace
}

function nameAndChart(
  command: Command,
  first: string | undefined,
  second: string | undefined,
  { generateName, nameTemplate }: TemplateFlags,
): { name: string | undefined; chart: string } {
  if (first === undefined) command.error("error: missing required argument 'chart'")
  if (second === undefined) return { name: undefined, chart: first }
  if (generateName === true) command.error('error: cannot set --generate-name and also specify a name')
  if (nameTemplate !== undefined && nameTemplate !== '')
    command.error('error: cannot set --name-template and also specify a name')
  return { name: first, chart: second }
}

/** `a=b,c=d`; the labels that Helm writes itself are refused. */
function keyValues(text: string, before: string[] | undefined): string[] {
  const labels = text.split(',').filter((label) => label !== '')
  for (const label of labels) {
    const key = label.slice(0, label.indexOf('='))
    if (!label.includes('='))
      throw labelFailure(
        `invalid argument ${JSON.stringify(text)} for "-l, --labels" flag: ${label} must be formatted as key=value`,
        text,
      )
    if (systemLabels.includes(key))
      throw labelFailure(
        `user supplied labels contains system reserved label name. System labels: [${systemLabels.join(' ')}]`,
        label,
      )
  }
  return [...(before ?? []), ...labels]
}

const systemLabels = ['name', 'owner', 'status', 'version', 'createdAt', 'modifiedAt']

function labelFailure(message: string, found: string) {
  return failure({ code: 'flag-invalid', message, found, expected: '--labels team=shop,tier=web' })
}
