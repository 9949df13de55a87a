import { parseDocuments, scalarText, type YamlNode, YamlSyntaxError } from '@seaworthy/yaml'

/** A scalar, a key, or an empty map or list of a YAML text, and the way to the value that it is of. */
interface LeafPlace {
  readonly path: readonly (string | number)[]
  readonly start: number
  readonly end: number
}

/** Where the scalars, keys and empty maps and lists of YAML, or of JSON, stand, in the order of the text. Nothing of a text that is neither. */
export function yamlLeaves(text: string): readonly LeafPlace[] {
  const found: LeafPlace[] = []
  try {
    const [document] = parseDocuments(text)
    if (document?.root !== undefined) visit(document.root, [], found)
  } catch (error) {
    if (!(error instanceof YamlSyntaxError)) throw error
    return []
  }
  return found
}

function visit(node: YamlNode, path: readonly (string | number)[], found: LeafPlace[]): void {
  switch (node.kind) {
    case 'scalar':
      found.push({ path, start: node.start, end: node.end })
      return
    case 'sequence':
      if (node.items.length === 0) found.push({ path, start: node.start, end: node.end })
      node.items.forEach((item, index) => visit(item, [...path, index], found))
      return
    case 'mapping':
      if (node.entries.length === 0) found.push({ path, start: node.start, end: node.end })
      for (const { key, value } of node.entries) {
        if (key.kind !== 'scalar') continue
        const inside = [...path, scalarText(key) ?? 'null']
        found.push({ path: inside, start: key.start, end: key.end })
        visit(value, inside, found)
      }
      return
    case 'alias':
  }
}
