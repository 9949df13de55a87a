import { failure } from '@seaworthy/diagnostics'
import type { TrialSetup } from '@seaworthy/trial'
import type { RenderFlags } from '../flags.ts'
import type { ChartSource } from './chart-source.ts'
import { loadModule } from './load-module.ts'
import { readValuesFiles, refuseGivenTwice, type ValuesText } from './value-layers.ts'

/** A subject as plain data: what was read once, so that every worker tries the same. */
export interface SubjectSpec {
  readonly cwd: string
  readonly chartPath: string
  readonly flags: RenderFlags
  readonly values: readonly ValuesText[]
  readonly setup: TrialSetup
}

/** Reads what a chart on disk and the flags of a command name. @throws DiagnosticError with everything that cannot be read */
export async function readSubject(
  cwd: string,
  source: ChartSource,
  flags: RenderFlags,
): Promise<SubjectSpec> {
  refuseGivenTwice(cwd, flags)
  const values = await readValuesFiles(cwd, flags)
  const setup = source.trialFile === undefined ? {} : await loadSetup(source.trialFile)
  return { cwd, chartPath: source.path, flags, values, setup }
}

async function loadSetup(file: string): Promise<TrialSetup> {
  const setup = await loadModule(file)
  if (typeof setup === 'object' && setup !== null) return setup
  throw failure({
    code: 'trial-setup',
    message: `${file} exports no trial setup`,
    where: { file, line: 1, column: 1 },
    found: `a default export of type ${typeof setup}`,
    expected: 'export default defineTrial({ … })',
    help: "import { defineTrial } from 'seaworthy/trial' and export its result as default",
  })
}
