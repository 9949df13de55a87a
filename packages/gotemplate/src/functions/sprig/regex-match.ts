import { RE2JS } from 're2js'
import { goQuote } from '../../quote.ts'
import { fail } from './define.ts'
import { type UniquePattern, withUniqueNames } from './group-names.ts'

/** Where a match and its groups begin and end, in UTF-16 units: `[start, end]`, undefined for a group left out. */
export type Match = readonly (readonly [number, number] | undefined)[]

/** Patterns of a chart are few and recur for every object. */
const compiled = new Map<string, RE2JS | string>()
const mostCompiled = 1000

/** A compiled pattern, or Go's text of what is wrong with it. */
export function compilePattern(pattern: string): RE2JS | string {
  const known = compiled.get(pattern)
  if (known !== undefined) return known
  if (compiled.size >= mostCompiled) compiled.clear()
  const result = compileOnce(pattern)
  compiled.set(pattern, result)
  return result
}

/** As `regexp.Compile`; the must-functions of sprig return its error. */
export function patternOrFail(pattern: string): RE2JS {
  const result = compilePattern(pattern)
  return typeof result === 'string' ? fail(result) : result
}

/** As `regexp.MustCompile`, whose panic repeats the pattern. */
export function patternOrPanic(pattern: string): RE2JS {
  const result = compilePattern(pattern)
  return typeof result === 'string' ? fail(`regexp: Compile(${quotePattern(pattern)}): ${result}`) : result
}

/** Characters of a pattern: compiling takes more time than its length. Go refuses by the size of the program. */
const longestPattern = 50_000

function compileOnce(pattern: string): RE2JS | string {
  if (pattern.length > longestPattern) return 'error parsing regexp: expression too large'
  if (/\p{Surrogate}/u.test(pattern)) return `error parsing regexp: invalid UTF-8: \`${pattern}\``
  const made = compileUnique({ pattern, given: new Map() })
  const isNameTaken =
    typeof made === 'string' && made.startsWith('error parsing regexp: duplicate capture group name')
  return isNameTaken ? compileUnique(withUniqueNames(pattern)) : made
}

/** The given names of groups that were renamed. */
const givenNames = new WeakMap<RE2JS, UniquePattern['given']>()

function compileUnique({ pattern, given }: UniquePattern): RE2JS | string {
  try {
    const made = RE2JS.compile(pattern)
    givenNames.set(made, given)
    return made
  } catch (error) {
    const complaint = error instanceof Error ? error.message : String(error)
    const whole = complaint.endsWith('`') ? complaint : `${complaint}: \`\`` // Go shows the empty rest too
    return [...given].reduce((text, [fresh, name]) => text.replaceAll(fresh, name), whole)
  }
}

/** The leftmost match at or after a position. */
export function matchFrom(pattern: RE2JS, text: string, position: number): Match | undefined {
  const matcher = pattern.matcher(text)
  if (!matcher.find(position)) return undefined
  return Array.from({ length: matcher.groupCount() + 1 }, (_, group) => {
    const start = matcher.start(group)
    return start < 0 ? undefined : ([start, matcher.end(group)] as const)
  })
}

/** Up to `limit` matches that do not overlap (all where negative): regexp.go, allMatches. */
export function allMatches(pattern: RE2JS, text: string, limit: number): Match[] {
  const found: Match[] = []
  let previousEnd = -1
  for (let position = 0; position <= text.length && (limit < 0 || found.length < limit); ) {
    const match = matchFrom(pattern, text, position)
    const [start, end] = match?.[0] ?? [-1, -1]
    if (match === undefined) break
    const emptyAfterAnother = end === position && start === previousEnd
    position = end === position ? position + runeWidth(text, position) : end
    previousEnd = end
    if (!emptyAfterAnother) found.push(match)
  }
  return found
}

/** Replaces every match: regexp.go, replaceAll. */
export function replaceMatches(pattern: RE2JS, text: string, replace: (match: Match) => string): string {
  let result = ''
  let lastEnd = 0
  for (let position = 0; position <= text.length; ) {
    const match = matchFrom(pattern, text, position)
    const [start, end] = match?.[0] ?? [-1, -1]
    if (match === undefined) break
    result += text.slice(lastEnd, start)
    if (end > lastEnd || start === 0) result += replace(match)
    lastEnd = end
    const next = position + runeWidth(text, position)
    position = next > end ? next : end
  }
  return result + text.slice(lastEnd)
}

/** Go's replacement template: $1, ${1}, $name, ${name}, $$. A name is as long as it can be. */
export function expandTemplate(template: string, pattern: RE2JS, text: string, match: Match): string {
  return template.replace(
    /\$(?:(\$)|([\p{L}\p{Nd}_]+)|\{([\p{L}\p{Nd}_]+)\})/gu,
    (_all, dollar, plain, braced) => {
      if (dollar !== undefined) return '$'
      const name: string = plain ?? braced
      const groups = /^(0|[1-9]\d{0,8})$/.test(name) ? [Number(name)] : groupsNamed(pattern, name)
      const bounds = groups.map((group) => match[group]).find((each) => each !== undefined)
      return bounds === undefined ? '' : text.slice(bounds[0], bounds[1])
    },
  )
}

/** Of groups with the same name the first counts that took part. */
function groupsNamed(pattern: RE2JS, name: string): number[] {
  const given = givenNames.get(pattern)
  const all = Object.entries(pattern.namedGroups()).filter(([own]) => (given?.get(own) ?? own) === name)
  return all.map(([, group]) => group).sort((a, b) => a - b)
}

function runeWidth(text: string, at: number): number {
  const code = text.codePointAt(at)
  return code !== undefined && code > 0xffff ? 2 : 1
}

/** regexp.go, quote: backquotes where they can be, else a string literal. */
function quotePattern(pattern: string): string {
  return /[`\p{Cc}\p{Surrogate}]/u.test(pattern.replaceAll('\t', '')) ? goQuote(pattern) : `\`${pattern}\``
}
