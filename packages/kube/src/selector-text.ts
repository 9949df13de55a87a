// A grammar: label selectors as text, with the words and error texts of k8s.io/apimachinery/pkg/labels.
import { isLabelKey, isLabelValue } from './name.ts'
import { StatusError } from './status-error.ts'

export interface Requirement {
  readonly key: string
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt'
  readonly values: readonly string[]
}

const operators: Readonly<Record<string, Requirement['operator']>> = {
  '=': 'In',
  '==': 'In',
  '!=': 'NotIn',
  in: 'In',
  notin: 'NotIn',
  '>': 'Gt',
  '<': 'Lt',
}

/** The requirements of a selector text. Throws `StatusError` BadRequest. */
export function parseRequirements(text: string): Requirement[] {
  const tokens = text.match(/!=|==|[()!,=<>]|[^\s()!,=<>]+/g) ?? []
  const reader = new TokenReader(tokens)
  const requirements: Requirement[] = []
  while (reader.peek() !== '') {
    requirements.push(readRequirement(reader))
    const next = reader.take()
    if (next === '') break
    if (next !== ',') throw badSelector(`found '${next}', expected: ',' or 'end of string'`)
    if (reader.peek() === '') throw badSelector("found '', expected: identifier after ','")
  }
  return requirements
}

class TokenReader {
  private readonly tokens: readonly string[]
  private at = 0

  constructor(tokens: readonly string[]) {
    this.tokens = tokens
  }

  /** The next token, the empty string at the end. */
  peek(): string {
    return this.tokens[this.at] ?? ''
  }

  take(): string {
    return this.tokens[this.at++] ?? ''
  }
}

function readRequirement(reader: TokenReader): Requirement {
  const isNegated = reader.peek() === '!'
  if (isNegated) reader.take()
  const key = reader.take()
  if (isSymbol(key)) {
    throw badSelector(
      isNegated
        ? `unable to parse requirement: found '${key}', expected: identifier`
        : `found '${key}', expected: !, identifier, or 'end of string'`,
    )
  }
  if (!isLabelKey(key))
    throw badSelector(`unable to parse requirement: ${JSON.stringify(key)} is not a label key`)
  if (isNegated) return { key, operator: 'DoesNotExist', values: [] }
  if (reader.peek() === '' || reader.peek() === ',') return { key, operator: 'Exists', values: [] }
  const word = reader.take()
  const operator = operators[word]
  if (operator === undefined) {
    throw badSelector(`unable to parse requirement: found '${word}', expected: in, notin, =, ==, !=, gt, lt`)
  }
  const values = word === 'in' || word === 'notin' ? readSet(reader) : [readValue(reader)]
  checkValues(key, operator, values)
  return { key, operator, values }
}

/** `(a,b,,c)`: empty members are the empty value, as in Kubernetes. */
function readSet(reader: TokenReader): string[] {
  const open = reader.take()
  if (open !== '(') throw badSelector(`unable to parse requirement: found '${open}' expected: '('`)
  const values = new Set<string>()
  let wantsValue = true
  for (;;) {
    const token = reader.take()
    if (token === ')' || token === ',') {
      if (wantsValue) values.add('')
      if (token === ')') return [...values].sort()
      wantsValue = true
    } else if (isSymbol(token) || !wantsValue) {
      throw badSelector(`unable to parse requirement: found '${token}', expected: ',' or ')'`)
    } else {
      values.add(token)
      wantsValue = false
    }
  }
}

function readValue(reader: TokenReader): string {
  if (reader.peek() === '' || reader.peek() === ',') return ''
  const value = reader.take()
  if (isSymbol(value))
    throw badSelector(`unable to parse requirement: found '${value}', expected: identifier`)
  return value
}

function checkValues(key: string, operator: Requirement['operator'], values: readonly string[]): void {
  for (const value of values) {
    if (!isLabelValue(value)) {
      throw badSelector(
        `unable to parse requirement: ${JSON.stringify(value)} is not a label value (key ${key})`,
      )
    }
    if ((operator === 'Gt' || operator === 'Lt') && !/^-?[0-9]+$/.test(value)) {
      throw badSelector(
        `unable to parse requirement: values[0]: Invalid value: "${value}": for 'Gt', 'Lt' operators, the value must be an integer`,
      )
    }
  }
}

function isSymbol(token: string): boolean {
  return token === '' || /^[()!,=<>]/.test(token)
}

function badSelector(message: string): StatusError {
  return new StatusError('BadRequest', message)
}
