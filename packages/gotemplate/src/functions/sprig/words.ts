/** How xstrings 1.5 cuts a text into words, for snakecase and kebabcase. */
export interface Word {
  readonly kind: 'connector' | 'punctuation' | 'upper' | 'letters' | 'number' | 'other'
  readonly text: string
}

/** The characters of Go's `unicode.IsSpace`, for use inside a class of a regular expression. */
export const spaceClass = String.raw`\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`

const space = new RegExp(`^[${spaceClass}]$`)
const connector = `[-_${spaceClass}]`
/** Letters that count as alphabet: not the Chinese, Japanese and Korean ideographs. */
const ideograph = String.raw`[\u3400-\u4d85\u4e00-\u9fcc\u{20000}-\u{2b81d}]`
const letter = `(?:(?!${ideograph})\\p{L})`
const notUpper = `(?:(?!\\p{Lu})${letter})`

/** Made when the first text is cut: classes of Unicode take milliseconds. */
const makeKinds = (): readonly (readonly [Word['kind'], RegExp])[] => [
  ['connector', new RegExp(`${connector}+`, 'uy')],
  ['punctuation', /\p{P}+/uy],
  // In "HTTPStatus" the S belongs to the next word.
  ['upper', new RegExp(`\\p{Lu}+(?=\\p{Lu}${notUpper})|\\p{Lu}{2,}|\\p{Lu}${notUpper}*`, 'uy')],
  ['letters', new RegExp(`${notUpper}+`, 'uy')],
  ['number', /\p{N}+/uy],
  ['other', new RegExp(`[^](?:(?!${connector}|${letter}|\\p{N}|\\p{P})[^])*`, 'uy')],
]

let kinds: ReturnType<typeof makeKinds> | undefined

export function wordsOf(text: string): Word[] {
  const words: Word[] = []
  for (let at = 0; at < text.length; ) {
    const word = wordAt(text, at)
    words.push(word)
    at += word.text.length
  }
  return words
}

export function isSpace(rune: string): boolean {
  return space.test(rune)
}

export function isUpper(rune: string): boolean {
  return /^\p{Lu}$/u.test(rune)
}

export function isConnector(rune: string): boolean {
  return rune === '-' || rune === '_' || isSpace(rune)
}

function wordAt(text: string, at: number): Word {
  kinds ??= makeKinds()
  for (const [kind, pattern] of kinds) {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    if (found !== undefined) return { kind, text: found }
  }
  return { kind: 'other', text: text.slice(at) }
}
