import { goQuote } from './quote.ts'

/** What the lexer hands to the parser. Keyword kinds are the keywords themselves. */
export type TokenKind =
  | 'error'
  | 'bool'
  | 'char'
  | 'rune'
  | 'complex'
  | 'assign'
  | 'declare'
  | 'eof'
  | 'field'
  | 'identifier'
  | 'leftDelim'
  | 'leftParen'
  | 'number'
  | 'pipe'
  | 'rawString'
  | 'rightDelim'
  | 'rightParen'
  | 'space'
  | 'string'
  | 'text'
  | 'variable'
  | Keyword

export type Keyword =
  | '.'
  | 'block'
  | 'break'
  | 'continue'
  | 'define'
  | 'else'
  | 'end'
  | 'if'
  | 'nil'
  | 'range'
  | 'template'
  | 'with'

const keywords = new Set<string>([
  '.',
  'block',
  'break',
  'continue',
  'define',
  'else',
  'end',
  'if',
  'nil',
  'range',
  'template',
  'with',
])

export interface Token {
  readonly kind: TokenKind
  /** Offset in UTF-16 units. */
  readonly at: number
  readonly text: string
}

export function isKeyword(word: string): word is Keyword {
  return keywords.has(word)
}

/** The token as Go's parser shows it in error messages. */
export function describeToken(token: Token): string {
  if (token.kind === 'eof') return 'EOF'
  if (token.kind === 'error') return token.text
  if (isKeyword(token.kind)) return `<${token.text}>`
  // Go's lexer has one token for each name.
  const next = token.kind === 'field' ? token.text.indexOf('.', 1) : -1
  if (next !== -1) return describeToken({ kind: token.kind, at: token.at, text: token.text.slice(0, next) })
  if (Buffer.byteLength(token.text) > 10) return `${goQuote([...token.text].slice(0, 10).join(''))}...`
  return goQuote(token.text)
}
