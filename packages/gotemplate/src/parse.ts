// The grammar of Go templates.
import { didYouMean, failure, positionAt } from '@seaworthy/diagnostics'
import { Lexer } from './lex.ts'
import {
  type BranchNode,
  type ChainNode,
  type CommandNode,
  isBlank,
  type ListNode,
  type OperandNode,
  type PipeNode,
  type Template,
  type TemplateNode,
  type TemplateSource,
  type VariableNode,
} from './node.ts'
import { readNumber } from './number.ts'
import { printNode } from './print.ts'
import { goQuote, goUnquote } from './quote.ts'
import { describeToken, type TokenKind } from './token.ts'

/**
 * The templates of a text: the text itself under `name`, then each `define` and `block` in it.
 * `functions` are the names that may be called; without them any name may. Throws a `DiagnosticError` with Go's message.
 */
export function parse(name: string, text: string, functions?: ReadonlySet<string>): Template[] {
  const parser = new Parser({ name, text }, functions)
  parser.parseFile()
  const { templates } = parser
  const main = templates.get(name) as Template
  return [main, ...[...templates.values()].filter((template) => template !== main)]
}

/** What ends a list of nodes; `at` is where Go puts the node that stands for it. */
type Terminator =
  | { readonly kind: 'end'; readonly at: number }
  | { readonly kind: 'else'; readonly at: number }

const operandStarts: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'bool',
  'rune',
  'complex',
  '.',
  'field',
  'identifier',
  'number',
  'nil',
  'rawString',
  'string',
  'variable',
  'leftParen',
])

const maxParenDepth = 1000
const maxBlockDepth = 1000

class Parser {
  readonly templates = new Map<string, Template>()
  private readonly source: TemplateSource
  private readonly functions: ReadonlySet<string> | undefined
  private readonly lexer: Lexer
  /** Whether the lexer's token is still to be taken. */
  private ahead = false
  /** Where the last token begins that was looked at: Go reports errors on its line. */
  private seen = 0
  private variables = ['$']
  /** Where the present action begins, -1 outside of actions. */
  private actionAt = -1
  private rangeDepth = 0
  private parenDepth = 0
  private blockDepth = 0

  constructor(source: TemplateSource, functions: ReadonlySet<string> | undefined) {
    this.source = source
    this.functions = functions
    this.lexer = new Lexer(source.text, {
      breakIsKeyword: functions?.has('break') !== true,
      continueIsKeyword: functions?.has('continue') !== true,
    })
  }

  parseFile(): void {
    const nodes: TemplateNode[] = []
    this.peek()
    const { at } = this.lexer
    while (this.peek() !== 'eof') {
      const node = this.definitionOrNode()
      if (node === undefined) continue
      if (node.kind === 'end' || node.kind === 'else') return this.fail(`unexpected {{${node.kind}}}`)
      nodes.push(node)
    }
    this.define(this.source.name, { kind: 'list', at, nodes })
  }

  private definitionOrNode(): TemplateNode | Terminator | undefined {
    if (this.peek() !== 'leftDelim') return this.textOrAction()
    const { at } = this.lexer
    this.take()
    if (this.takeNonSpace() === 'define') return this.parseDefinition()
    this.ahead = true
    return this.actionOf(at)
  }

  private parseDefinition(): undefined {
    const context = 'define clause'
    this.takeNonSpace()
    const name = this.templateName(context)
    this.expect('rightDelim', context)
    this.define(name, this.ownBody(context))
  }

  /** The body of a define or block: its variables and loops are its own. */
  private ownBody(context: string): ListNode {
    const { variables, rangeDepth, actionAt } = this
    this.variables = ['$']
    this.rangeDepth = 0
    this.actionAt = -1
    const { list, end } = this.itemList()
    if (end.kind !== 'end') this.fail(`unexpected {{else}} in ${context}`)
    this.variables = variables
    this.rangeDepth = rangeDepth
    this.actionAt = actionAt
    return list
  }

  private define(name: string, root: ListNode): void {
    const earlier = this.templates.get(name)
    if (earlier === undefined || isBlank(earlier.root)) {
      this.templates.set(name, { name, source: this.source, root })
    } else if (!isBlank(root)) {
      this.fail(`template: multiple definition of template ${goQuote(name)}`)
    }
  }

