import { toBytes } from '../go-bytes.ts'
import { isPrintable } from '../quote.ts'

/** Escaping as the built-in functions html, js and urlquery do it (Go: text/template/funcs.go, net/url). */

const html: Readonly<Record<string, string>> = {
  '\0': '\ufffd',
  '"': '&#34;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
}

export function escapeHtml(text: string): string {
  return text.replace(/["'&<>]|\0/g, (character) => html[character] ?? character)
}

const js: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '<': '\\u003C',
  '>': '\\u003E',
  '&': '\\u0026',
  '=': '\\u003D',
}

export function escapeJs(text: string): string {
  let out = ''
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    const plain = code < 0x80 ? code >= 0x20 : isPrintable(character)
    out += js[character] ?? (plain ? character : `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`)
  }
  return out
}

/** Go's url.QueryEscape: a space is `+`, everything but letters, digits and `-_.~` is percent-encoded. */
export function escapeQuery(text: string): string {
  let out = ''
  for (const byte of toBytes(text)) {
    const character = String.fromCharCode(byte)
    if (/[A-Za-z0-9\-_.~]/.test(character)) out += character
    else out += byte === 0x20 ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return out
}
