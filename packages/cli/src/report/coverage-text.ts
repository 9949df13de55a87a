import type { FileCoverage, TemplateCoverage, UntakenBranch } from '@seaworthy/helm'
import type { ExplainOptions } from './explain-text.ts'
import { frame } from './frame.ts'
import { fit, type Paint } from './style.ts'
import { plural } from './value-text.ts'

/** Which templates and branches no case took. `cases` are their names. */
export function coverageText(
  { branches, taken, files, off }: TemplateCoverage,
  cases: readonly string[],
  { width, paint }: ExplainOptions,
): string {
  const longest = Math.max(8, ...files.map(({ file }) => file.length))
  const room = Math.min(longest, width - 24)
  const rows = files.map((each) => fileLine(each, room, paint))
  const open = files.filter(({ never }) => never.length > 0)
  const details = open.flatMap((each) => [
    '',
    paint('bold', each.file),
    ...each.never.flatMap((one) => branchLines(one, width, paint)),
  ])
  const all = `${percent(taken, branches)} of ${plural(branches, 'branch').replace('branchs', 'branches')}`
  return `${[
    `${plural(cases.length, 'case')}: ${cases.join(', ')}`,
    '',
    paint('dim', `  ${fit('template', room)}  taken`),
    ...rows,
    ...details,
    ...off.map((chart) => `\nsubchart ${paint('bold', chart)} is off in every case`),
    '',
    taken === branches
      ? paint('green', `${all}, none is never taken`)
      : paint('yellow', `${all}, ${branches - taken} never taken`),
  ].join('\n')}\n`
}

function fileLine({ file, branches, taken }: FileCoverage, room: number, paint: Paint): string {
  const share = `${percent(taken, branches).padStart(5)}  ${taken} of ${branches}`
  return `  ${fit(file, room)}  ${taken === branches ? share : paint('yellow', share)}`
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '100%' : `${Math.floor((part * 100) / whole)}%`
}

function branchLines(
  { kind, line, column, condition, source }: UntakenBranch,
  width: number,
  paint: Paint,
): string[] {
  const what = branchWords(kind, condition)
  const head = kind === 'file' ? `  ${what}` : `  ${line}:${column} ${what}`
  if (source === undefined) return [head]
  return [head, ...frame({ source, line, column }, width - 4, paint).map((each) => `    ${each}`)]
}

function branchWords(kind: UntakenBranch['kind'], condition = ''): string {
  switch (kind) {
    case 'file':
      return 'never rendered'
    case 'define':
      return `${condition} is never included`
    case 'if':
    case 'with':
      return `never true: ${condition}`
    case 'range':
      return `never a round: ${condition}`
    case 'else':
      return `never false${condition === '' ? '' : `: ${condition}`}`
  }
}
