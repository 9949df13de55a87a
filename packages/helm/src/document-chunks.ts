import { trimSpace } from './manifest/split.ts'

/**
 * The documents of a text between lines that begin with `---`, as apimachinery's YAMLReader cuts them; behind that sign only a
 * comment may stand, and what else does ends the reading. A separator before anything else is written belongs to its document, and
 * counts as a line of it.
 */
export function* documentChunks(text: string): Generator<string | { fault: string }> {
  for (const span of documentSpans(text)) {
    if ('fault' in span) yield span
    else yield `${text.slice(span.start, span.end).replace(/\n$/, '').replace(/\r$/gm, '')}\n`
  }
}

/** Where each of them stands in the text. */
export function* documentSpans(text: string): Generator<{ start: number; end: number } | { fault: string }> {
  let start = 0
  for (const { index: at, 0: raw } of text.matchAll(/[^\n]*\n|[^\n]+$/g)) {
    if (!raw.startsWith('---')) continue
    const behind = trimSpace(raw.replace(/\r?\n?$/, '').slice(3))
    if (behind !== '' && !behind.startsWith('#')) {
      return yield { fault: `invalid Yaml document separator: ${behind}` }
    }
    if (at === start) continue
    yield { start, end: at }
    start = at + raw.length
  }
  if (start < text.length) yield { start, end: text.length }
}
