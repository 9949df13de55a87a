import { loadFailure } from './load-error.ts'
import { compilePathPattern } from './path-match.ts'

interface Rule {
  readonly negated: boolean
  readonly folderOnly: boolean
  matches(path: string): boolean
}

/** Whether a path of a chart folder is left out. */
export type IgnoreRules = (path: string, isFolder: boolean) => boolean

/**
 * The rules of `.helmignore` (pkg/ignore): patterns of `filepath.Match`, whole paths where the pattern has a `/` in it
 * and base names else. A path that a negated rule does *not* match is left out at once: one `!keep.txt` empties the chart.
 */
export function parseIgnoreRules(text: string): IgnoreRules {
  const rules = text
    .replace(/^\ufeff/, '')
    .split('\n')
    .flatMap(parseRule)
  rules.push(...parseRule('templates/.?*'))
  return (path, isFolder) => {
    for (const rule of rules) {
      if (rule.negated) {
        if ((rule.folderOnly && !isFolder) || !rule.matches(path)) return true
      } else if ((!rule.folderOnly || isFolder) && rule.matches(path)) return true
    }
    return false
  }
}

function parseRule(line: string): Rule[] {
  const written = line.trim()
  if (written === '' || written.startsWith('#')) return []
  if (written.includes('**')) {
    throw loadFailure('double-star (**) syntax is not supported', {
      code: 'helmignore-invalid',
      where: { file: '.helmignore', line: 1, column: 1 },
      found: written,
    })
  }
  const negated = written.startsWith('!')
  let pattern = negated ? written.slice(1) : written
  const folderOnly = pattern.endsWith('/')
  if (folderOnly) pattern = pattern.slice(0, -1)
  const anchored = pattern.startsWith('/')
  const wholePath = pattern.includes('/')
  const test = compilePathPattern(anchored ? pattern.slice(1) : pattern)
  if (test === undefined)
    throw loadFailure('syntax error in pattern', { code: 'helmignore-invalid', found: written })
  const matches = wholePath ? test : (path: string) => test(path.slice(path.lastIndexOf('/') + 1))
  return [{ negated, folderOnly, matches }]
}
