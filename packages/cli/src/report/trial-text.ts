import type { Counterexample, ScenarioReport, Verdict } from '@seaworthy/trial'
import { duration } from './duration.ts'
import { findingsText, type TemplateText } from './findings-text.ts'
import { drawLanes } from './lanes.ts'
import { fit, type Paint, type Style, wrap } from './style.ts'
import type { TrialReport } from './trial-report.ts'

export interface TextOptions {
  readonly width: number
  readonly paint: Paint
  readonly templates: TemplateText
}

/** The whole report as text, with a newline at its end. */
export function trialText(report: TrialReport, options: TextOptions): string {
  const { paint, width } = options
  const heading = (text: string) => ['', paint('bold', text)]
  const sections = [
    ...headline(report, paint),
    ...heading('FINDINGS'),
    ...findingsText(report.check, options.templates, width, paint),
    ...heading('TRIALS'),
    paint(
      'dim',
      `  ${fit('scenario', 40)} ${fit('', 6)}  ${fit('verdict', 9)}  virtual time, median and longest`,
    ),
    ...report.scenarios.map((scenario) => scenarioLine(scenario, paint)),
    ...counterexamples(report, options),
    ...timeline(report.scenarios, options),
    ...heading('ASKED'),
    ...asked(report.scenarios),
    ...heading('ASSUMED'),
    ...list(report.assumptions, width),
    ...heading('NOT JUDGED'),
    ...list(report.notJudged, width),
    ...summary(report, paint),
  ]
  return `${sections.join('\n')}\n`
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`
}

function headline({ chart, release, versions }: TrialReport, paint: Paint): string[] {
  return [
    `${paint('bold', `${chart.name} ${chart.version}`)} as release ${release.name} in namespace ${release.namespace}`,
    paint(
      'dim',
      `${count(release.objects, 'object')}, ${count(release.hooks, 'hook')} · rendered as Helm ${versions.helm} · tried on Kubernetes ${versions.kubernetes}, simulated`,
    ),
  ]
}

const verdictMarks: Readonly<Record<Verdict, readonly [string, Style]>> = {
  held: ['ok', 'green'],
  violated: ['VIOLATED', 'red'],
  unknown: ['unknown', 'yellow'],
  'not-tried': ['not tried', 'yellow'],
}

function scenarioLine(scenario: ScenarioReport, paint: Paint): string {
  const [mark, style] = verdictMarks[scenario.verdict]
  const name = `  ${fit(scenario.title, 40)} ${fit(scenario.wait ? '--wait' : '', 6)}  ${paint(style, fit(mark, 9))}`
  if (scenario.verdict === 'not-tried') return `${name}  ${paint('dim', scenario.unknowns.join('; '))}`
  const { median, longest } = scenario.durationMs
  const time = `${fit(duration(median), 9)} to ${fit(duration(longest), 9)}`
  const runs = count(scenario.runs, 'run')
  if (scenario.verdict === 'violated')
    return `${name}  ${time}  ${runs}, ${scenario.violatedRuns} with a violation`
  if (scenario.verdict === 'unknown') return `${name}  ${time}  ${runs}, see NOT JUDGED`
  return `${name}  ${time}  ${runs}, no violation`
}

/** A violation that shows with `--wait` and without is told once. */
function counterexamples({ scenarios, command }: TrialReport, options: TextOptions): string[] {
  const told = new Map<string, ScenarioReport>()
  return scenarios.flatMap((scenario) =>
    scenario.counterexamples.flatMap((found) => {
      const key = `${scenario.scenario} ${found.violation.property} ${found.violation.cause}`
      const before = told.get(key)
      told.set(key, before ?? scenario)
      if (before !== undefined) return []
      const both = scenarios.some(
        (other) =>
          other !== scenario &&
          other.scenario === scenario.scenario &&
          other.counterexamples.some(({ violation }) => violation.property === found.violation.property),
      )
      return counterexample(scenario, found, both, options, command)
    }),
  )
}

function counterexample(
  scenario: ScenarioReport,
  found: Counterexample,
  both: boolean,
  { width, paint }: TextOptions,
  command: string,
): string[] {
  const { violation, seed } = found
  const mode = both ? ', with --wait and without' : scenario.wait ? ', with --wait' : ', without --wait'
  return [
    '',
    `  ${paint('red', `violated[${violation.property}]`)} ${paint('bold', scenario.title)}${mode}`,
    `    ${wrap(`at ${duration(violation.atMs)}: ${violation.message}`, width - 6, '      ')}`,
    ...(violation.cause === undefined
      ? []
      : [`    ${wrap(`because ${violation.cause}`, width - 6, '      ')}`]),
    ...story(found, scenario.runs === 1),
    paint(
      'dim',
      `    replay: ${command} --scenario ${scenario.scenario} ${scenario.wait ? '--wait' : '--no-wait'} --seed ${seed}`,
    ),
  ]
}

/** How many steps of a story are told: the last ones before the violation are those that led there. A replay tells all. */
const STEPS = 12

function story({ timeline, violation }: Counterexample, whole: boolean): string[] {
  const before = timeline.entries.filter(({ atMs }) => atMs <= violation.atMs)
  const told = whole ? before : before.slice(-STEPS)
  const skipped = before.length - told.length
  const lines = told.map(
    ({ atMs, subject, text, by, times }) =>
      `      ${duration(atMs).padStart(9)}  ${subject} ${text}${times > 1 ? `, ${times} times` : ''}  (${by})`,
  )
  return skipped > 0 ? [`      ${`… ${skipped} steps before`}`, ...lines] : lines
}

/** The upgrade to a new image, waited for, as bars: what most people do most often. */
function timeline(scenarios: readonly ScenarioReport[], { width, paint }: TextOptions): string[] {
  const upgrades = scenarios.filter(({ scenario, runs }) => scenario === 'upgrade-image' && runs > 0)
  const shown = upgrades.find(({ wait }) => wait) ?? upgrades[0]
  if (shown === undefined) return []
  // Without pods and Jobs there is nothing to draw.
  if (shown.sample.lanes.length === 0) return []
  const title = `TIMELINE  ${shown.title}${shown.wait ? ', --wait' : ''}, seed ${shown.sampleSeed}`
  return ['', paint('bold', title), ...drawLanes(shown.sample, width, paint), ...steps(shown)]
}

function steps({ sample }: ScenarioReport): string[] {
  const told = sample.entries.filter(({ subject }) => subject === 'release' || subject.startsWith('Job/'))
  return told.map(({ atMs, subject, text }) => `  ${duration(atMs).padStart(9)}  ${subject} ${text}`)
}

/** What each property demands; scenarios differ in which they ask. */
function asked(scenarios: readonly ScenarioReport[]): string[] {
  const demands = new Map<string, string>()
  for (const { properties, runs } of scenarios) {
    // Scenarios differ in how the operation should end: one line says so.
    const told = (text: string) =>
      text.replace(
        /^the operation ends, (deployed|failed)$/,
        'the operation ends, deployed or failed as the scenario expects',
      )
    if (runs > 0)
      for (const { name, demands: text } of properties) demands.set(`${name} ${told(text)}`, told(text))
  }
  const sorted = [...demands].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return sorted.map(([key, text]) => `  ${fit(key.split(' ')[0] ?? '', 16)} ${text}`)
}

function list(sentences: readonly string[], width: number): string[] {
  if (sentences.length === 0) return ['  nothing']
  return sentences.map((sentence) => `  - ${wrap(sentence, width - 4, '    ')}`)
}

function summary({ check, scenarios }: TrialReport, paint: Paint): string[] {
  const havingVerdict = (verdict: Verdict) =>
    scenarios.filter((scenario) => scenario.verdict === verdict).length
  const runs = scenarios.reduce((sum, scenario) => sum + scenario.runs, 0)
  const found = check.findings.length
  const violated = havingVerdict('violated')
  const verdict =
    found + violated === 0
      ? paint('green', 'no finding and no violation')
      : paint(
          'red',
          `${found} ${found === 1 ? 'finding' : 'findings'}, ${violated} ${violated === 1 ? 'scenario' : 'scenarios'} violated`,
        )
  const open = havingVerdict('unknown') + havingVerdict('not-tried')
  const rest = open === 0 ? '' : `; ${open} ${open === 1 ? 'scenario' : 'scenarios'} not judged`
  return [
    '',
    `${verdict} in ${count(runs, 'run')} of ${count(scenarios.filter((scenario) => scenario.runs > 0).length, 'scenario')}, under the assumptions above${rest}`,
  ]
}
