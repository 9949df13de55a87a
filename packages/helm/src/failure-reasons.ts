import { type Diagnostic, DiagnosticError } from '@seaworthy/diagnostics'
import type { Paths } from '@seaworthy/gotemplate'
import type { FieldPath } from './rendered.ts'
import type { ValueOrigin } from './values/layer.ts'
import { readPath } from './values/path-syntax.ts'
import { layerInErrors } from './values/secret-name.ts'
import type { PathNormalizer } from './values/value-origin.ts'

/** Errors of templates, of which values can be the reason. */
const explained: ReadonlySet<string> = new Set(['template-execution', 'template-failed'])

/**
 * Does some work. Where templates fail in it, `again` does it traced, and the notes of its errors are added to those of the
 * first: only a failure pays for its explanation. What the second attempt says besides may differ, as random texts do.
 */
export function explainingFailure<T>(work: () => T, again: () => void): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof DiagnosticError) || !error.diagnostics.some(({ code }) => explained.has(code)))
      throw error
    throw withNotes(error, failuresOf(again))
  }
}

function failuresOf(work: () => void): readonly Diagnostic[] {
  try {
    work()
    return []
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics
    throw error
  }
}

function withNotes(error: DiagnosticError, again: readonly Diagnostic[]): DiagnosticError {
  return new DiagnosticError(
    error.diagnostics.map((diagnostic, index) => {
      const { where, notes } = again[index] ?? {}
      const isSame = JSON.stringify(where) === JSON.stringify(diagnostic.where)
      return isSame && notes !== undefined ? { ...diagnostic, notes } : diagnostic
    }),
  )
}

/** Says of the values that led to an error what they did, and where each was set last. */
export function reasonNotes(
  normalize: PathNormalizer,
  originOf: (path: FieldPath) => ValueOrigin | undefined,
): (reasons: Paths) => readonly string[] {
  const named = (path: string) =>
    path === '' ? 'the values' : `${path} (${placeOf(path, originOf(readPath(path)))})`
  return ({ values, guards, inputs }) => [
    ...sentence('it was computed from', [...unique(values.flatMap(normalize)).map(named), ...inputs]),
    ...sentence(
      'it was reached because of',
      unique(guards.filter((path) => !values.includes(path)).flatMap(normalize)).map(named),
    ),
  ]
}

function placeOf(path: string, origin: ValueOrigin | undefined): string {
  if (origin === undefined) return 'not set'
  const layer = layerInErrors(path, origin.layer)
  return origin.where === undefined ? layer : `${layer}:${origin.where.line}`
}

function sentence(beginning: string, named: readonly string[]): string[] {
  return named.length === 0 ? [] : [`${beginning} ${named.join(', ')}`]
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)]
}
