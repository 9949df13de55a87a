import { findResource } from '@seaworthy/kube'
import type { BranchCoverage } from '@seaworthy/gotemplate'
import type { RenderedRelease } from '../rendered.ts'
import { formatPath } from '../values/path-syntax.ts'
import type { Explainer } from './explain-field.ts'
import { explainable, isTemplate } from './object-query.ts'
import { sourcesOf, type UsedValue } from './used-value.ts'

/** A branch that was not taken, behind which stands an object that somebody looked for. */
export interface AbsentReason {
  readonly file: string
  readonly line: number
  /** As written: `.Values.ingress.enabled`. */
  readonly condition: string
  readonly isElse: boolean
  /** The values that the condition names. */
  readonly values: readonly UsedValue[]
}

/**
 * Why a release has no object of a kind, or nothing of a template: conditions that were not true in templates that write such
 * objects. A look at texts, and so a hint. The release must have been rendered with `coverage`.
 */
export function absentReasons(explainer: Explainer, query: string): AbsentReason[] {
  const { release } = explainer
  const { coverage = [] } = release
  const files = [...new Set(coverage.map(({ file }) => file))].filter((file) => isAsked(release, file, query))
  return files.flatMap((file) => {
    const text = sourcesOf(release).templateText(file) ?? ''
    const line = text.split('\n').findIndex((each) => kindLine(query).test(each)) + 1
    const before = coverage.filter(
      (each) => each.file === file && isClosed(each) && each.line <= (line || Infinity),
    )
    const last = before.at(-1)
    return last === undefined ? [] : [reasonOf(explainer, last)]
  })
}

function isClosed({ kind, taken }: BranchCoverage): boolean {
  return taken === 0 && kind !== 'file' && kind !== 'define'
}

/** A template that was asked for by name, or that writes objects of the kind and wrote none. */
function isAsked(release: RenderedRelease, file: string, query: string): boolean {
  if (file === query || file.endsWith(`/${query}`)) return true
  if (!query.includes('/') || isTemplate(query)) return false
  if (explainable(release).some(({ source }) => source === file)) return false
  return kindLine(query).test(sourcesOf(release).templateText(file) ?? '')
}

/** The line that names the kind that a query means; of a template any. */
function kindLine(query: string): RegExp {
  if (isTemplate(query)) return /^\s*kind:/m
  const [word = ''] = query.split('/')
  const kind = findResource(word)?.kind ?? word
  return new RegExp(`^\\s*kind:\\s*["']?${kind.replace(/[^\w]/g, '')}\\b`, 'im')
}

function reasonOf(explainer: Explainer, { file, line, kind, condition = '' }: BranchCoverage): AbsentReason {
  const prefix = chartPath(file)
  const named = [...condition.matchAll(/\.Values((?:\.\w+)+)/g)].map(([, path = '']) =>
    path.slice(1).split('.'),
  )
  const paths = named.map((path) => formatPath(path[0] === 'global' ? path : [...prefix, ...path]))
  const values = [...new Set(paths)].map((path) => explainer.value(path))
  return { file, line, condition, isElse: kind === 'else', values }
}

/** `['cache']` for a template of the subchart `market/charts/cache/templates/…`. */
function chartPath(file: string): string[] {
  const [folders = ''] = file.split('/templates/', 1)
  return folders.split('/charts/').slice(1)
}
