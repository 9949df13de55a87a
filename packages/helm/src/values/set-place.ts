import type { Span } from '@seaworthy/diagnostics'
import type { YamlDocument, YamlPath } from '@seaworthy/yaml'
import type { SetLayer, ValueOrigin } from './set-layer.ts'

/** Where a value is set, and the line that says so. */
export interface SetPlace {
  /** The key and, on the same line, its value. Of a flag: `--set`, line 1, and the columns of the part in its text. */
  readonly where: Span
  /** The line, or the part of the flag. */
  readonly source: string
}

/** Where one of several merged documents sets a path. */
export function documentOrigin(documents: readonly YamlDocument[], path: YamlPath): ValueOrigin | undefined {
  for (const document of documents.toReversed()) {
    const where = document.span(path)
    if (where !== undefined) return { layer: document.file, where }
  }
  return undefined
}

/** Where one of several merged documents sets a path, with the line. */
export function documentPlace(documents: readonly YamlDocument[], path: YamlPath): SetPlace | undefined {
  const document = documents.findLast((each) => each.span(path) !== undefined)
  const key = document?.span(path)
  if (document === undefined || key === undefined) return undefined
  const value = document.valueSpan(path)
  const end = value?.line === key.line ? (value.endColumn ?? key.endColumn) : key.endColumn
  const where = { ...key, ...(end !== undefined && { endColumn: end }) }
  return { where, source: document.text.split('\n')[key.line - 1] ?? '' }
}

/** The part of a flag that `unit` means, its offsets as `from-to`; other parts are nobody's business: they may be secrets. */
export function flagPlace(
  { flag, expression }: Extract<SetLayer, { kind: 'flag' }>,
  unit: string,
): SetPlace | undefined {
  const [, from, to] = /^(\d+)-(\d+)$/.exec(unit) ?? []
  if (from === undefined || to === undefined) return undefined
  const [start, end] = [Number(from), Number(to)]
  return {
    where: { file: `--${flag}`, line: 1, column: start + 1, endColumn: end + 1 },
    source: expression.slice(start, end),
  }
}
