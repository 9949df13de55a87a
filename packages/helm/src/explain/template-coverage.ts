import { type BranchCoverage, mergeCoverage } from '@seaworthy/gotemplate'
import type { RenderedRelease } from '../rendered.ts'

/** What several renders of a chart executed of one template file. */
export interface FileCoverage {
  readonly file: string
  /** Branches of it: the file itself, defines, and what if, with, range and else lead to. */
  readonly branches: number
  readonly taken: number
  readonly never: readonly UntakenBranch[]
}

export interface UntakenBranch {
  readonly kind: BranchCoverage['kind']
  readonly line: number
  readonly column: number
  readonly condition?: string
  /** The line where it begins. */
  readonly source?: string
}

export interface TemplateCoverage {
  readonly branches: number
  readonly taken: number
  readonly files: readonly FileCoverage[]
  /** Values paths of subcharts that were switched off in every render: their templates are not counted. */
  readonly off: readonly string[]
}

/**
 * The branches that none of several renders of one chart took, file by file. Branches inside one that was never taken are
 * counted, and listed too. The releases must have been rendered with `coverage`.
 */
export function templateCoverage(releases: readonly RenderedRelease[]): TemplateCoverage {
  const byFile = new Map<string, BranchCoverage[]>()
  for (const branch of mergeCoverage(releases.map(({ coverage }) => coverage ?? []))) {
    if (isOfNothing(branch)) continue
    byFile.set(branch.file, [...(byFile.get(branch.file) ?? []), branch])
  }
  const files = [...byFile].map(([file, branches]) => fileCoverage(file, branches, textOf(releases, file)))
  files.sort((a, b) => (a.file < b.file ? -1 : 1))
  return {
    branches: files.reduce((sum, { branches }) => sum + branches, 0),
    taken: files.reduce((sum, { taken }) => sum + taken, 0),
    files,
    off: offInAll(releases),
  }
}

/** A file of defines is never rendered itself. */
function isOfNothing({ kind, file }: BranchCoverage): boolean {
  return kind === 'file' && file.slice(file.lastIndexOf('/') + 1).startsWith('_')
}

function textOf(releases: readonly RenderedRelease[], file: string): string | undefined {
  return releases.map(({ sources }) => sources?.templateText(file)).find((text) => text !== undefined)
}

function offInAll(releases: readonly RenderedRelease[]): string[] {
  const [first = [], ...others] = releases.map(({ sources }) =>
    (sources?.disabled() ?? []).map(({ chart }) => chart),
  )
  return first.filter((chart) => others.every((each) => each.includes(chart)))
}

function fileCoverage(
  file: string,
  branches: readonly BranchCoverage[],
  text: string | undefined,
): FileCoverage {
  const lines = text?.split('\n') ?? []
  const untaken = branches.filter(({ taken }) => taken === 0)
  const wholeFile = untaken.find(({ kind }) => kind === 'file')
  // Defines in a file stand on their own: they are called from elsewhere.
  const told =
    wholeFile === undefined ? untaken : [wholeFile, ...untaken.filter(({ kind }) => kind === 'define')]
  return {
    file,
    branches: branches.length,
    taken: branches.length - untaken.length,
    never: told.map(({ kind, line, column, condition }) => {
      const source = kind === 'file' ? undefined : lines[line - 1]
      return {
        kind,
        line,
        column,
        ...(condition !== undefined && { condition }),
        ...(source !== undefined && { source }),
      }
    }),
  }
}
