import type { HelmVersion } from '@seaworthy/helm'
import type { RenderCase } from './cases.ts'
import { withCertificatesRead } from './certificates.ts'
import type { Answer, HelmAnswers } from './helm-answers.ts'
import { ourAnswer } from './our-answer.ts'
import { sameShape, withoutAddresses } from './shape.ts'

/**
 * `masked`: equal but for lines in which runs of Helm itself differ, and there of the same shape. `crash`: we threw
 * something that is no diagnostic.
 */
export type Verdict = 'identical' | 'masked' | 'fails alike' | 'different' | 'crash'

export interface Outcome {
  readonly case: RenderCase
  readonly version: HelmVersion
  readonly verdict: Verdict
  /** The first difference. */
  readonly detail?: string
}

/** Lets Helm and us render the same, and says how the answers compare. */
export async function compare(helm: HelmAnswers, version: HelmVersion, each: RenderCase): Promise<Outcome> {
  const outcome = (verdict: Verdict, detail?: string): Outcome => ({
    case: each,
    version,
    verdict,
    ...(detail !== undefined && { detail }),
  })
  const real = await helm.answer(version, each, 1)
  let ours: Answer
  try {
    ours = ourAnswer(version, each)
  } catch (error) {
    return outcome('crash', error instanceof Error ? error.stack : String(error))
  }
  if (real.ok && ours.ok && real.text === ours.text) return outcome('identical')
  if (!real.ok && !ours.ok && saysSame(ours.faults, real.faults)) return outcome('fails alike')
  const runs = [real, await helm.answer(version, each, 2)]
  let detail = maskedDifference(ours, runs)
  while (detail !== undefined && mayVary(runs)) {
    // What depends on the time is the same in runs of one second, and remembered runs are of another day.
    await new Promise((resolve) => setTimeout(resolve, 1100))
    runs.push(await helm.ask(version, each))
    detail = maskedDifference(ours, runs)
  }
  return detail === undefined ? outcome(ours.ok ? 'masked' : 'fails alike') : outcome('different', detail)
}

/** Three runs show what Helm draws; where it orders a few things by chance, some of its runs are alike. */
function mayVary(runs: readonly Answer[]): boolean {
  const said = new Set(runs.map((run) => (run.ok ? run.text : run.faults.join())))
  return runs.length < (said.size > 1 ? 10 : 3)
}

/** The first difference beyond chance; undefined where there is none. */
export function maskedDifference(ours: Answer, runs: readonly Answer[]): string | undefined {
  const failed = runs.flatMap((run) => (run.ok ? [] : run.faults))
  const outputs = runs.flatMap((run) => (run.ok ? [run.text] : []))
  if (!ours.ok) {
    const said = `ours fails: ${ours.faults.join('\n      and: ')}`
    if (failed.length === 0) return `Helm renders\n${said}`
    return saysSame(ours.faults, failed) ? undefined : `Helm fails: ${failed[0]}\n${said}`
  }
  if (outputs.length === 0) return `Helm fails: ${failed[0]}\nours renders`
  return outputDifference(ours.text, outputs)
}

/** Helm stops at its first fault, ours may report more. */
function saysSame(ours: readonly string[], real: readonly string[]): boolean {
  return real.some((fault) => ours.some((each) => sorted(each) === sorted(fault)))
}

/** Helm says how the network failed; ours does not ask it for schemas. */
const noNetwork =
  /HTTP request failed for .*?: (?:no such host|i\/o timeout|connection refused|server misbehaving)|remote schemas are not fetched/g

/** Helm lists the faults of one schema in the order of a Go map. */
function sorted(said: string): string {
  const fault = withoutAddresses(said).replaceAll(noNetwork, '')
  return fault.includes('the schema(s)') ? fault.split('\n').sort().join('\n') : fault
}

function outputDifference(ours: string, outputs: readonly string[]): string | undefined {
  const runs = outputs.map((output) => withCertificatesRead(output, outputs).split('\n'))
  const lines = withCertificatesRead(ours, outputs).split('\n')
  const [first = []] = runs
  if (runs.some(({ length }) => length !== first.length))
    return 'runs of Helm itself differ in their number of lines'
  for (let at = 0; at < Math.max(first.length, lines.length); at++) {
    const line = lines[at]
    const theirs = runs.map((run) => run[at] ?? '')
    if (theirs.every((each) => each === line)) continue
    const isDrawn = new Set(theirs).size > 1
    if (isDrawn && line !== undefined && (isReordered(lines, runs, at) ?? sameShape(line, theirs))) continue
    return `${lineDifference(first, lines, at)}${isDrawn ? `\nrun 2: ${theirs[1]?.slice(0, 300)}` : ''}`
  }
  return undefined
}

/**
 * Where Helm only orders lines by chance: whether ours are the same in any order. Undefined where the lines themselves are
 * drawn.
 */
function isReordered(
  ours: readonly string[],
  runs: readonly (readonly string[])[],
  at: number,
): boolean | undefined {
  const isDrawn = (index: number) => index >= 0 && new Set(runs.map((run) => run[index])).size > 1
  let start = at
  let end = at + 1
  while (isDrawn(start - 1)) start--
  while (end < ours.length && isDrawn(end)) end++
  const block = (lines: readonly string[]) => lines.slice(start, end).sort().join('\n')
  const [first, ...others] = runs.map(block)
  return others.every((each) => each === first) ? block(ours) === first : undefined
}

function lineDifference(real: readonly string[], ours: readonly string[], at: number): string {
  const source = real.slice(0, at + 1).findLast((line) => line.startsWith('# Source: ')) ?? ''
  return `${source}\nline ${at + 1}\nHelm: ${shown(real[at])}\nours: ${shown(ours[at])}`
}

function shown(line: string | undefined): string {
  return line === undefined ? 'no more lines' : JSON.stringify(line.slice(0, 300))
}
