import { compareBytes, goQuote } from '@seaworthy/gotemplate'
import { scalarText, type YamlNode } from '@seaworthy/yaml'
import { positionAt } from '@seaworthy/diagnostics'

/** The fields of a struct; those that hold structs again have theirs. */
interface Fields {
  readonly [name: string]: Fields | null
}

const dependency: Fields = Object.fromEntries(
  ['name', 'version', 'repository', 'condition', 'tags', 'enabled', 'import-values', 'alias'].map((name) => [
    name,
    null,
  ]),
)
const maintainer: Fields = { name: null, email: null, url: null }
const texts = 'name home version description icon apiVersion condition tags appVersion kubeVersion type'
const others = 'sources keywords deprecated annotations'
const metadata: Fields = {
  ...Object.fromEntries(`${texts} ${others}`.split(' ').map((name) => [name, null])),
  maintainers: maintainer,
  dependencies: dependency,
}

/** Why Go's strict decoder refuses a Chart.yaml that the other takes: a key twice, or one that nobody knows. */
export function strictFault(root: YamlNode | undefined, text: string): string | undefined {
  const twice = [...duplicateKeys(root)].map(({ key, start }) => {
    const { line } = positionAt(text, start)
    return `\n  line ${line}: key ${goQuote(key)} already set in map`
  })
  if (twice.length > 0) return `error converting YAML to JSON: yaml: unmarshal errors:${twice.join('')}`
  const field = unknownField(root, metadata)
  if (field === undefined) return undefined
  return `error unmarshaling JSON: while decoding JSON: json: unknown field ${goQuote(field)}`
}

function* duplicateKeys(node: YamlNode | undefined): Generator<{ key: string; start: number }> {
  if (node?.kind === 'sequence') for (const item of node.items) yield* duplicateKeys(item)
  if (node?.kind !== 'mapping') return
  const seen = new Set<string>()
  for (const { key, value } of node.entries) {
    const name = key.kind === 'scalar' ? (scalarText(key) ?? '') : ''
    if (seen.has(name)) yield { key: name, start: key.start }
    seen.add(name)
    yield* duplicateKeys(value)
  }
}

/** The first in the order of names, in which Go writes JSON between the two. */
function unknownField(node: YamlNode | undefined, fields: Fields): string | undefined {
  const target = node?.kind === 'alias' ? node.target : node
  if (target?.kind === 'sequence') {
    for (const item of target.items) {
      const found = unknownField(item, fields)
      if (found !== undefined) return found
    }
  }
  if (target?.kind !== 'mapping') return undefined
  const entries = target.entries.map(
    ({ key, value }) => [key.kind === 'scalar' ? (scalarText(key) ?? '') : '', value] as const,
  )
  for (const [name, value] of entries.sort(([a], [b]) => compareBytes(a, b))) {
    const known = Object.keys(fields).find((field) => field.toLowerCase() === name.toLowerCase())
    if (known === undefined) return name
    const inner = fields[known]
    const found = inner === null || inner === undefined ? undefined : unknownField(value, inner)
    if (found !== undefined) return found
  }
  return undefined
}
