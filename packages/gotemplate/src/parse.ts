// The grammar of Go templates.
import { didYouMean, failure, positionAt } from '@seaworthy/diagnostics'
import { lex } from './lex.ts'
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
import { describeToken, type Token, type TokenKind } from './token.ts'

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
  private readonly tokens: readonly Token[]
  private next = 0
  /** One more than the index of the last token looked at: Go reports errors on its line. */
  private seen = 0
  private variables = ['$']
  private actionLine = 0
  private rangeDepth = 0
  private parenDepth = 0
  private blockDepth = 0

  constructor(source: TemplateSource, functions: ReadonlySet<string> | undefined) {
    this.source = source
    this.functions = functions
    this.tokens = lex(source.text, {
      breakIsKeyword: functions?.has('break') !== true,
      continueIsKeyword: functions?.has('continue') !== true,
    })
  }

  parseFile(): void {
    const nodes: TemplateNode[] = []
    const at = this.peek().at
    while (this.peek().kind !== 'eof') {
      if (this.peek().kind === 'leftDelim' && this.isDefinition()) {
        this.parseDefinition()
        continue
      }
      const node = this.textOrAction()
      if (node.kind === 'end' || node.kind === 'else') return this.fail(`unexpected {{${node.kind}}}`)
      nodes.push(node)
    }
    this.define(this.source.name, { kind: 'list', at, nodes })
  }

  private isDefinition(): boolean {
    const start = this.next
    this.take()
    if (this.takeNonSpace().kind === 'define') return true
    this.next = start
    return false
  }

  private parseDefinition(): void {
    const context = 'define clause'
    const token = this.takeNonSpace()
    if (token.kind !== 'string' && token.kind !== 'rawString') return this.unexpected(token, context)
    const name = this.unquote(token)
    this.expect('rightDelim', context)
    this.define(name, this.ownBody(context))
  }

  /** The body of a define or block: its variables and loops are its own. */
  private ownBody(context: string): ListNode {
    const { variables, rangeDepth, actionLine } = this
    this.variables = ['$']
    this.rangeDepth = 0
    this.actionLine = 0
    const { list, end } = this.itemList()
    if (end.kind !== 'end') this.fail(`unexpected {{else}} in ${context}`)
    this.variables = variables
    this.rangeDepth = rangeDepth
    this.actionLine = actionLine
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
    const at = this.peekNonSpace().at
    while (this.peekNonSpace().kind !== 'eof') {
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
    const token = this.takeNonSpace()
    if (token.kind === 'text') return { kind: 'text', at: token.at, text: token.text }
    if (token.kind !== 'leftDelim') return this.unexpected(token, 'input')
    this.actionLine = token.line
    const node = this.action()
    this.actionLine = 0
    return node
  }

  private action(): TemplateNode | Terminator {
    const token = this.takeNonSpace()
    switch (token.kind) {
      case 'block':
        return this.block()
      case 'break':
      case 'continue':
        return this.loopControl(token, token.kind)
      case 'else':
        return this.elseControl()
      case 'end':
        return { kind: 'end', at: this.expect('rightDelim', 'end').at }
      case 'if':
      case 'range':
      case 'with':
        return this.branch(token.kind)
      case 'template':
        return this.invoke()
      default:
        this.next--
        return { kind: 'action', at: token.at, pipe: this.pipeline('command', 'rightDelim') }
    }
  }

  private loopControl(token: Token, kind: 'break' | 'continue'): TemplateNode {
    const end = this.takeNonSpace()
    if (end.kind !== 'rightDelim') this.unexpected(end, `{{${kind}}}`)
    if (this.rangeDepth === 0) this.fail(`{{${kind}}} outside {{range}}`)
    return { kind, at: token.at }
  }

  private elseControl(): Terminator {
    const follows = this.peekNonSpace()
    if (follows.kind === 'if' || follows.kind === 'with') return { kind: 'else', at: follows.at }
    return { kind: 'else', at: this.expect('rightDelim', 'else').at }
  }

  private branch(kind: BranchNode['kind']): BranchNode {
    const variables = this.variables.length
    const pipe = this.pipeline(kind, 'rightDelim')
    if (kind === 'range') this.rangeDepth++
    const { list: body, end } = this.itemList()
    if (kind === 'range') this.rangeDepth--
    const otherwise = end.kind === 'else' ? this.otherwise(kind, end) : undefined
    this.variables.length = variables
    return { kind, at: pipe.at, pipe, body, ...(otherwise === undefined ? {} : { otherwise }) }
  }

  /** What follows an else; `else if` is an if inside it, which the one `end` ends too. */
  private otherwise(kind: BranchNode['kind'], end: Terminator): ListNode {
    if (kind !== 'range' && this.peek().kind === kind) {
      this.take()
      return { kind: 'list', at: end.at, nodes: [this.branch(kind)] }
    }
    const rest = this.itemList()
    if (rest.end.kind !== 'end') this.fail('expected end; found {{else}}')
    return rest.list
  }

  private block(): TemplateNode {
    const context = 'block clause'
    const token = this.takeNonSpace()
    const name = this.templateName(token, context)
    const pipe = this.pipeline(context, 'rightDelim')
    this.define(name, this.ownBody(context))
    return { kind: 'template', at: token.at, name, pipe }
  }

  private invoke(): TemplateNode {
    const context = 'template clause'
    const token = this.takeNonSpace()
    const name = this.templateName(token, context)
    if (this.takeNonSpace().kind === 'rightDelim') return { kind: 'template', at: token.at, name }
    this.next--
    return { kind: 'template', at: token.at, name, pipe: this.pipeline(context, 'rightDelim') }
  }

  private templateName(token: Token, context: string): string {
    return token.kind === 'string' || token.kind === 'rawString'
      ? this.unquote(token)
      : this.unexpected(token, context)
  }

  private pipeline(context: string, end: TokenKind): PipeNode {
    const at = this.peekNonSpace().at
    const { declarations, assigns } = this.declarations(context)
    const commands: CommandNode[] = []
    for (;;) {
      const token = this.takeNonSpace()
      if (token.kind === end) break
      if (!operandStarts.has(token.kind)) this.unexpected(token, context)
      this.next--
      commands.push(this.command())
    }
    this.checkPipeline(commands, context)
    return { kind: 'pipe', at, declarations, assigns, commands }
  }

  /** `$x :=`, `$x =`, and for range `$i, $x :=`. */
  private declarations(context: string): { declarations: VariableNode[]; assigns: boolean } {
    const declarations: VariableNode[] = []
    for (;;) {
      const variable = this.peekNonSpace()
      if (variable.kind !== 'variable') return { declarations, assigns: false }
      const start = this.next
      this.take()
      const operator = this.takeNonSpace()
      const comma = operator.kind === 'char' && operator.text === ','
      if (!comma && operator.kind !== 'assign' && operator.kind !== 'declare') {
        this.next = start
        return { declarations, assigns: false }
      }
      declarations.push({ kind: 'variable', at: variable.at, name: variable.text, names: [] })
      this.variables.push(variable.text)
      if (!comma) return { declarations, assigns: operator.kind === 'assign' }
      this.checkSecondVariable(context, declarations.length)
    }
  }

  private checkSecondVariable(context: string, count: number): void {
    if (context !== 'range' || count > 1) this.fail(`too many declarations in ${context}`)
    const { kind } = this.peekNonSpace()
    if (kind !== 'variable' && kind !== 'rightDelim' && kind !== 'rightParen') {
      this.fail('range can only initialize variables')
    }
  }

  private checkPipeline(commands: readonly CommandNode[], context: string): void {
    if (commands.length === 0) this.fail(`missing value for ${context}`)
    commands.forEach((command, index) => {
      const kind = command.args[0]?.kind ?? 'nil'
      if (index > 0 && ['bool', 'dot', 'nil', 'number', 'string'].includes(kind)) {
        this.fail(`non executable command in pipeline stage ${index + 1}`)
      }
    })
  }

  /** Operands up to a pipe (which is taken) or the end of the pipeline (which is left). */
  private command(): CommandNode {
    const at = this.peekNonSpace().at
    const args: OperandNode[] = []
    for (;;) {
      this.peekNonSpace()
      const operand = this.operand()
      if (operand !== undefined) args.push(operand)
      const token = this.take()
      if (token.kind === 'space') continue
      if (token.kind === 'rightDelim' || token.kind === 'rightParen') this.next--
      else if (token.kind !== 'pipe') this.unexpected(token, 'operand')
      break
    }
    if (args.length === 0) this.fail('empty command')
    return { kind: 'command', at, args }
  }

  /** A term and the fields that follow it without space. */
  private operand(): OperandNode | undefined {
    const term = this.term()
    if (term === undefined || this.peek().kind !== 'field') return term
    const at = this.peek().at
    const names: string[] = []
    while (this.peek().kind === 'field') names.push(this.take().text.slice(1))
    switch (term.kind) {
      case 'field':
        return { kind: 'field', at, names: [...term.names, ...names] }
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

  private term(): OperandNode | undefined {
    const token = this.takeNonSpace()
    const { at, text } = token
    switch (token.kind) {
      case 'identifier':
        if (this.functions?.has(text) === false) this.undefinedFunction(token)
        return { kind: 'identifier', at, name: text }
      case '.':
        return { kind: 'dot', at }
      case 'nil':
        return { kind: 'nil', at }
      case 'variable':
        if (!this.variables.includes(text)) this.fail(`undefined variable ${goQuote(text)}`)
        return { kind: 'variable', at, name: text, names: [] }
      case 'field':
        return { kind: 'field', at, names: [text.slice(1)] }
      case 'bool':
        return { kind: 'bool', at, value: text === 'true' }
      case 'rune':
      case 'complex':
      case 'number': {
        const number = readNumber(at, text, token.kind)
        return typeof number === 'string' ? this.fail(number) : number
      }
      case 'leftParen':
        return this.parenthesized()
      case 'string':
      case 'rawString':
        return { kind: 'string', at, quoted: text, text: this.unquote(token) }
      default:
        this.next--
        return undefined
    }
  }

  private parenthesized(): PipeNode {
    if (this.parenDepth >= maxParenDepth) this.fail('max expression depth exceeded')
    this.parenDepth++
    const pipe = this.pipeline('parenthesized pipeline', 'rightParen')
    this.parenDepth--
    return pipe
  }

  private unquote(token: Token): string {
    return goUnquote(token.text) ?? this.fail('invalid syntax')
  }

  private expect(kind: TokenKind, context: string): Token {
    const token = this.takeNonSpace()
    return token.kind === kind ? token : this.unexpected(token, context)
  }

  private take(): Token {
    const token = this.peek()
    this.next++
    return token
  }

  private peek(): Token {
    const token = this.tokens[Math.min(this.next, this.tokens.length - 1)] as Token
    this.seen = Math.max(this.seen, this.next + 1)
    return token
  }

  private takeNonSpace(): Token {
    const token = this.peekNonSpace()
    this.next++
    return token
  }

  private peekNonSpace(): Token {
    while (this.peek().kind === 'space') this.next++
    return this.peek()
  }

  private unexpected(token: Token, context: string): never {
    if (token.kind !== 'error') return this.fail(`unexpected ${describeToken(token)} in ${context}`, token.at)
    if (this.actionLine === 0 || this.actionLine === token.line) return this.fail(token.text, token.at)
    const started = `action started at ${this.source.name}:${this.actionLine}`
    return this.fail(
      `${token.text}${token.text.endsWith(' action') ? ` ${started.slice(7)}` : ` in ${started}`}`,
      token.at,
    )
  }

  private undefinedFunction(token: Token): never {
    const near = didYouMean(token.text, this.functions ?? [])
    const message = `function ${goQuote(token.text)} not defined`
    return this.fail(message, token.at, near === undefined ? undefined : `did you mean \`${near}\`?`)
  }

  private fail(message: string, at?: number, help?: string): never {
    const token = this.tokens[Math.min(this.seen, this.tokens.length) - 1] as Token
    const { name, text } = this.source
    throw failure({
      code: 'template-parse',
      message: `template: ${name}:${token.line}: ${message}`,
      where: { file: name, ...positionAt(text, at ?? token.at) },
      source: text,
      ...(help === undefined ? {} : { help }),
    })
  }
}
