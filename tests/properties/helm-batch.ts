import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DiagnosticError } from '@seaworthy/diagnostics'
import {
  type HelmVersion,
  loadFolder,
  memoryFiles,
  renderChart,
  type SetKind,
  type ValueLayer,
} from '@seaworthy/helm'
import { fixedClock, Random } from '@seaworthy/sim'
import { oracles } from '../../tools/oracles/run-helm.mjs'

/** A chart in memory with what the command line gives: the question of tools/oracles/helm-batch. */
export interface Question {
  readonly files: Readonly<Record<string, string>>
  /** Texts of values files. */
  readonly values?: readonly string[]
  readonly set?: readonly string[]
  readonly setString?: readonly string[]
  readonly setJson?: readonly string[]
  readonly setLiteral?: readonly string[]
}

export interface Answer {
  readonly output: string
  /** The text of NOTES.txt. */
  readonly notes: string
  /** Helm's error; of ours, every fault found. Absent where it rendered. */
  readonly errors?: readonly string[]
}

/** A question that Helm and we answer differently. */
export interface Disagreement {
  readonly version: HelmVersion
  readonly question: Question
  readonly helm: Answer
  readonly ours: Answer
}

const programs: Readonly<Record<HelmVersion, string>> = {
  '4.2': join(oracles, 'helm4-batch'),
  '3.21': join(oracles, 'helm3-batch'),
}

export const isBuilt = Object.values(programs).every(existsSync)

/** What real Helm answers, in the order of the questions. One that ends Helm itself, or that it does not end, is answered with the error `crash`. */
export function askHelm(version: HelmVersion, questions: readonly Question[]): Answer[] {
  const answers: Answer[] = []
  while (answers.length < questions.length) {
    const input = questions.slice(answers.length).map((question) => `${JSON.stringify(question)}\n`)
    const { stdout } = spawnSync(programs[version], [], {
      input: input.join(''),
      encoding: 'utf8',
      maxBuffer: 1 << 30,
      timeout: 60_000,
      env: { ...process.env, TZ: 'UTC' },
    })
    const lines = stdout.split('\n').slice(0, -1)
    answers.push(...lines.map(answerOf))
    if (answers.length < questions.length) answers.push({ output: '', notes: '', errors: [crash] })
  }
  return answers
}

const crash = 'crash'

function answerOf(line: string): Answer {
  const { error, notes = '', output } = JSON.parse(line) as { output: string; notes?: string; error?: string }
  return error === undefined ? { output, notes } : { output, notes, errors: [error] }
}

/** What we answer. */
export function askOurs(helmVersion: HelmVersion, question: Question): Answer {
  try {
    const chart = loadFolder(memoryFiles(question.files), helmVersion)
    const base = { releaseName: 'release', namespace: 'default', clock: fixedClock(0), random: new Random(1) }
    const { output, notes } = renderChart(chart, { ...base, helmVersion, values: layersOf(question) })
    return { output: asJson(output), notes: asJson(notes) }
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error
    return { output: '', notes: '', errors: error.diagnostics.map(({ message }) => asJson(message)) }
  }
}

/** Bytes that are no UTF-8 come out of the JSON of the oracle as U+FFFD. */
function asJson(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd')
}

function layersOf(question: Question): ValueLayer[] {
  const files = (question.values ?? []).map((text, at) => ({
    kind: 'file' as const,
    file: `values-${at}.yaml`,
    text,
  }))
  const flags = (kind: SetKind, given: readonly string[] = []) =>
    given.map((expression) => ({ kind, expression }))
  return [
    ...files,
    ...flags('set-json', question.setJson),
    ...flags('set', question.set),
    ...flags('set-string', question.setString),
    ...flags('set-literal', question.setLiteral),
  ]
}

/** Where ours differs from Helm: in the output, or because Helm's error is not among those that we report. */
export function disagreements(
  questions: readonly Question[],
  versions: readonly HelmVersion[] = ['4.2', '3.21'],
  isAlike: (helm: Answer, ours: Answer) => boolean = agree,
): Disagreement[] {
  return versions.flatMap((version) => {
    const answers = askHelm(version, questions)
    return questions.flatMap((question, at) => {
      const helm = answers[at] as Answer
      const ours = askOurs(version, question)
      return isAlike(helm, ours) ? [] : [{ version, question, helm, ours }]
    })
  })
}

/** Helm stops at the first fault, we report all of them. */
export function agree(helm: Answer, ours: Answer): boolean {
  if (helm.errors === undefined) {
    return ours.errors === undefined && same(ours.output, helm.output) && same(ours.notes, helm.notes)
  }
  const [cause = ''] = helm.errors
  if (cause === crash) return true
  return ours.errors?.some((each) => same(each.trim(), cause.trim())) ?? false
}

/** Where texts have several faults, which of them is named first is not asked. */
export function agreeOrFail(helm: Answer, ours: Answer): boolean {
  return helm.errors !== undefined && ours.errors !== undefined ? true : agree(helm, ours)
}

/** Go prints where in memory something is, which no two runs agree in. */
function same(a: string, b: string): boolean {
  return a === b || withoutAddresses(a) === withoutAddresses(b)
}

function withoutAddresses(text: string): string {
  return text.replace(/0x[0-9a-f]{9,12}\b/g, '0xADDRESS')
}

/** One template by itself, which may write anything: it is the notes of a chart. */
export function templateQuestion(template: string, values = ''): Question {
  const chart = 'apiVersion: v2\nname: c\nversion: 1.0.0\n'
  return { files: { 'Chart.yaml': chart, 'values.yaml': values, 'templates/NOTES.txt': template } }
}
