import type { Command } from 'commander'
import type { ShownPart } from '@seaworthy/helm'
import { locateChart, type ReferenceFlags, withReferenceFlags } from '../chart-reference.ts'
import type { ExitStatus } from '../exit.ts'
import { helmVersionOption, type LimitFlags, withLimitFlags } from '../flags.ts'
import { withFlagsWithoutEffect } from '../helm-flags.ts'
import type { Io } from '../io.ts'
import { readsLikePflag } from '../pflag.ts'

interface ShowFlags extends ReferenceFlags, LimitFlags {
  readonly jsonpath?: string
  readonly helmVersion: '4.2' | '3.21'
}

const parts: Readonly<Record<ShownPart, string>> = {
  all: 'everything of these',
  chart: 'Chart.yaml, as Helm reads it',
  values: 'values.yaml',
  readme: 'the README',
  crds: 'the CustomResourceDefinitions in crds/',
}

export function addShow(program: Command, io: Io, end: (status: ExitStatus) => void): void {
  const show = program.command('show').description('Prints what a chart holds, as `helm show` does.')
  for (const [part, text] of Object.entries(parts)) {
    const command = show
      .command(part)
      .description(`Prints ${text}.`)
      .summary(`print ${text}`)
      .argument('<chart>', 'folder or archive of a chart, or folder of a typed chart')
      .addOption(helmVersionOption())
    if (part === 'values') command.option('--jsonpath <expression>', 'print what this picks of the values')
    withReferenceFlags(withFlagsWithoutEffect(withLimitFlags(command))).action(
      async (chart: string, flags: ShowFlags) => {
        const { path } = await locateChart(io, chart, flags)
        const { showChart } = await import('@seaworthy/helm')
        const { loadChartAt } = await import('../subject/load-chart-at.ts')
        const { loadOptions } = await import('../subject/load-options.ts')
        const loaded = loadChartAt(io.cwd, path, flags.helmVersion, loadOptions(flags))
        for (const line of loaded.loadWarnings) io.err(`${line}\n`)
        io.out(showChart(loaded, part as ShownPart, flags.helmVersion, flags.jsonpath))
        end(0)
      },
    )
    readsLikePflag(command)
  }
}
