import { type Diagnostic, DiagnosticError } from '@seaworthy/diagnostics'
import type { Paths, RenderOutput, Segment } from '@seaworthy/gotemplate'
import { RenderingFailure } from './rendering-failure.ts'

/**
 * Does some work with what templates wrote. Where a document in it cannot be read, `again` renders traced, and the error says
 * which lines of templates wrote the faulty line, and of which values. The line itself is not shown where it is of a Secret.
 */
export function explainingManifests<T>(
  work: () => T,
  again: () => ReadonlyMap<string, RenderOutput>,
  explain: (reasons: Paths) => readonly string[],
): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof RenderingFailure) || !error.diagnostics.some(isUnreadable)) throw error
    const files = failing(again)
    const explained = error.diagnostics.map((each) =>
      isUnreadable(each) ? withoutSecret(withReasons(each, files, explain)) : each,
    )
    throw new RenderingFailure(explained, error.files)
  }
}

function isUnreadable({ code }: Diagnostic): boolean {
  return code === 'manifest-yaml'
}

/** What is random may fail the second time. */
function failing(again: () => ReadonlyMap<string, RenderOutput>): ReadonlyMap<string, RenderOutput> {
  try {
    return again()
  } catch (error) {
    if (error instanceof DiagnosticError) return new Map()
    throw error
  }
}

function withReasons(
  diagnostic: Diagnostic,
  files: ReadonlyMap<string, RenderOutput>,
  explain: (reasons: Paths) => readonly string[],
): Diagnostic {
  const { where, source = '', notes = [] } = diagnostic
  const output = where && files.get(where.file)
  const start = output?.text.indexOf(source) ?? -1
  if (where === undefined || output === undefined || start === -1) return diagnostic
  const origins = writersOf(output, start, source, where.line).map(({ origin }) => origin)
  if (origins.length === 0) return diagnostic
  const writers = origins.map(({ file, line, chain }) =>
    [`${file}:${line}`, ...chain.toReversed().map((call) => `included by ${call.file}:${call.line}`)].join(
      ', ',
    ),
  )
  const reasons = explain({
    values: unique(origins.flatMap(({ paths }) => paths)),
    guards: unique(origins.flatMap(({ guards }) => guards)),
    inputs: unique(origins.flatMap(({ inputs }) => inputs)),
  })
  return {
    ...diagnostic,
    notes: [...notes, `that line was written by ${unique(writers).join('; ')}`, ...reasons],
  }
}

/** What wrote the characters of a line of a document, its indent and its end aside. */
function writersOf(output: RenderOutput, start: number, document: string, line: number): Segment[] {
  const lines = document.split('\n')
  const text = lines[line - 1] ?? ''
  const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, start)
  const from = before + text.length - text.trimStart().length
  const to = before + text.trimEnd().length
  return (output.segments ?? []).filter((each) => Math.max(each.start, from) < Math.min(each.end, to))
}

function withoutSecret({ source = '', ...diagnostic }: Diagnostic): Diagnostic {
  const isSecret =
    /^\s*(- )?["']?kind["']?:\s*["']?Secret\b/m.test(source) || /"kind":\s*"Secret"/.test(source)
  if (!isSecret) return { ...diagnostic, source }
  return { ...diagnostic, notes: [...(diagnostic.notes ?? []), 'the line is not shown: it is of a Secret'] }
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)]
}
