import { namePattern } from '../chart/name-pattern.ts'

/**
 * The patterns of `.Files.Glob` (gobwas/glob with `/` as separator): `*` and `?` stay within a folder, `**` does not,
 * `[a-z]`, `[!a]`, `{a,b}`. Undefined where the pattern is malformed.
 */
export function compileGlob(pattern: string): ((name: string) => boolean) | undefined {
  const source = globSource(pattern)
  if (source === undefined) return undefined
  return namePattern(source, pattern.split('*').length - 1)
}

function globSource(pattern: string): string | undefined {
  let source = ''
  let depth = 0
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at] as string
    if (sign === '*') {
      const crosses = pattern[at + 1] === '*'
      if (crosses) while (pattern[at + 1] === '*') at++
      source += crosses ? '.*' : '[^/]*'
    } else if (sign === '?') source += '[^/]'
    else if (sign === '[') {
      const end = pattern.indexOf(']', at + 2)
      if (end === -1) return undefined
      source += classOf(pattern.slice(at + 1, end))
      at = end
    } else if (sign === '{') {
      depth++
      source += '(?:'
    } else if (sign === '}' && depth > 0) {
      depth--
      source += ')'
    } else if (sign === ',' && depth > 0) source += '|'
    else if (sign === '\\') {
      at++
      if (at >= pattern.length) return undefined
      source += quoteSign(pattern[at] as string)
    } else source += quoteSign(sign)
  }
  return depth === 0 ? source : undefined
}

function quoteSign(sign: string): string {
  return sign.replace(/[\\^$.*+?()[\]{}|/]/u, '\\$&')
}

function classOf(inside: string): string {
  const negated = inside.startsWith('!')
  const body = (negated ? inside.slice(1) : inside).replace(/[\][\\&~^]/gu, '\\$&')
  return negated ? `[^${body}]` : `[${body}]`
}
