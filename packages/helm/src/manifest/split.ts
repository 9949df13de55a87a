import type { HelmVersion } from '../version.ts'

/** One document of a rendered file, and where its text begins in it. */
export interface ManifestDocument {
  readonly text: string
  readonly start: number
}

/** Go's unicode.IsSpace. */
const space = '[\\t\\n\\v\\f\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]'
const leading = new RegExp(`^${space}+`)
const oneSpace = new RegExp(space)

export function trimSpace(text: string): string {
  // An expression for the end would look for it from every space of the text.
  let end = text.length
  while (end > 0 && oneSpace.test(text.charAt(end - 1))) end--
  return text.slice(0, end).replace(leading, '')
}

/**
 * Splits a rendered file into documents as Helm does (SplitManifests). From 4.2.4 on a `---` at the start of any line
 * separates and trailing blank lines stay; before, white space around the separator belongs to it, so that of two
 * separators in a row the second is glued to the next document. White space before a document is cut, and with it the
 * indentation of its first line.
 */
export function splitManifests(text: string, version: HelmVersion): readonly ManifestDocument[] {
  return version === '4.2' ? splitByLine(text) : splitTrimmed(text)
}

function splitByLine(text: string): ManifestDocument[] {
  const first = leading.exec(text)?.[0].length ?? 0
  const documents: ManifestDocument[] = []
  const separator = /^---[ \t]*/gm
  separator.lastIndex = first
  let from = first
  for (;;) {
    const match = nextSeparator(separator, text, first)
    add(documents, text, from, match?.index ?? text.length)
    if (match === undefined) return documents
    from = match.index + match[0].length
  }
}

function nextSeparator(separator: RegExp, text: string, first: number): RegExpExecArray | undefined {
  if (first > 0 && separator.lastIndex === first && text.startsWith('---', first)) {
    // The text is trimmed before it is split: its beginning is the start of a line wherever it stands.
    const sign = /---[ \t]*/y
    sign.lastIndex = first
    const match = sign.exec(text) as RegExpExecArray
    separator.lastIndex = first + match[0].length
    return match
  }
  return separator.exec(text) ?? undefined
}

function add(documents: ManifestDocument[], text: string, from: number, to: number): void {
  const part = text.slice(from, to)
  const body = part.replace(leading, '')
  if (body !== '') documents.push({ text: body, start: from + part.length - body.length })
}

function splitTrimmed(text: string): ManifestDocument[] {
  const first = leading.exec(text)?.[0].length ?? 0
  const trimmed = trimSpace(text)
  const separator = /(?:^|[\t\n\f\r ]*\n)---[\t\n\f\r ]*/g
  const documents: ManifestDocument[] = []
  let from = 0
  for (const match of trimmed.matchAll(separator)) {
    addTrimmed(documents, trimmed, from, match.index, first)
    from = match.index + match[0].length
  }
  addTrimmed(documents, trimmed, from, trimmed.length, first)
  return documents
}

function addTrimmed(
  documents: ManifestDocument[],
  text: string,
  from: number,
  to: number,
  offset: number,
): void {
  const part = text.slice(from, to)
  if (part === '') return
  const lead = leading.exec(part)?.[0].length ?? 0
  documents.push({ text: trimSpace(part), start: offset + from + lead })
}