  private itemList(): { list: ListNode; end: Terminator } {
    if (++this.blockDepth > maxBlockDepth) this.fail('blocks are nested too deeply')
    const nodes: TemplateNode[] = []
    this.peekNonSpace()
    const { at } = this.lexer
    while (this.peekNonSpace() !== 'eof') {
      const node = this.textOrAction()
      if (node.kind === 'end' || node.kind === 'else') {
        this.blockDepth--
        return { list: { kind: 'list', at, nodes }, end: node }
      }
      nodes.push(node)
    }
    return this.fail('unexpected EOF')
  }

  private textOrAction(): TemplateNode | Terminator {
    const kind = this.takeNonSpace()
    const { lexer } = this
    if (kind === 'text') return { kind: 'text', at: lexer.at, text: lexer.text }
    if (kind !== 'leftDelim') return this.unexpected('input')
    return this.actionOf(lexer.at)
  }

  private actionOf(at: number): TemplateNode | Terminator {
    this.actionAt = at
    const node = this.ending() ?? this.action()
    this.actionAt = -1
    return node
  }

  /** `{{ end }}` and `{{ else }}`, which are a third of all actions. */
  private ending(): Terminator | undefined {
    if (this.ahead) return undefined
    const { lexer } = this
    const kind = lexer.takeEnding()
    if (kind === undefined) return undefined
    const { at } = lexer
    if (at > this.seen) this.seen = at
    return { kind, at }
  }

  private action(): TemplateNode | Terminator {
    const kind = this.takeNonSpace()
    const { at } = this.lexer
    switch (kind) {
      case 'block':
        return this.block()
      case 'break':
      case 'continue':
        return this.loopControl(at, kind)
      case 'else':
        return this.elseControl()
      case 'end':
        this.expect('rightDelim', 'end')
        return { kind, at: this.lexer.at }
      case 'if':
      case 'range':
      case 'with':
        return this.branch(kind)
      case 'template':
        return this.invoke()
      default:
        this.ahead = true
        return { kind: 'action', at, pipe: this.pipeline('command', 'rightDelim') }
    }
  }

  private loopControl(at: number, kind: 'break' | 'continue'): TemplateNode {
    if (this.takeNonSpace() !== 'rightDelim') this.unexpected(`{{${kind}}}`)
    if (this.rangeDepth === 0) this.fail(`{{${kind}}} outside {{range}}`)
    return { kind, at }
  }

  private elseControl(): Terminator {
    const follows = this.peekNonSpace()
    if (follows !== 'if' && follows !== 'with') this.expect('rightDelim', 'else')
    return { kind: 'else', at: this.lexer.at }
  }

  private branch(kind: BranchNode['kind']): BranchNode {
    const variables = this.variables.length
    const pipe = this.pipeline(kind, 'rightDelim')
    if (kind === 'range') this.rangeDepth++
    const { list: body, end } = this.itemList()
    if (kind === 'range') this.rangeDepth--
    const otherwise = end.kind === 'else' ? this.otherwise(kind, end) : undefined
    this.variables.length = variables
    if (otherwise === undefined) return { kind, at: pipe.at, pipe, body }
    return { kind, at: pipe.at, pipe, body, otherwise }
  }

  /** What follows an else; `else if` is an if inside it, which the one `end` ends too. */
  private otherwise(kind: BranchNode['kind'], end: Terminator): ListNode {
    if (kind !== 'range' && this.peek() === kind) {
      this.take()
      return { kind: 'list', at: end.at, nodes: [this.branch(kind)] }
    }
    const rest = this.itemList()
    if (rest.end.kind !== 'end') this.fail('expected end; found {{else}}')
    return rest.list
  }

  private block(): TemplateNode {
    const context = 'block clause'
    this.takeNonSpace()
    const { at } = this.lexer
    const name = this.templateName(context)
    const pipe = this.pipeline(context, 'rightDelim')
    this.define(name, this.ownBody(context))
    return { kind: 'template', at, name, pipe }
  }

  private invoke(): TemplateNode {
    const context = 'template clause'
    this.takeNonSpace()
    const { at } = this.lexer
    const name = this.templateName(context)
    if (this.takeNonSpace() === 'rightDelim') return { kind: 'template', at, name }
    this.ahead = true
    return { kind: 'template', at, name, pipe: this.pipeline(context, 'rightDelim') }
  }

