import { type LoadOptions, parseLimits } from '@seaworthy/helm'
import type { LimitFlags } from '../flags.ts'

/** What a chart may take, as the flags say it. @throws DiagnosticError `limit-invalid` */
export function loadOptions({
  limit = [],
  followLinks = false,
}: Readonly<LimitFlags>): Required<LoadOptions> {
  return { limits: parseLimits(limit), followLinks }
}
