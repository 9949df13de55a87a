import type { FunctionTable } from '../../function.ts'
import { toBytes } from '../../go-bytes.ts'
import { define } from './define.ts'
import { runeCase } from './strings.ts'
import { isConnector, isSpace, isUpper, type Word, wordsOf } from './words.ts'

/** Changes of case by words. */
export const stringCaseFunctions: FunctionTable = {
  title: define(['string'], ([text]) => title(text)),
  untitle: define(['string'], ([text]) => changeWordStarts(text, isSpace, (rune) => runeCase(rune, 'lower'))),
  swapcase: define(['string'], ([text]) => swapCase(text)),
  camelcase: define(['string'], ([text]) => pascalCase(text)),
  snakecase: define(['string'], ([text]) => joinWords(wordsOf(text), '_')),
  kebabcase: define(['string'], ([text]) => joinWords(wordsOf(text), '-')),
  initials: define(['string'], ([text]) => initials(text)),
  nospace: define(['string'], ([text]) => withoutSpace(text)),
}

/** Go's deprecated strings.Title: what stands after anything but a letter, digit or underscore goes to upper case. */
function title(text: string): string {
  return changeWordStarts(text, (rune) => (rune < '\u0080' ? !/\w/.test(rune) : isSpace(rune)), titleCase)
}

function changeWordStarts(
  text: string,
  separates: (rune: string) => boolean,
  change: (rune: string) => string,
): string {
  let starts = true
  let result = ''
  for (const rune of text) {
    result += starts ? change(rune) : rune
    starts = separates(rune)
  }
  return result
}

/** Digraphs that are one character have a title case of their own, and Georgian letters have none. */
function titleCase(rune: string): string {
  const digraph = 'ǄǅǆǇǈǉǊǋǌǱǲǳ'.indexOf(rune)
  if (digraph >= 0) return 'ǅǅǅǈǈǈǋǋǋǲǲǲ'.charAt(digraph)
  return /[\u10d0-\u10ff]/.test(rune) ? rune : runeCase(rune, 'upper')
}

/** goutils: upper case to lower; lower case to upper, which at the start of a word is title case. */
function swapCase(text: string): string {
  let result = ''
  let starts = true
  for (const rune of text) {
    if (/[\p{Lu}\p{Lt}]/u.test(rune)) result += runeCase(rune, 'lower')
    else if (!/\p{Ll}/u.test(rune)) result += rune
    else result += starts ? titleCase(rune) : runeCase(rune, 'upper')
    starts = isSpace(rune)
  }
  return result
}

/**
 * xstrings 1.5 ToPascalCase: `-`, `_` and spaces are joints; the rune after a joint goes to upper case, and of a run of
 * upper case at the start of a word only the first stays. Joints at the start and repeated ones are kept.
 */
function pascalCase(text: string): string {
  const runes = [...text]
  const first = runes.findIndex((rune) => !isConnector(rune))
  if (first < 0) return text + (runes.at(-1) ?? '')
  let result = runes.slice(0, first).join('')
  let inUpper = isUpper(runes[first] ?? '')
  let current = runeCase(runes[first] ?? '', 'upper')
  for (const rune of runes.slice(first + 1)) {
    const previous = current
    current = rune
    if (isConnector(rune) && isConnector(previous)) {
      result += previous
    } else if (isConnector(previous)) {
      inUpper = isUpper(rune)
      current = runeCase(rune, 'upper')
    } else {
      inUpper = inUpper && isUpper(rune)
      if (inUpper) current = runeCase(rune, 'lower')
      result += previous
    }
  }
  return result + current
}

/** xstrings 1.5: words in lower case with a connector between; numbers stick to what they follow unless letters follow. */
function joinWords(words: readonly Word[], connector: string): string {
  let result = ''
  let at = 0
  const kind = () => words[at]?.kind ?? 'end'
  const take = () => lowered(words[at++], connector)
  const takeLettersAndNumbers = () => {
    while (kind() === 'letters' || kind() === 'number') result += take()
    if (!['end', 'connector', 'punctuation'].includes(kind())) result += connector
  }
  while (at < words.length - 1) {
    const before = kind()
    result += take()
    if (before === 'number') takeLettersAndNumbers()
    if (before === 'number' || before === 'connector' || before === 'punctuation') continue
    if (kind() !== 'number') {
      if (!['connector', 'punctuation'].includes(kind())) result += connector
    } else if (at < words.length - 1) {
      const number = take()
      if (kind() === 'letters') {
        result += connector + number
        takeLettersAndNumbers()
      } else {
        result += ['connector', 'punctuation'].includes(kind()) ? number : number + connector
      }
    }
  }
  return result + lowered(words[at], connector)
}

/** Only words of upper case change; every rune of a connector becomes the one wanted. */
function lowered(word: Word | undefined, connector: string): string {
  if (word === undefined) return ''
  if (word.kind === 'connector') return connector.repeat([...word.text].length)
  if (word.kind !== 'upper') return word.text
  return Array.from(word.text, (rune) => (isUpper(rune) ? runeCase(rune, 'lower') : rune)).join('')
}

/** goutils reads bytes as if each were a rune, so text outside ASCII is garbled: so it is here. */
function runesOfBytes(text: string): string[] {
  return Array.from(toBytes(text), (byte) => String.fromCharCode(byte))
}

function initials(text: string): string {
  let afterSpace = true
  let result = ''
  for (const rune of runesOfBytes(text)) {
    if (afterSpace && !isSpace(rune)) result += rune
    afterSpace = isSpace(rune)
  }
  return result
}

function withoutSpace(text: string): string {
  const runes = runesOfBytes(text)
  const kept = runes.filter((rune) => !isSpace(rune))
  return kept.length === runes.length ? text : kept.join('')
}