  private templateName(context: string): string {
    const { kind } = this.lexer
    return kind === 'string' || kind === 'rawString' ? this.unquote() : this.unexpected(context)
  }

  private pipeline(context: string, end: TokenKind): PipeNode {
    const first = this.peekNonSpace()
    const { at } = this.lexer
    const declarations: VariableNode[] = []
    const assigns = first === 'variable' && this.declarations(context, declarations)
    const commands: CommandNode[] = []
    while (this.takeNonSpace() !== end) {
      if (!operandStarts.has(this.lexer.kind)) this.unexpected(context)
      this.ahead = true
      commands.push(this.command())
    }
    this.checkPipeline(commands, context)
    return { kind: 'pipe', at, declarations, assigns, commands }
  }

  /** `$x :=`, `$x =`, and for range `$i, $x :=`. Whether they assign. */
  private declarations(context: string, into: VariableNode[]): boolean {
    const { lexer } = this
    while (this.peekNonSpace() === 'variable') {
      const start = lexer.state()
      const name = lexer.text
      this.take()
      const operator = this.takeNonSpace()
      const comma = operator === 'char' && lexer.text === ','
      if (!comma && operator !== 'assign' && operator !== 'declare') {
        lexer.restore(start)
        this.ahead = true
        return false
      }
      into.push({ kind: 'variable', at: start.at, name, names: [] })
      this.variables.push(name)
      if (!comma) return operator === 'assign'
      this.checkSecondVariable(context, into.length)
    }
    return false
  }

  private checkSecondVariable(context: string, count: number): void {
    if (context !== 'range' || count > 1) this.fail(`too many declarations in ${context}`)
    const kind = this.peekNonSpace()
    if (kind !== 'variable' && kind !== 'rightDelim' && kind !== 'rightParen') {
      this.fail('range can only initialize variables')
    }
  }

  private checkPipeline(commands: readonly CommandNode[], context: string): void {
    if (commands.length === 0) this.fail(`missing value for ${context}`)
    for (let index = 1; index < commands.length; index++) {
      const kind = commands[index]?.args[0]?.kind ?? 'nil'
      if (kind === 'bool' || kind === 'dot' || kind === 'nil' || kind === 'number' || kind === 'string') {
        this.fail(`non executable command in pipeline stage ${index + 1}`)
      }
    }
  }

  /** From the token that is ahead: operands up to a pipe (which is taken) or the end of the pipeline (which is left). */
  private command(): CommandNode {
    const { lexer } = this
    const { at } = lexer
    const args: OperandNode[] = []
    for (;;) {
      const operand = this.operand()
      if (operand !== undefined) args.push(operand)
      if (!this.ahead && lexer.passSpace()) continue
      const kind = this.take()
      if (kind === 'space') continue
      if (kind === 'rightDelim' || kind === 'rightParen') this.ahead = true
      else if (kind !== 'pipe') this.unexpected('operand')
      break
    }
    if (args.length === 0) this.fail('empty command')
    return { kind: 'command', at, args }
  }

  /** A term and the fields that follow it without space. */
  private operand(): OperandNode | undefined {
    const term = this.term()
    if (term === undefined || !this.lexer.isBeforeDot() || this.peek() !== 'field') return term
    const { at } = this.lexer
    const names: string[] = []
    while (this.peek() === 'field') {
      names.push(...this.fieldNames())
      this.take()
    }
    switch (term.kind) {
      case 'field':
        return { kind: 'field', at: term.names.length > 1 ? term.at : at, names: [...term.names, ...names] }
      case 'variable':
        return { kind: 'variable', at, name: term.name, names }
      case 'bool':
      case 'string':
      case 'number':
      case 'nil':
      case 'dot':
        return this.fail(`unexpected . after term ${goQuote(printNode(term))}`)
      default:
        return { kind: 'chain', at, base: term, names } satisfies ChainNode
    }
  }

  private fieldNames(): string[] {
    const { input, at, end } = this.lexer
    return input.slice(at + 1, end).split('.')
  }

