import { GoJsonError, type GoValue, readGoJson } from '@seaworthy/gotemplate'

/** A fault in JSON, in the words of Go's encoding/json. */
export class GoJsonSyntaxError extends Error {
  override readonly name = 'GoJsonSyntaxError'
}

/** JSON as Go reads it into an interface: objects are maps, numbers float64; the last of two equal keys wins. */
export function parseGoJson(text: string): GoValue {
  try {
    return readGoJson(text)
  } catch (error) {
    if (error instanceof GoJsonError) throw new GoJsonSyntaxError(error.message)
    throw error
  }
}

/** Finds the fault again, the way Go's scanner does, for its words. */
export function goMessageOfJson(text: string): string {
  const scanner = new FaultFinder(text)
  return scanner.find()
}

/** The fault in a text and how many bytes Go's scanner has taken when it sees it; undefined for JSON. */
export function goFaultOfJson(text: string): { message: string; offset: number } | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const scanner = new FaultFinder(text)
    const message = scanner.find()
    return { message, offset: Buffer.byteLength(text.slice(0, scanner.taken())) }
  }
}

class FaultFinder {
  private readonly text: string
  private at = 0

  constructor(text: string) {
    this.text = text
  }

  /** With the character at fault. */
  taken(): number {
    return Math.min(this.at + 1, this.text.length)
  }

  find(): string {
    const fault = this.value('looking for beginning of value')
    if (fault !== undefined) return fault
    this.blanks()
    return this.unexpected('after top-level value')
  }

  private blanks(): void {
    while (this.at < this.text.length && ' \t\r\n'.includes(this.text.charAt(this.at))) this.at++
  }

  private unexpected(where: string): string {
    if (this.at >= this.text.length) return 'unexpected end of JSON input'
    const sign = String.fromCodePoint(this.text.codePointAt(this.at) as number)
    const quoted = sign === "'" ? `'\\''` : sign === '"' ? `'"'` : `'${JSON.stringify(sign).slice(1, -1)}'`
    return `invalid character ${quoted} ${where}`
  }

  private value(where: string): string | undefined {
    this.blanks()
    const sign = this.text.charAt(this.at)
    if (sign === '{') return this.members()
    if (sign === '[') return this.items()
    if (sign === '"') return this.string()
    if (sign === '-' || (sign >= '0' && sign <= '9')) return this.number()
    for (const word of ['true', 'false', 'null']) if (sign === word[0]) return this.word(word)
    return this.unexpected(where)
  }

  private word(word: string): string | undefined {
    for (const sign of word) {
      if (this.text.charAt(this.at) !== sign)
        return this.unexpected(`in literal ${word} (expecting '${sign}')`)
      this.at++
    }
    return undefined
  }

  private number(): string | undefined {
    const match = /-?(?:0|[1-9]\d*)?(?:\.\d*)?(?:[eE][-+]?\d*)?/y
    match.lastIndex = this.at
    const found = match.exec(this.text)?.[0] ?? ''
    this.at += found.length
    if (/^-?$/.test(found)) return this.unexpected('in numeric literal')
    if (found.endsWith('.')) return this.unexpected('after decimal point in numeric literal')
    return /[eE+-]$/.test(found) ? this.unexpected('in exponent of numeric literal') : undefined
  }

  private string(): string | undefined {
    for (this.at++; this.at < this.text.length; this.at++) {
      const sign = this.text.charAt(this.at)
      if (sign === '"') {
        this.at++
        return undefined
      }
      if (sign < ' ') return this.unexpected('in string literal')
      if (sign !== '\\') continue
      this.at++
      if (this.at < this.text.length && !'"\\/bfnrtu'.includes(this.text.charAt(this.at))) {
        return this.unexpected('in string escape code')
      }
    }
    return this.unexpected('')
  }

  private items(): string | undefined {
    this.at++
    this.blanks()
    if (this.text.charAt(this.at) === ']') return this.close()
    for (;;) {
      const fault = this.value('looking for beginning of value')
      if (fault !== undefined) return fault
      this.blanks()
      if (this.text.charAt(this.at) === ']') return this.close()
      if (this.text.charAt(this.at) !== ',') return this.unexpected('after array element')
      this.at++
    }
  }

  private members(): string | undefined {
    this.at++
    this.blanks()
    if (this.text.charAt(this.at) === '}') return this.close()
    for (;;) {
      this.blanks()
      if (this.text.charAt(this.at) !== '"')
        return this.unexpected('looking for beginning of object key string')
      const fault = this.string() ?? this.colon() ?? this.value('looking for beginning of value')
      if (fault !== undefined) return fault
      this.blanks()
      if (this.text.charAt(this.at) === '}') return this.close()
      if (this.text.charAt(this.at) !== ',') return this.unexpected('after object key:value pair')
      this.at++
    }
  }

  private colon(): string | undefined {
    this.blanks()
    if (this.text.charAt(this.at) !== ':') return this.unexpected('after object key')
    this.at++
    return undefined
  }

  private close(): undefined {
    this.at++
  }
}
