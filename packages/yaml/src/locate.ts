import { isMerge, scalarText } from './value.ts'
import type { MappingEntry, MappingNode, YamlNode } from './node.ts'

/** A way into a document: `['spec', 'containers', 0, 'image']`. */
export type YamlPath = readonly (string | number)[]

/** Where a field is written; offsets count UTF-16 units. */
export interface FieldPlace {
  /** Undefined for items of a list and for the document itself. */
  readonly key?: { readonly start: number; readonly end: number }
  readonly value: { readonly start: number; readonly end: number }
  /** How many steps of the path were found; less than its length when the field is not written. */
  readonly depth: number
}

/** The place of a field, or of the nearest field above it that is written. The last of two equal keys counts. */
export function locate(root: YamlNode, path: YamlPath): FieldPlace {
  let place: FieldPlace = { value: root, depth: 0 }
  let node = root
  for (const [depth, step] of path.entries()) {
    const next = child(node, step)
    if (next === undefined) break
    node = next.value
    place = { ...(next.key !== undefined && { key: next.key }), value: node, depth: depth + 1 }
  }
  return place
}

function child(node: YamlNode, step: string | number): { key?: YamlNode; value: YamlNode } | undefined {
  const target = node.kind === 'alias' ? node.target : node
  if (target.kind === 'sequence') {
    const item = typeof step === 'number' ? target.items[step] : undefined
    return item === undefined ? undefined : { value: item }
  }
  return target.kind === 'mapping' ? entryOf(target, String(step)) : undefined
}

function entryOf(node: MappingNode, name: string): MappingEntry | undefined {
  const own = node.entries.findLast(({ key }) => !isMerge(key) && keyName(key) === name)
  if (own !== undefined) return own
  for (const { key, value } of node.entries) {
    if (!isMerge(key)) continue
    for (const source of mergedMappings(value)) {
      const found = entryOf(source, name)
      if (found !== undefined) return found
    }
  }
  return undefined
}

function mergedMappings(node: YamlNode): MappingNode[] {
  const target = node.kind === 'alias' ? node.target : node
  if (target.kind === 'mapping') return [target]
  return target.kind === 'sequence' ? target.items.flatMap(mergedMappings) : []
}

function keyName(key: YamlNode): string | undefined {
  const target = key.kind === 'alias' ? key.target : key
  return target.kind === 'scalar' ? scalarText(target) : undefined
}

/** Keys written twice in one mapping: YAML forbids it, Helm lets the last one win without a word. */
export function duplicateKeys(root: YamlNode): readonly MappingEntry[] {
  const found: MappingEntry[] = []
  const visit = (node: YamlNode): void => {
    if (node.kind === 'sequence') node.items.forEach(visit)
    if (node.kind !== 'mapping') return
    const seen = new Set<string>()
    for (const entry of node.entries) {
      const name = isMerge(entry.key) ? undefined : keyName(entry.key)
      if (name !== undefined && seen.has(name)) found.push(entry)
      if (name !== undefined) seen.add(name)
      visit(entry.value)
    }
  }
  visit(root)
  return found
}