  private term(): OperandNode | undefined {
    const kind = this.takeNonSpace()
    const { lexer } = this
    const { at } = lexer
    switch (kind) {
      case 'field': {
        const names = this.fieldNames()
        // Go gives several names the place of the second.
        return { kind, at: names.length > 1 ? at + 1 + (names[0] ?? '').length : at, names }
      }
      case 'identifier':
        return this.identifier(at, lexer.text)
      case '.':
        return { kind: 'dot', at }
      case 'nil':
        return { kind, at }
      case 'variable':
        return this.variable(at, lexer.text)
      case 'bool':
        return { kind, at, value: lexer.text === 'true' }
      case 'rune':
      case 'complex':
      case 'number':
        return this.number(at, lexer.text, kind)
      case 'leftParen':
        return this.parenthesized()
      case 'string':
      case 'rawString':
        return { kind: 'string', at, quoted: lexer.text, text: this.unquote() }
      default:
        this.ahead = true
        return undefined
    }
  }

  private identifier(at: number, name: string): OperandNode {
    if (this.functions?.has(name) === false) this.undefinedFunction(at, name)
    return { kind: 'identifier', at, name }
  }

  private variable(at: number, name: string): OperandNode {
    if (!this.variables.includes(name)) this.fail(`undefined variable ${goQuote(name)}`)
    return { kind: 'variable', at, name, names: [] }
  }

  private number(at: number, text: string, kind: 'rune' | 'complex' | 'number'): OperandNode {
    const number = readNumber(at, text, kind)
    return typeof number === 'string' ? this.fail(number) : number
  }

  private parenthesized(): PipeNode {
    if (this.parenDepth >= maxParenDepth) this.fail('max expression depth exceeded')
    this.parenDepth++
    const pipe = this.pipeline('parenthesized pipeline', 'rightParen')
    this.parenDepth--
    return pipe
  }

  private unquote(): string {
    return goUnquote(this.lexer.text) ?? this.fail('invalid syntax')
  }

  private expect(kind: TokenKind, context: string): void {
    if (this.takeNonSpace() !== kind) this.unexpected(context)
  }

  /** The kind of the next token, which is then the lexer's. */
  private peek(): TokenKind {
    if (!this.ahead) this.read()
    this.ahead = true
    return this.lexer.kind
  }

  private take(): TokenKind {
    if (!this.ahead) this.read()
    this.ahead = false
    return this.lexer.kind
  }

  private takeNonSpace(): TokenKind {
    const { lexer } = this
    if (!this.ahead) {
      if (lexer.inAction) lexer.passSpace()
      this.read()
    }
    while (lexer.kind === 'space') this.read()
    this.ahead = false
    return lexer.kind
  }

  private peekNonSpace(): TokenKind {
    const kind = this.takeNonSpace()
    this.ahead = true
    return kind
  }

  private read(): void {
    this.lexer.advance()
    if (this.lexer.at > this.seen) this.seen = this.lexer.at
  }

  private lineOf(at: number): number {
    return positionAt(this.source.text, at).line
  }

  /** Of the token that was taken last. */
  private unexpected(context: string): never {
    const { lexer, actionAt } = this
    const { at, text } = lexer
    if (lexer.kind !== 'error') return this.fail(`unexpected ${describeToken(lexer)} in ${context}`, at)
    const line = actionAt === -1 ? 0 : this.lineOf(actionAt)
    if (line === 0 || line === this.lineOf(at)) return this.fail(text, at)
    const started = `action started at ${this.source.name}:${line}`
    return this.fail(`${text}${text.endsWith(' action') ? ` ${started.slice(7)}` : ` in ${started}`}`, at)
  }

  private undefinedFunction(at: number, name: string): never {
    const near = didYouMean(name, this.functions ?? [])
    const message = `function ${goQuote(name)} not defined`
    return this.fail(message, at, near === undefined ? undefined : `did you mean \`${near}\`?`)
  }

  private fail(message: string, at = this.seen, help?: string): never {
    const { name, text } = this.source
    throw failure({
      code: 'template-parse',
      message: `template: ${name}:${this.lineOf(this.seen)}: ${message}`,
      where: { file: name, ...positionAt(text, at) },
      source: text,
      ...(help === undefined ? {} : { help }),
    })
  }
}
