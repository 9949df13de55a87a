import { goQuote, Int64 } from '@seaworthy/gotemplate'

/** A number as TOML writes it; a text is what BurntSushi/toml says is wrong with it. */
export function readTomlNumber(word: string): Int64 | number | string {
  if (word.startsWith('.')) return "floats must start with a digit, not '.'"
  if (!/^[+-]?\d/.test(word)) return `expected value but found ${goQuote(word)} instead`
  if (/^0[xob]/.test(word)) return prefixed(word)
  const kind = /[.eE]/.test(word) ? 'float' : 'integer'
  if (/__|^[+-]?_|_$|_[.eE]|[.eE+-]_/.test(word)) {
    return `Invalid ${kind} ${goQuote(word)}: underscores must be surrounded by digits`
  }
  if (/^[+-]?0\d/.test(word)) return `Invalid ${kind} ${goQuote(word)}: cannot have leading zeroes`
  const digits = word.replaceAll('_', '')
  if (/^[+-]?\d+$/.test(digits)) return integer(BigInt(digits.replace('+', '')), word)
  if (/^[+-]?\d+\.([eE]|$)/.test(digits)) {
    return `Invalid float ${goQuote(word)}: '.' must be followed by one or more digits`
  }
  if (/^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(digits)) return Number(digits)
  return `Invalid float value: ${goQuote(word)}`
}

function prefixed(word: string): Int64 | string {
  const digits = word.replaceAll('_', '')
  if (/^0(x[\da-fA-F]+|o[0-7]+|b[01]+)$/.test(digits)) return integer(BigInt(digits), word)
  return `expected value but found ${goQuote(word)} instead`
}

function integer(value: bigint, word: string): Int64 | string {
  return BigInt.asIntN(64, value) === value ? new Int64(value) : `${word} is out of range for int64`
}
