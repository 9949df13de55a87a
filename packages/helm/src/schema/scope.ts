import { goQuote } from '@seaworthy/gotemplate'
import { escapeToken, placeText } from './schema-address.ts'
import type { SchemaNode } from './schema-node.ts'

/** The schemas that led to this one, innermost first. */
export interface Scope {
  readonly node: SchemaNode
  /** The keyword of a reference that led here; empty where the schema lies in the one before. */
  readonly keyword: string
  /** Two scopes that judge the same value have the same number here. */
  readonly value: number
  readonly parent: Scope | undefined
  readonly depth: number
}

/** Each level takes several frames of the stack. */
export const deepestScope = 1000

/** What Helm says of a schema that comes back to itself with the same value; undefined where this one does not. */
export function cycleText(scope: Scope): string | undefined {
  for (let at = scope.parent; at !== undefined && at.value === scope.value; at = at.parent) {
    if (at.node !== scope.node) continue
    const place = goQuote(placeText(scope.node.place))
    return `both ${keywordPath(scope)} and ${keywordPath(at)} resolve to ${place} causing reference cycle`
  }
  return undefined
}

function keywordPath(scope: Scope): string {
  let path = ''
  for (let at = scope; at.parent !== undefined; at = at.parent) {
    const step =
      at.keyword === ''
        ? placeText(at.node.place).slice(placeText(at.parent.node.place).length)
        : `/${escapeToken(at.keyword)}`
    path = step + path
  }
  return path
}
