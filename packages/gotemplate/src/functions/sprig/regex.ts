import type { RE2JS } from 're2js'
import type { FunctionTable } from '../../function.ts'
import { define, fail } from './define.ts'
import {
  allMatches,
  compilePattern,
  expandTemplate,
  type Match,
  matchFrom,
  patternOrFail,
  patternOrPanic,
  replaceMatches,
} from './regex-match.ts'
import { noStrings, strings } from './string-lists.ts'

/** Regular expressions of RE2. Errors of the must-functions are Go's; the others panic with the pattern before it. */
export const regexFunctions: FunctionTable = {
  regexMatch: define(['string', 'string'], ([pattern, text]) => {
    const compiled = compilePattern(pattern)
    return typeof compiled !== 'string' && matchFrom(compiled, text, 0) !== undefined
  }),
  mustRegexMatch: define(
    ['string', 'string'],
    ([pattern, text]) => matchFrom(patternOrFail(pattern), text, 0) !== undefined,
  ),
  regexQuoteMeta: define(['string'], ([text]) => text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&')),
  ...family('', patternOrPanic),
  ...family('must', patternOrFail),
}

/** The functions that sprig has twice: `regexFind` and `mustRegexFind`. */
function family(prefix: '' | 'must', compile: (pattern: string) => RE2JS): FunctionTable {
  const name = (rest: string) => (prefix === '' ? `regex${rest}` : `mustRegex${rest}`)
  return {
    [name('Find')]: define(['string', 'string'], ([pattern, text]) => find(compile(pattern), text)),
    [name('FindAll')]: define(['string', 'string', 'int'], ([pattern, text, limit]) => {
      const found = allMatches(compile(pattern), text, Number(limit))
      return found.length === 0 ? noStrings() : strings(found.map((match) => whole(match, text)))
    }),
    [name('ReplaceAll')]: define(['string', 'string', 'string'], ([pattern, text, template]) => {
      const compiled = compile(pattern)
      return replaceMatches(compiled, text, (match) => expandTemplate(template, compiled, text, match))
    }),
    [name('ReplaceAllLiteral')]: define(['string', 'string', 'string'], ([pattern, text, replacement]) =>
      replaceMatches(compile(pattern), text, () => replacement),
    ),
    [name('Split')]: define(['string', 'string', 'int'], ([pattern, text, limit]) => {
      const compiled = compile(pattern)
      return limit === 0n ? noStrings() : strings(split(pattern, compiled, text, Number(limit)))
    }),
  }
}

function find(pattern: RE2JS, text: string): string {
  const match = matchFrom(pattern, text, 0)
  return match === undefined ? '' : whole(match, text)
}

function whole(match: Match, text: string): string {
  const [start, end] = match[0] ?? fail('a match without bounds')
  return text.slice(start, end)
}

/** regexp.go, Split: at most `limit` parts, all where negative. */
function split(expression: string, pattern: RE2JS, text: string, limit: number): string[] {
  if (expression !== '' && text === '') return ['']
  const parts: string[] = []
  let begin = 0
  let end = 0
  for (const match of allMatches(pattern, text, limit)) {
    if (limit > 0 && parts.length >= limit - 1) break
    const [from, to] = match[0] ?? [0, 0]
    end = from
    if (to !== 0) parts.push(text.slice(begin, end))
    begin = to
  }
  if (end !== text.length) parts.push(text.slice(begin))
  return parts
}
