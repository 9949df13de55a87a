import { resolvePlain } from './resolve.ts'

/** How a text may be written, as go-yaml's emitter judges it. */
export interface ScalarShape {
  readonly multiline: boolean
  readonly plain: boolean
  readonly single: boolean
  readonly block: boolean
}

export type WrittenStyle = 'plain' | 'single' | 'double' | 'literal'

// Everything that the emitter does not call printable; lone surrogates and all beyond the BMP are not.
// biome-ignore lint: the point of the expression is to find control characters
const unprintable = /[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/
const lineBreak = /[\n\u2028\u2029]/
const indicatorStart = /^[#,[\]{}&*!|>'"%@`]|^[?:-](?:[ \t]|$)|^---|^\.\.\./
const colonInside = /.:(?:[ \t]|$)/s
const commentInside = /[ \t\n\r\u2028\u2029]#/

/** `tabsInBlocks` is go-yaml v3, which writes a tab in a literal block as it is. */
export function shapeOf(text: string, tabsInBlocks = false): ScalarShape {
  if (text === '') return { multiline: false, plain: true, single: true, block: false }
  if (harmless.test(text)) return { multiline: false, plain: true, single: true, block: true }
  const multiline = lineBreak.test(text) || /[\r\x85]/.test(text)
  const special = unprintable.test(text)
  const spaceBeforeBreak = / [\n\u2028\u2029]/.test(text)
  const spaceAfterBreak = /[\n\u2028\u2029] /.test(text)
  const edges = /^[ \n\u2028\u2029]|[ \n\u2028\u2029]$/.test(text)
  const indicators = indicatorStart.test(text) || colonInside.test(text) || commentInside.test(text)
  const quotable = !special && !spaceBeforeBreak
  return {
    multiline,
    plain: quotable && !multiline && !spaceAfterBreak && !edges && !indicators,
    single: quotable && !spaceAfterBreak,
    block:
      (tabsInBlocks ? !unprintable.test(text.replaceAll('\t', '')) : !special) &&
      !spaceBeforeBreak &&
      !text.endsWith(' '),
  }
}

const harmless = /^[A-Za-z0-9_/](?:[A-Za-z0-9_./-]| (?=[A-Za-z0-9_./-]))*$/

/** The style that go-yaml v2 chooses for a string; keys in simple form are never blocks. */
export function styleOf(text: string, shape: ScalarShape, simpleKey: boolean): WrittenStyle {
  if (text.includes('\n')) return shape.block && !simpleKey ? 'literal' : 'double'
  if (!isReadAsString(text)) return 'double'
  if (simpleKey && shape.multiline) return 'double'
  if (shape.plain) return 'plain'
  return shape.single ? 'single' : 'double'
}

const base60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/

/** Whether a text without quotes is read as that text, by go-yaml and by the YAML 1.1 readers it cares for. */
function isReadAsString(text: string): boolean {
  return resolvePlain(text).kind === 'string' && !base60.test(text)
}
