import type { Command } from 'commander'
import type { ExitStatus } from '../exit.ts'
import { type RawRenderFlags, withRenderFlags } from '../flags.ts'
import { withFlagsWithoutEffect } from '../helm-flags.ts'
import type { Io } from '../io.ts'
import { readsLikePflag } from '../pflag.ts'

/** The flags of `helm lint`, as commander parses them. */
export interface LintFlags extends RawRenderFlags {
  readonly strict?: boolean
  readonly withSubcharts?: boolean
  readonly quiet?: boolean
  readonly skipSchemaValidation?: boolean
}

export function addLint(program: Command, io: Io, end: (status: ExitStatus) => void): void {
  const command = program
    .command('lint')
    .description('Examines charts for faults and for what breaks with convention, as `helm lint` does.')
    .argument('[chart...]', 'folders or archives of charts')
    .option('--strict', 'let warnings fail a chart too')
    .option('--with-subcharts', 'examine the charts in charts/ as well')
    .option('--quiet', 'print warnings and errors only')
    .option('--skip-schema-validation', 'do not hold values against values.schema.json')
  withRenderFlags(withFlagsWithoutEffect(command)).action(async (charts: string[], flags: LintFlags) => {
    // Helm 3 takes the folder where it is called.
    const paths = charts.length === 0 && flags.helmVersion === '3.21' ? ['.'] : charts
    if (paths.length === 0) command.error('error: "seaworthy lint" requires at least 1 argument')
    const { lintPaths } = await import('../lint/lint-paths.ts')
    end(await lintPaths(io, paths, flags))
  })
  readsLikePflag(command)
}
