import type { Command } from 'commander'
import { type ChartSource, chartSource } from '../subject/chart-source.ts'
import {
  listOption,
  type RawRenderFlags,
  type RenderFlags,
  nameAndChart,
  renderFlags,
  withNameAndChart,
  withRenderFlags,
} from '../flags.ts'
import type { Io } from '../io.ts'
import type { ExitStatus } from '../exit.ts'

interface TemplateFlags extends RawRenderFlags {
  readonly showOnly?: string[]
  readonly includeCrds?: boolean
  readonly skipTests?: boolean
  readonly noHooks?: boolean
}

export function addTemplate(program: Command, io: Io, end: (status: ExitStatus) => void): void {
  const command = program
    .command('template')
    .description('Renders a chart and prints the manifests, as `helm template` does.')
  withRenderFlags(withNameAndChart(command))
    .addOption(listOption('-s, --show-only <file>', 'print only this template; can be given several times'))
    .option('--include-crds', 'print the CustomResourceDefinitions of crds/ too')
    .option('--skip-tests', 'leave out tests')
    .option('--no-hooks', 'leave out hooks')
    .option('--is-upgrade', 'render as for an upgrade')
    .action(
      async (
        first: string | undefined,
        second: string | undefined,
        raw: TemplateFlags & { hooks: boolean },
      ) => {
        const { name, chart } = nameAndChart(command, io.cwd, first, second)
        const source = await chartSource(io.cwd, chart)
        io.out(await output(io, source, renderFlags(name, raw), raw))
        end(0)
      },
    )
}

async function output(
  io: Io,
  source: ChartSource,
  flags: RenderFlags,
  raw: TemplateFlags & { hooks: boolean },
): Promise<string> {
  const { renderChart } = await import('@seaworthy/helm')
  const { loadChartAt } = await import('../subject/load-chart-at.ts')
  const { readValuesFiles, valueLayers } = await import('../subject/value-layers.ts')
  const { systemClock, SecureRandom } = await import('@seaworthy/sim')
  const rendered = renderChart(loadChartAt(io.cwd, source.path, flags.helmVersion), {
    releaseName: flags.name,
    namespace: flags.namespace,
    values: valueLayers(io.cwd, flags, readValuesFiles(io.cwd, flags)),
    helmVersion: flags.helmVersion,
    ...(flags.kubeVersion === undefined ? {} : { kubeVersion: flags.kubeVersion }),
    apiVersions: flags.apiVersions,
    isUpgrade: flags.isUpgrade,
    clock: systemClock,
    random: new SecureRandom(),
    ...(raw.showOnly === undefined ? {} : { showOnly: raw.showOnly }),
    includeCrds: raw.includeCrds ?? false,
    skipTests: raw.skipTests ?? false,
    noHooks: !raw.hooks,
  })
  return rendered.output
}
