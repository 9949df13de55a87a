import { type MappingNode, scalarText, toValue, type YamlNode } from '@seaworthy/yaml'

/**
 * Reads typed fields out of a YAML mapping as Go's JSON decoder fills a struct: names match without regard to case,
 * numbers and booleans become text where text is wanted, null leaves the field empty, unknown fields pass.
 */
export class StructReader {
  private readonly entries: MappingNode['entries']
  private readonly struct: string
  private readonly path: string

  /**
   * For error texts: `struct` is Go's name of the type, `Metadata`; `into` is where it is, for one within another, and `path`
   * leads to its fields.
   */
  constructor(
    node: YamlNode | undefined,
    struct: string,
    { into = `Go value of type ${struct}`, path = '' }: { into?: string; path?: string } = {},
  ) {
    const target = resolve(node)
    if (target !== undefined && !isNull(target) && target.kind !== 'mapping') {
      throw new StructError(`json: cannot unmarshal ${kindWord(target)} into ${into}`, target)
    }
    this.path = path
    this.entries = target?.kind === 'mapping' ? target.entries : []
    this.struct = struct
  }

  node(field: string): YamlNode | undefined {
    const named = (exact: boolean) =>
      this.entries.findLast(({ key }) => {
        const name = key.kind === 'scalar' ? key.text : ''
        return exact ? name === field : name.toLowerCase() === field.toLowerCase()
      })
    const node = resolve((named(true) ?? named(false))?.value)
    return node === undefined || isNull(node) ? undefined : node
  }

  text(field: string): string {
    const node = this.node(field)
    if (node === undefined) return ''
    if (node.kind !== 'scalar') throw this.mismatch(node, field, 'string')
    return scalarText(node) ?? ''
  }

  flag(field: string): boolean {
    const node = this.node(field)
    if (node === undefined) return false
    const value = node.kind === 'scalar' ? toValue(node) : undefined
    if (typeof value !== 'boolean') throw this.mismatch(node, field, 'bool')
    return value
  }

  list(field: string, goType: string): readonly YamlNode[] {
    const node = this.node(field)
    if (node === undefined) return []
    if (node.kind !== 'sequence') throw this.mismatch(node, field, goType)
    return node.items
  }

  texts(field: string): readonly string[] {
    return this.list(field, '[]string').map((item) => this.itemText(resolve(item), field))
  }

  textMap(field: string): Readonly<Record<string, string>> | undefined {
    const node = this.node(field)
    if (node === undefined) return undefined
    if (node.kind !== 'mapping') throw this.mismatch(node, field, 'map[string]string')
    const entries = node.entries.map(
      ({ key, value }) => [textOfKey(key), this.itemText(resolve(value), field)] as const,
    )
    return Object.fromEntries(entries)
  }

  private itemText(node: YamlNode | undefined, field: string): string {
    if (node === undefined || isNull(node)) return ''
    if (node.kind !== 'scalar') throw this.mismatch(node, field, 'string')
    return scalarText(node) ?? ''
  }

  mismatch(node: YamlNode, field: string, goType: string): StructError {
    const found = kindWord(node)
    return new StructError(
      `json: cannot unmarshal ${found} into Go struct field ${this.struct}.${this.path}${field} of type ${goType}`,
      node,
    )
  }
}

/** A field of the wrong type, in the words of Go's JSON decoder. */
export class StructError extends Error {
  override readonly name = 'StructError'
  readonly offset: number

  constructor(message: string, node: YamlNode) {
    super(`error unmarshaling JSON: while decoding JSON: ${message}`)
    this.offset = node.start
  }
}

export function resolve(node: YamlNode | undefined): YamlNode | undefined {
  return node?.kind === 'alias' ? node.target : node
}

export function isNull(node: YamlNode): boolean {
  return node.kind === 'scalar' && scalarText(node) === undefined
}

function textOfKey(key: YamlNode): string {
  const target = resolve(key)
  return target?.kind === 'scalar' ? (scalarText(target) ?? '') : ''
}

/** What encoding/json calls the kind of a value. */
export function kindWord(node: YamlNode): string {
  if (node.kind === 'sequence') return 'array'
  if (node.kind === 'mapping') return 'object'
  const value = toValue(node)
  return typeof value === 'boolean' ? 'bool' : typeof value
}
