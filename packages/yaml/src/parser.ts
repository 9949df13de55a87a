import { readBlocks } from './block-reader.ts'
import type { Mark } from './cursor.ts'
import type { MappingEntry, YamlNode } from './node.ts'
import { Scanner } from './scanner.ts'
import { YamlSyntaxError } from './syntax-error.ts'
import type { Token, TokenKind } from './token.ts'

/** One document of a stream. `root` is undefined for a text that holds nothing. */
export interface YamlDocument {
  readonly root: YamlNode | undefined
}

/** Parses documents one by one, so that a fault in the second does not hide the first. */
export function* parseDocuments(text: string): Generator<YamlDocument> {
  const simple = readBlocks(text)
  if (simple !== undefined) {
    if (simple !== null) yield { root: simple }
    return
  }
  yield* parseAny(text)
}

/** The same for any text, step by step. */
export function* parseAny(text: string): Generator<YamlDocument> {
  const parser = new Parser(text)
  for (let first = true; ; first = false) {
    const document = parser.document(first)
    if (document === undefined) return
    yield document
  }
}

const corePrefix = 'tag:yaml.org,2002:'
const documentBoundary: ReadonlySet<TokenKind> = new Set([
  'directive',
  'document-start',
  'document-end',
  'stream-end',
])
const opensDocument: ReadonlySet<TokenKind> = new Set(['directive', 'document-start'])
/** Tokens after `-`, a key or `:` that say that nothing was written there. */
const emptyInSequence: ReadonlySet<TokenKind> = new Set(['block-entry', 'block-end'])
const emptyInIndentless: ReadonlySet<TokenKind> = new Set(['block-entry', 'key', 'value', 'block-end'])
const emptyInMapping: ReadonlySet<TokenKind> = new Set(['key', 'value', 'block-end'])
const emptyInFlowMapping: ReadonlySet<TokenKind> = new Set(['value', 'flow-entry', 'flow-mapping-end'])
const emptyInFlowPair: ReadonlySet<TokenKind> = new Set(['value', 'flow-entry', 'flow-sequence-end'])

class Parser {
  private readonly scanner: Scanner
  private anchors = new Map<string, YamlNode>()
  private readonly unfinished = new Set<string>()
  private handles = new Map<string, string>()

  constructor(text: string) {
    this.scanner = new Scanner(text)
  }

  document(first: boolean): YamlDocument | undefined {
    const { scanner } = this
    this.anchors = new Map()
    this.handles = new Map([
      ['!', '!'],
      ['!!', corePrefix],
    ])
    if (!first) while (scanner.peek().kind === 'document-end') scanner.take()
    if (scanner.peek().kind === 'stream-end') return undefined
    const explicit = !first || opensDocument.has(scanner.peek().kind)
    if (explicit) this.documentStart()
    const empty = explicit && documentBoundary.has(scanner.peek().kind)
    const root = empty ? emptyScalar(scanner.peek().start.offset) : this.node(true, false)
    if (scanner.peek().kind === 'document-end') scanner.take()
    return { root }
  }

  private documentStart(): void {
    const { scanner } = this
    let hasVersion = false
    while (scanner.peek().kind === 'directive') {
      const [name, handle, prefix] = (scanner.peek().value ?? '').split(/\s+/)
      if (name === '%YAML' && hasVersion) throw this.fault('found duplicate %YAML directive')
      if (name === '%YAML' && handle !== '1.1') throw this.fault('found incompatible YAML document')
      hasVersion ||= name === '%YAML'
      scanner.take()
      if (name === '%TAG' && handle !== undefined && prefix !== undefined) this.handles.set(handle, prefix)
    }
    if (scanner.peek().kind !== 'document-start') throw this.fault('did not find expected <document start>')
    scanner.take()
  }

  /** Go names the line before the fault, and none on the first line. */
  private fault(problem: string, context?: Mark): YamlSyntaxError {
    const { start } = this.scanner.peek()
    return new YamlSyntaxError(problem, start.offset, start.line !== 0 ? start.line : (context?.line ?? 0))
  }

