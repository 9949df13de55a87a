import type { ScalarNode, YamlNode } from './node.ts'
import { toValue } from './value.ts'

/** Throws what `toValue` throws for a document that has no JSON form; makes no value where that can be told without. */
export function refuseInconvertible(root: YamlNode | undefined): void {
  if (root !== undefined && !isOrdinary(root)) toValue(root)
}

/** No alias and no tag, no infinite number, and keys that are text: nothing that could be refused. */
function isOrdinary(node: YamlNode): boolean {
  if (node.tag !== undefined) return false
  if (node.kind === 'scalar') return node.style !== 'plain' || !mayBeInfinite(node.text)
  if (node.kind === 'sequence') {
    for (const item of node.items) if (!isOrdinary(item)) return false
    return true
  }
  if (node.kind === 'alias') return false
  for (const { key, value } of node.entries) {
    if (key.kind !== 'scalar' || !isTextKey(key) || !isOrdinary(value)) return false
  }
  return true
}

/** `.inf`, `-.inf`, `.nan` and all else that begins so. */
function mayBeInfinite(text: string): boolean {
  const first = text.charCodeAt(0)
  if (first !== 43 && first !== 45) return first === 46
  return text.charCodeAt(1) === 46
}

/** Any plain word but merges, `~`, null and numbers; anything in quotes. */
function isTextKey({ tag, style, text }: ScalarNode): boolean {
  if (tag !== undefined || style !== 'plain') return tag === undefined
  const first = text.charCodeAt(0) | 32
  return first >= 97 && first <= 122 && (text.length !== 4 || text.toLowerCase() !== 'null')
}
