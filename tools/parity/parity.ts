// Renders every chart found below the given folders through real Helm 4 and 3 and through ours, and compares.
//   npm run parity -- FOLDER… [--version 4.2|3.21] [--flip N] [--seed S] [-o json] [--report FILE] [--verbose]
// Each chart is rendered with its defaults and with each ci/*values*.yaml; --flip adds N calls per chart with other
// values and flags, drawn from the seed. What Helm says is remembered in ~/.cache/seaworthy/parity
// (SEAWORTHY_PARITY_CACHE). Exit status: 0 nothing differs, 1 something does, 2 a wrong call.
import { existsSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { resolve } from 'node:path'
import type { HelmVersion } from '@seaworthy/helm'
import { casesBelow, type RenderCase } from './cases.ts'
import { compare, type Outcome } from './compare.ts'
import { flippedCases } from './flips.ts'
import { HelmAnswers } from './helm-answers.ts'
import { caseText, isEqual, jsonReport, tableText } from './report.ts'

/** Helms that run at once, while ours renders here. */
const atOnce = 2

process.exitCode = await parity()

async function parity(): Promise<number> {
  const { values, positionals: folders } = parseArgs({
    allowPositionals: true,
    options: {
      version: { type: 'string' },
      flip: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      output: { type: 'string', short: 'o', default: 'text' },
      report: { type: 'string' },
      verbose: { type: 'boolean', default: false },
    },
  })
  const versions = versionsOf(values.version)
  if (folders.length === 0 || versions === undefined) {
    console.error(
      'npm run parity -- FOLDER… [--version 4.2|3.21] [--flip N] [--seed S] [-o json] [--verbose]',
    )
    return 2
  }
  const absent = folders.filter((folder) => !existsSync(folder))
  if (absent.length > 0) {
    console.error(`no such folder: ${absent.join(', ')}`)
    return 2
  }
  const cases = folders.flatMap((folder) => withFlips(folder, Number(values.flip), Number(values.seed)))
  const json = values.output === 'json'
  const outcomes = await compareAll(cases, versions, (outcome) => {
    if (!json && (values.verbose || !isEqual(outcome))) console.log(caseText(outcome, process.cwd()))
  })
  const report = JSON.stringify(jsonReport(outcomes), null, 2)
  if (values.report !== undefined) writeFileSync(values.report, report)
  console.log(json ? report : tableText(outcomes))
  return outcomes.length > 0 && outcomes.every(isEqual) ? 0 : 1
}

function versionsOf(wanted: string | undefined): readonly HelmVersion[] | undefined {
  const all: readonly HelmVersion[] = ['4.2', '3.21']
  if (wanted === undefined) return all
  const found = all.filter((version) => version === wanted)
  return found.length === 0 ? undefined : found
}

function withFlips(folder: string, count: number, seed: number): RenderCase[] {
  const root = resolve(folder)
  return casesBelow(folder).flatMap((each) =>
    each.args.length > 0 || count === 0 ? [each] : [each, ...flippedCases(each, root, count, seed)],
  )
}

async function compareAll(
  cases: readonly RenderCase[],
  versions: readonly HelmVersion[],
  each: (outcome: Outcome) => void,
): Promise<Outcome[]> {
  const helm = new HelmAnswers()
  const waiting = cases.flatMap((one) => versions.map((version) => ({ one, version }))).values()
  const outcomes: Outcome[] = []
  const work = async () => {
    for (const { one, version } of waiting) {
      const outcome = await compare(helm, version, one)
      outcomes.push(outcome)
      each(outcome)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return outcomes
}
