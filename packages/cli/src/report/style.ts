import { styleText } from 'node:util'

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'

/** Colours a text, or leaves it. */
export type Paint = (style: Style, text: string) => string

export function painter(colour: boolean): Paint {
  if (!colour) return (_style, text) => text
  return (style, text) => styleText(style, text, { validateStream: false })
}

/** Fits a text to a width with blanks behind it; a longer one is cut with an ellipsis. */
export function fit(text: string, width: number): string {
  if (text.length <= width) return text.padEnd(width)
  return `${text.slice(0, Math.max(0, width - 1))}…`
}

/** Breaks a sentence into lines of a width, all but the first indented. */
export function wrap(text: string, width: number, indent: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > width - (lines.length === 0 ? 0 : indent.length)) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join(`\n${indent}`)
}
