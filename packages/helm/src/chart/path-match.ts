import { namePattern } from './name-pattern.ts'

/**
 * Go's `filepath.Match`: `*` and `?` do not cross `/`, `[a-z]` and `[^a-z]` are classes, `\` escapes. Gives a test for
 * names, or undefined where the pattern is malformed.
 */
export function compilePathPattern(pattern: string): ((name: string) => boolean) | undefined {
  let source = ''
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at] as string
    if (sign === '*') source += '[^/]*'
    else if (sign === '?') source += '[^/]'
    else if (sign === '[') {
      const end = classEnd(pattern, at)
      if (end === undefined) return undefined
      source += classSource(pattern.slice(at + 1, end))
      at = end
    } else if (sign === '\\') {
      at++
      if (at >= pattern.length) return undefined
      source += escape(pattern[at] as string)
    } else source += escape(sign)
  }
  return namePattern(source, pattern.split('*').length - 1)
}

function escape(sign: string): string {
  return sign.replace(/[\\^$.*+?()[\]{}|/]/u, '\\$&')
}

/** Index of the `]` that closes the class; the first sign of a class may not be `]` or `-`. */
function classEnd(pattern: string, from: number): number | undefined {
  let at = from + 1
  if (pattern[at] === '^') at++
  if (pattern[at] === ']' || pattern[at] === '-') return undefined
  for (; at < pattern.length; at++) {
    if (pattern[at] === '\\') at++
    else if (pattern[at] === ']') return at
  }
  return undefined
}

function classSource(inside: string): string {
  const negated = inside.startsWith('^')
  const body = negated ? inside.slice(1) : inside
  const safe = body.replace(/\\(.)|([\][&~^])/gu, (_, escaped: string | undefined, special: string) => {
    const sign = escaped ?? special
    return /[\w\s]/u.test(sign) ? sign : `\\${sign}`
  })
  return negated ? `[^${safe}]` : `[${safe}]`
}
