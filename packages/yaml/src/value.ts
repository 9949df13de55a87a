import { formatFloat, formatFloat32 } from './float.ts'
import type { MappingNode, ScalarNode, YamlNode } from './node.ts'
import { resolvePlain } from './resolve.ts'
import { YamlConversionError, YamlSyntaxError } from './syntax-error.ts'

/**
 * What a document says, in the Go values that a template meets: every number is a float64, every map a `Map` whatever
 * its keys are called.
 */
export type YamlValue = null | boolean | number | string | YamlValue[] | Map<string, YamlValue>

const prefix = 'tag:yaml.org,2002:'

/**
 * The value of a document as sigs.k8s.io/yaml reads it: by way of JSON, so keys become text, the last of two equal
 * keys wins, and what JSON cannot say is a `YamlConversionError`. An alias that would grow the value beyond reason is
 * refused as go-yaml refuses it.
 */
export function toValue(root: YamlNode | undefined): YamlValue {
  return root === undefined ? null : new Reader().read(root)
}

class Reader {
  private decoded = 0
  private fromAlias = 0
  private aliasDepth = 0

  read(node: YamlNode): YamlValue {
    this.count()
    switch (node.kind) {
      case 'scalar':
        return scalarValue(node)
      case 'sequence':
        return node.items.map((item) => this.read(item))
      case 'mapping':
        return this.mapping(node, new Map())
      case 'alias':
        return this.throughAlias(() => this.read(node.target))
    }
  }

  private throughAlias<T>(read: () => T): T {
    this.aliasDepth++
    const value = read()
    this.aliasDepth--
    return value
  }

  /** go-yaml's bound: small texts may repeat freely, a large one may be made of aliases to one tenth. */
  private count(): void {
    this.decoded++
    if (this.aliasDepth > 0) this.fromAlias++
    if (this.fromAlias <= 100 || this.decoded <= 1000) return
    if (this.fromAlias / this.decoded > allowedAliasShare(this.decoded)) {
      throw new YamlSyntaxError('document contains excessive aliasing')
    }
  }

  private mapping(node: MappingNode, into: Map<string, YamlValue>): Map<string, YamlValue> {
    for (const { key, value } of node.entries) {
      if (isMerge(key)) this.merge(value, into)
      else {
        const name = this.key(key, value)
        into.set(name, this.read(value))
      }
    }
    return into
  }

  private merge(node: YamlNode, into: Map<string, YamlValue>): void {
    const target = node.kind === 'alias' ? node.target : node
    if (target.kind === 'mapping') {
      if (node.kind === 'alias') this.throughAlias(() => this.mapping(target, into))
      else this.mapping(target, into)
    } else if (node.kind === 'sequence' && node.items.every(isMapping)) {
      for (const item of node.items.toReversed()) this.merge(item, into)
    } else {
      throw new YamlSyntaxError('map merge requires map or sequence of maps as the value', node.start)
    }
  }

  private key(node: YamlNode, value: YamlNode): string {
    const target = node.kind === 'alias' ? node.target : node
    if (target.kind !== 'scalar') {
      throw new YamlSyntaxError(`invalid map key: ${goSyntax(this.read(target))}`, node.start)
    }
    const text = scalarText(target)
    const unsigned = text !== undefined && isUnsigned(target, text)
    if (text !== undefined && !unsigned) return text
    const kind = unsigned ? `uint64, key: 0x${BigInt(text).toString(16)}` : '%!s(<nil>), key: <nil>'
    const found = this.read(value)
    const shown = found === null ? '<nil>' : goSyntax(found)
    throw new YamlConversionError(`unsupported map key of type: ${kind}, value: ${shown}`, node.start)
  }
}

function allowedAliasShare(decoded: number): number {
  if (decoded <= 400_000) return 0.99
  if (decoded >= 4_000_000) return 0.1
  return 0.99 - 0.89 * ((decoded - 400_000) / 3_600_000)
}

function isMapping(node: YamlNode): boolean {
  return (node.kind === 'alias' ? node.target : node).kind === 'mapping'
}

/** Whole numbers beyond int64 are a type that sigs.k8s.io/yaml takes for no key. */
function isUnsigned(node: ScalarNode, text: string): boolean {
  return text.length > 18 && meaning(node).kind === 'int' && BigInt(text) >= 2n ** 63n
}

export function isMerge(key: YamlNode): boolean {
  if (key.kind !== 'scalar' || key.text !== '<<') return false
  return key.tag === undefined ? key.style === 'plain' : key.tag === `${prefix}merge`
}

function meaning(node: ScalarNode) {
  const { tag, style, text } = node
  if (tag === undefined || tag === '!') {
    return tag === undefined && style === 'plain' ? resolvePlain(text) : ({ kind: 'string' } as const)
  }
  if (!/^tag:yaml\.org,2002:(bool|int|float|null|timestamp)$/.test(tag)) return { kind: 'string' } as const
  const wanted = tag.slice(prefix.length)
  const found = resolvePlain(text)
  if (found.kind === wanted) return found
  if (wanted === 'float' && found.kind === 'int')
    return { kind: 'float', value: Number(found.value) } as const
  const foundTag = found.kind === 'string' ? 'str' : found.kind
  throw new YamlSyntaxError(`cannot decode !!${foundTag} \`${text}\` as a !!${wanted}`, node.start)
}

function scalarValue(node: ScalarNode): YamlValue {
  if (node.tag === `${prefix}binary`) return fromBase64(node)
  const found = meaning(node)
  switch (found.kind) {
    case 'null':
      return null
    case 'bool':
      return found.value
    case 'int':
      return Number(found.value)
    case 'float': {
      if (Number.isFinite(found.value)) return found.value
      const name = Number.isNaN(found.value) ? 'NaN' : found.value > 0 ? '+Inf' : '-Inf'
      throw new YamlConversionError(`json: unsupported value: ${name}`, node.start)
    }
    default:
      return node.text
  }
}

/**
 * A scalar where text is wanted (a key, `appVersion`, an annotation): numbers and booleans as sigs.k8s.io/yaml writes
 * them, `1.10` as `1.1`. Undefined for null.
 */
export function scalarText(node: ScalarNode): string | undefined {
  if (node.tag === `${prefix}binary`) return fromBase64(node)
  const found = meaning(node)
  switch (found.kind) {
    case 'null':
      return undefined
    case 'bool':
    case 'int':
      return String(found.value)
    case 'float':
      return formatFloat32(found.value)
    default:
      return node.text
  }
}

function fromBase64(node: ScalarNode): string {
  const text = node.text.replace(/[\r\n]/g, '')
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
    throw new YamlSyntaxError('!!binary value contains invalid base64 data', node.start)
  }
  return Buffer.from(text, 'base64').toString('utf8')
}

/** A value as Go's `%#v` prints it, for the error texts that hold one. */
function goSyntax(value: YamlValue): string {
  if (value === null) return 'interface {}(nil)'
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') return formatFloat(value)
  if (typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`
  const entries = [...value].sort(([a], [b]) => (a < b ? -1 : 1))
  return `map[interface {}]interface {}{${entries.map(([k, v]) => `${JSON.stringify(k)}:${goSyntax(v)}`).join(', ')}}`
}

/** A value as plain objects, for Kubernetes: a field called `__proto__` is a field like any other. */
export function toObject(value: YamlValue): unknown {
  if (Array.isArray(value)) return value.map(toObject)
  if (!(value instanceof Map)) return value
  return Object.fromEntries([...value].map(([key, item]) => [key, toObject(item)]))
}
