import type { ScalarNode, YamlNode } from './node.ts'
import { toValue } from './value.ts'

/** Throws what `toValue` throws for a document that has no JSON form; makes no value where that can be told without. */
export function refuseInconvertible(root: YamlNode | undefined): void {
  if (root !== undefined && !isOrdinary(root)) toValue(root)
}

/** No alias and no tag, no infinite number, and keys that are text: nothing that could be refused. */
function isOrdinary(node: YamlNode): boolean {
  if (node.tag !== undefined) return false
  if (node.kind === 'scalar') return node.style !== 'plain' || !specialNumber.test(node.text)
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

const specialNumber = /^[-+]?\.[inIN]/

function isTextKey({ tag, style, text }: ScalarNode): boolean {
  return tag === undefined && (style !== 'plain' || (textKey.test(text) && !/^null$/i.test(text)))
}

/** Any word but merges, `~` and numbers. */
const textKey = /^[A-Za-z_/$]/
