import type { Command } from 'commander'
import { type LoadOptions, parseLimits } from '@seaworthy/helm'
import { listOption } from './flags.ts'

/** Flags that let a chart take more of the machine than a chart from elsewhere should. */
export interface LimitFlags {
  readonly limit?: string[]
  readonly followLinks?: boolean
}

export function withLimitFlags(command: Command): Command {
  return command
    .addOption(
      listOption('--limit <name=number>', 'raise a limit, as its error says; can be given several times'),
    )
    .option('--follow-links', 'let symbolic links lead out of the chart')
}

/** @throws DiagnosticError `limit-invalid` */
export async function limitsOf({ limit = [], followLinks = false }: LimitFlags): Promise<LoadOptions> {
  return { limits: parseLimits(limit), followLinks }
}
