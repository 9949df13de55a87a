import { relative } from 'node:path'
import type { Outcome, Verdict } from './compare.ts'

const columns: readonly Verdict[] = ['identical', 'masked', 'fails alike', 'different', 'crash']

/** Whether the case counts as equal to Helm's. */
export function isEqual({ verdict }: Outcome): boolean {
  return verdict !== 'different' && verdict !== 'crash'
}

/** One case that is not equal, with its first difference. */
export function caseText({ case: each, version, verdict, detail = '' }: Outcome, cwd: string): string {
  const chart = relative(cwd, each.chart)
  const indented = detail.slice(0, 3000).replaceAll('\n', '\n  ')
  return `${verdict}: ${chart.startsWith('..') ? each.chart : chart} ${each.label} (${version})\n  ${indented}`
}

interface Row {
  readonly house: string
  readonly charts: number
  readonly version: string
  readonly counts: readonly number[]
}

/** A row for each house and version, and the sums. */
export function rows(outcomes: readonly Outcome[]): Row[] {
  const versions = [...new Set(outcomes.map(({ version }) => version))]
  const houses = [...new Set(outcomes.map((each) => each.case.house))].sort()
  const perHouse = houses.flatMap((house) => versions.map((version) => row(house, version, outcomes)))
  const totals = versions.map((version) => row(undefined, version, outcomes))
  return [...perHouse.filter(({ counts }) => counts.some((count) => count > 0)), ...totals]
}

function row(house: string | undefined, version: string, outcomes: readonly Outcome[]): Row {
  const own = outcomes.filter(
    (each) => each.version === version && (house === undefined || each.case.house === house),
  )
  return {
    house: house ?? 'total',
    version,
    charts: new Set(own.map((each) => each.case.chart)).size,
    counts: columns.map((verdict) => own.filter((each) => each.verdict === verdict).length),
  }
}

/** The table, with a line for each house and version. */
export function tableText(outcomes: readonly Outcome[]): string {
  const head = ['house', 'Helm', 'charts', 'renders', ...columns]
  const lines = rows(outcomes).map(({ house, version, charts, counts }) => [
    house,
    version,
    charts,
    counts.reduce((sum, count) => sum + count, 0),
    ...counts,
  ])
  const cells = [head, ...lines].map((line) => line.map(String))
  const widths = head.map((_, at) => Math.max(...cells.map((line) => line[at]?.length ?? 0)))
  return cells
    .map((line) =>
      line.map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))),
    )
    .map((line) => line.join('  ').trimEnd())
    .join('\n')
}

/** The same for programs. */
export function jsonReport(outcomes: readonly Outcome[]): object {
  const equal = outcomes.filter(isEqual).length
  return {
    kind: 'ParityReport',
    equal,
    different: outcomes.length - equal,
    table: rows(outcomes).map(({ house, version, charts, counts }) => ({
      house,
      version,
      charts,
      ...Object.fromEntries(columns.map((verdict, at) => [verdict, counts[at]])),
    })),
    differences: outcomes
      .filter((each) => !isEqual(each))
      .map(({ case: { house, chart, args }, version, verdict, detail }) => ({
        house,
        chart,
        args,
        version,
        verdict,
        detail,
      })),
  }
}
