/** A pattern in which every group has a name of its own, and what those that were renamed are called. */
export interface UniquePattern {
  readonly pattern: string
  /** The given name of each new one. */
  readonly given: ReadonlyMap<string, string>
}

/** What can hold parentheses that begin no group, and groups with a name. Classes are read by `classEnd`. */
const pieces = /\\Q(?:(?!\\E).)*(?:\\E)?|\\.|\[|\(\?P?<(\w+)>/gs

/** Gives groups new names whose own is taken: Go lets several have the same one, RE2 does not. */
export function withUniqueNames(pattern: string): UniquePattern {
  const given = new Map<string, string>()
  const taken = new Set<string>()
  const mark = absentFrom(pattern)
  let made = ''
  let copied = 0
  pieces.lastIndex = 0
  for (let piece = pieces.exec(pattern); piece !== null; piece = pieces.exec(pattern)) {
    if (piece[0] === '[') pieces.lastIndex = classEnd(pattern, piece.index)
    const name = piece[1]
    if (name === undefined) continue
    if (!taken.has(name)) {
      taken.add(name)
      continue
    }
    const fresh = `${name}${mark}${given.size}`
    given.set(fresh, name)
    made += pattern.slice(copied, piece.index) + piece[0].replace(name, fresh)
    copied = pieces.lastIndex
  }
  return { pattern: made + pattern.slice(copied), given }
}

/** A piece of a name that the pattern does not have. */
function absentFrom(pattern: string): string {
  let at = 0
  while (pattern.includes(`_${at}_`)) at++
  return `_${at}_`
}

/** Where a class ends that begins at `[`: a bracket right after that is a member. */
function classEnd(pattern: string, start: number): number {
  const whole = /\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]?/sy
  whole.lastIndex = start
  whole.exec(pattern)
  return whole.lastIndex
}
