import type { Command } from 'commander'
import { checkRelease } from '@seaworthy/check'
import type { ExitStatus } from '../exit.ts'
import {
  nameAndChart,
  outputOption,
  type RawRenderFlags,
  refuseNamespace,
  renderFlags,
  withNameAndChart,
  withRenderFlags,
} from '../flags.ts'
import { type ReferenceFlags, withReferenceFlags } from '../chart-reference.ts'
import type { Io } from '../io.ts'
import { checkText } from '../report/check-text.ts'
import { painter } from '../report/style.ts'
import { localChart } from '../subject/chart-reference.ts'
import { chartSource } from '../subject/chart-source.ts'
import { loadSubject, templateTexts } from '../subject/load-subject.ts'
import { readSubject } from '../subject/subject-spec.ts'

interface CheckFlags extends RawRenderFlags, ReferenceFlags {
  readonly output: string
}

export function addCheck(program: Command, io: Io, end: (status: ExitStatus) => void): void {
  const command = program
    .command('check')
    .description(
      'Renders a chart and checks the whole release: phases, references, selectors, budgets, rollouts.',
    )
  withReferenceFlags(withRenderFlags(withNameAndChart(command)))
    .addOption(outputOption())
    .action(async (first: string | undefined, second: string | undefined, raw: CheckFlags) => {
      const { name, chart } = nameAndChart(command, io.cwd, first, second)
      refuseNamespace(raw)
      end(await check(io, chart, name, raw))
    })
}

async function check(io: Io, chart: string, name: string, raw: CheckFlags): Promise<ExitStatus> {
  const source = await chartSource(io.cwd, await localChart(io, chart, raw))
  const { release, provided } = loadSubject(await readSubject(io.cwd, source, renderFlags(name, raw)), true)
  const result = checkRelease(release, provided)
  const templates = templateTexts(source.path, release.chart.name)
  if (raw.output === 'json') {
    const { name: chartName, version } = release.chart
    const report = {
      apiVersion: 'seaworthy.dev/v1alpha1',
      kind: 'CheckReport',
      chart: { name: chartName, version, path: chart },
      ...result,
    }
    io.out(`${JSON.stringify(report, null, 2)}\n`)
  } else io.out(checkText(release, result, { width: io.width, paint: painter(io.colour), templates }))
  return result.findings.length > 0 ? 1 : 0
}