  private node(block: boolean, indentless: boolean): YamlNode {
    const { scanner } = this
    if (scanner.peek().kind === 'alias') return this.alias()
    const { anchor, tag, start } = this.properties()
    const token = scanner.peek()
    if (anchor !== undefined) this.unfinished.add(anchor)
    const node = this.content(token, block, indentless, tag)
    if (anchor !== undefined) this.unfinished.delete(anchor)
    if (node === undefined) {
      if (anchor === undefined && tag === undefined)
        throw this.fault('did not find expected node content', start)
      return this.remember(anchor, { ...emptyScalar(start.offset), ...(tag !== undefined && { tag }) })
    }
    return this.remember(anchor, node)
  }

  private remember(anchor: string | undefined, node: YamlNode): YamlNode {
    if (anchor !== undefined) this.anchors.set(anchor, node)
    return node
  }

  private alias(): YamlNode {
    const token = this.scanner.take()
    const name = token.value as string
    if (this.unfinished.has(name)) {
      throw new YamlSyntaxError(`anchor '${name}' value contains itself`, token.start.offset)
    }
    const target = this.anchors.get(name)
    if (target === undefined)
      throw new YamlSyntaxError(`unknown anchor '${name}' referenced`, token.start.offset)
    return { kind: 'alias', start: token.start.offset, end: token.end, name, target }
  }

  private properties(): { anchor?: string; tag?: string; start: Mark } {
    const { scanner } = this
    const start = scanner.peek().start
    let anchor: string | undefined
    let tag: string | undefined
    for (;;) {
      const { kind } = scanner.peek()
      if (kind === 'anchor' && anchor === undefined) anchor = scanner.take().value
      else if (kind === 'tag' && tag === undefined) tag = this.tag(start)
      else break
    }
    return { start, ...(anchor !== undefined && { anchor }), ...(tag !== undefined && { tag }) }
  }

  private tag(context: Mark): string {
    const { value, suffix = '' } = this.scanner.peek()
    if (value === '') return this.scanner.take().suffix as string
    const prefix = this.handles.get(value as string)
    if (prefix === undefined) throw this.fault('found undefined tag handle', context)
    this.scanner.take()
    return prefix + suffix
  }

  private content(token: Token, block: boolean, indentless: boolean, tag?: string): YamlNode | undefined {
    const withTag = tag === undefined ? {} : { tag }
    switch (token.kind) {
      case 'scalar': {
        this.scanner.take()
        const { value: text = '', style = 'plain' } = token
        return { kind: 'scalar', start: token.start.offset, end: token.end, text, style, ...withTag }
      }
      case 'flow-sequence-start':
        return { ...this.flowSequence(), ...withTag }
      case 'flow-mapping-start':
        return { ...this.flowMapping(), ...withTag }
      case 'block-entry':
        return indentless ? { ...this.indentlessSequence(), ...withTag } : undefined
      case 'block-sequence-start':
        return block ? { ...this.blockSequence(), ...withTag } : undefined
      case 'block-mapping-start':
        return block ? { ...this.blockMapping(), ...withTag } : undefined
      default:
        return undefined
    }
  }

  private blockSequence(): YamlNode {
    const { scanner } = this
    const { start } = scanner.take()
    const items: YamlNode[] = []
    while (scanner.peek().kind === 'block-entry') items.push(this.entry(emptyInSequence, false))
    if (scanner.peek().kind !== 'block-end') throw this.fault("did not find expected '-' indicator", start)
    scanner.take()
    return { kind: 'sequence', start: start.offset, end: endOf(items.at(-1), start.offset), items }
  }

  private indentlessSequence(): YamlNode {
    const start = this.scanner.peek().start.offset
    const items: YamlNode[] = []
    while (this.scanner.peek().kind === 'block-entry') items.push(this.entry(emptyInIndentless, false))
    return { kind: 'sequence', start, end: endOf(items.at(-1), start), items }
  }

