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

/** What real Helm answers, in the order of the questions. */
export function askHelm(version: HelmVersion, questions: readonly Question[]): Answer[] {
  const input = questions.map((question) => `${JSON.stringify(question)}\n`).join('')
  const { status, stdout, stderr } = spawnSync(programs[version], [], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    env: { ...process.env, TZ: 'UTC' },
  })
  if (status !== 0) throw new Error(`${programs[version]} ended with ${status}: ${stderr.slice(0, 2000)}`)
  const answers = stdout.trimEnd().split('\n')
  if (answers.length !== questions.length)
    throw new Error(`${questions.length} asked, ${answers.length} answered`)
  return answers.map((line) => {
    const {
      error,
      notes = '',
      output,
    } = JSON.parse(line) as { output: string; notes?: string; error?: string }
    return error === undefined ? { output, notes } : { output, notes, errors: [error] }
  })
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
): Disagreement[] {
  return versions.flatMap((version) => {
    const answers = askHelm(version, questions)
    return questions.flatMap((question, at) => {
      const helm = answers[at] as Answer
      const ours = askOurs(version, question)
      return agree(helm, ours) ? [] : [{ version, question, helm, ours }]
    })
  })
}

/** Helm stops at the first fault, we report all of them. */
export function agree(helm: Answer, ours: Answer): boolean {
  if (helm.errors === undefined) {
    return ours.errors === undefined && ours.output === helm.output && ours.notes === helm.notes
  }
  const [cause = ''] = helm.errors
  return ours.errors?.some((each) => each.trim() === cause.trim()) ?? false
}

/** One template by itself, which may write anything: it is the notes of a chart. */
export function templateQuestion(template: string, values = ''): Question {
  const chart = 'apiVersion: v2\nname: c\nversion: 1.0.0\n'
  return { files: { 'Chart.yaml': chart, 'values.yaml': values, 'templates/NOTES.txt': template } }
}
