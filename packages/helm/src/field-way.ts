import { scalarText, type SequenceNode, type YamlNode } from '@seaworthy/yaml'
import type { FieldPath } from './rendered.ts'

/** The way through a document to a field, or to the nearest field above it that is written. Offsets are the document's. */
export interface FieldWay {
  readonly value: YamlNode
  /** The keys that were passed, the field's own last. */
  readonly keys: readonly YamlNode[]
  /** The items of lists that were passed. */
  readonly items: readonly ItemPlace[]
}

interface ItemPlace {
  readonly list: SequenceNode
  readonly index: number
  /** Where the list could begin. */
  readonly from: number
}

export function wayTo(root: YamlNode, path: FieldPath): FieldWay {
  const keys: YamlNode[] = []
  const items: ItemPlace[] = []
  let value = root
  let from = 0
  for (const step of path) {
    const node = value.kind === 'alias' ? value.target : value
    if (node.kind === 'sequence') {
      const item = node.items[Number(step)]
      if (item === undefined) break
      items.push({ list: node, index: Number(step), from })
      value = item
      from = item.start
    } else {
      const entry = entryOf(node, String(step))
      if (entry === undefined) break
      keys.push(entry.key)
      value = entry.value
      from = entry.key.end
    }
  }
  return { value, keys, items }
}

interface Entry {
  readonly key: YamlNode
  readonly value: YamlNode
}

/** The last entry of that name, or one that is merged in with `<<`. */
function entryOf(node: YamlNode, name: string): Entry | undefined {
  if (node.kind === 'alias') return entryOf(node.target, name)
  if (node.kind === 'sequence') return node.items.map((item) => entryOf(item, name)).find(isEntry)
  if (node.kind !== 'mapping') return undefined
  const own = node.entries.findLast(({ key }) => key.kind === 'scalar' && scalarText(key) === name)
  if (own !== undefined) return own
  const merged = node.entries.filter(({ key }) => key.kind === 'scalar' && key.text === '<<')
  return merged.map(({ value }) => entryOf(value, name)).find(isEntry)
}

function isEntry(entry: Entry | undefined): entry is Entry {
  return entry !== undefined
}

/** The end of a node without the white space that block scalars end with. */
export function lastWritten(text: string, start: number, { start: from, end }: YamlNode): number {
  return from + text.slice(start + from, start + end).trimEnd().length
}