  /** Takes an indicator and what follows it, or an empty scalar in its place. */
  private entry(empty: ReadonlySet<TokenKind>, indentless: boolean): YamlNode {
    const { end } = this.scanner.take()
    return empty.has(this.scanner.peek().kind) ? emptyScalar(end) : this.node(true, indentless)
  }

  private blockMapping(): YamlNode {
    const { scanner } = this
    const { start } = scanner.take()
    const entries: MappingEntry[] = []
    while (scanner.peek().kind === 'key') {
      const key = this.entry(emptyInMapping, true)
      const value = scanner.peek().kind === 'value' ? this.entry(emptyInMapping, true) : emptyScalar(key.end)
      entries.push({ key, value })
    }
    if (scanner.peek().kind !== 'block-end') throw this.fault('did not find expected key', start)
    scanner.take()
    return { kind: 'mapping', start: start.offset, end: endOf(entries.at(-1)?.value, start.offset), entries }
  }

  private flowSequence(): YamlNode {
    const { scanner } = this
    const { start } = scanner.take()
    const items: YamlNode[] = []
    for (let first = true; scanner.peek().kind !== 'flow-sequence-end'; first = false) {
      if (!first) this.comma("did not find expected ',' or ']'", start)
      if (scanner.peek().kind === 'key') items.push(this.flowPair())
      else if (scanner.peek().kind !== 'flow-sequence-end') items.push(this.node(false, false))
    }
    return { kind: 'sequence', start: start.offset, end: scanner.take().end, items }
  }

  private comma(problem: string, context: Mark): void {
    if (this.scanner.peek().kind !== 'flow-entry') throw this.fault(problem, context)
    this.scanner.take()
  }

  /** `[a: b]`: a mapping of one entry without braces. Where there is no key, go-yaml passes over what follows the `?`. */
  private flowPair(): YamlNode {
    const { start } = this.scanner.take()
    const key = this.flowPart(emptyInFlowPair, start.offset)
    if (emptyInFlowPair.has(this.scanner.peek().kind) && key.end === start.offset) this.scanner.take()
    const value = this.flowValue(emptyInFlowPair, key.end)
    return { kind: 'mapping', start: start.offset, end: value.end, entries: [{ key, value }] }
  }

  private flowPart(empty: ReadonlySet<TokenKind>, at: number): YamlNode {
    return empty.has(this.scanner.peek().kind) ? emptyScalar(at) : this.node(false, false)
  }

  private flowValue(empty: ReadonlySet<TokenKind>, at: number): YamlNode {
    if (this.scanner.peek().kind !== 'value') return emptyScalar(at)
    const { end } = this.scanner.take()
    return this.scanner.peek().kind === 'value' ? this.node(false, false) : this.flowPart(empty, end)
  }

  private flowMapping(): YamlNode {
    const { scanner } = this
    const { start } = scanner.take()
    const entries: MappingEntry[] = []
    for (let first = true; scanner.peek().kind !== 'flow-mapping-end'; first = false) {
      if (!first) this.comma("did not find expected ',' or '}'", start)
      const { kind } = scanner.peek()
      if (kind === 'flow-mapping-end') break
      if (kind === 'key') {
        const { end } = scanner.take()
        const key = this.flowPart(emptyInFlowMapping, end)
        entries.push({ key, value: this.flowValue(emptyInFlowMapping, key.end) })
      } else {
        const key = this.node(false, false)
        entries.push({ key, value: emptyScalar(key.end) })
      }
    }
    return { kind: 'mapping', start: start.offset, end: scanner.take().end, entries }
  }
}

function emptyScalar(at: number): YamlNode {
  return { kind: 'scalar', start: at, end: at, text: '', style: 'plain' }
}

function endOf(node: YamlNode | undefined, otherwise: number): number {
  return node?.end ?? otherwise
}
