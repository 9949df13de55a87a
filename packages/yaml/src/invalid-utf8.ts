/**
 * What go-yaml's reader refuses of bytes that are no UTF-8 (go-yaml `readerc.go`, yaml_parser_update_buffer). Texts keep such a byte as
 * the lone surrogate U+DC00 + byte, which no valid text holds.
 */
export function invalidUtf8(text: string): { readonly offset: number; readonly problem: string } | undefined {
  const offset = text.search(strayByte)
  return offset < 0 ? undefined : { offset, problem: problemAt(text, offset) }
}

/** The half of a pair is behind its other half; looked at last, because there is hardly ever one. */
const strayByte = /[\udc80-\udcff](?<![\ud800-\udbff][\udc80-\udcff])/

function problemAt(text: string, offset: number): string {
  const lead = byteAt(text, offset)
  const width = widthOf(lead)
  if (width === 0) return 'invalid leading UTF-8 octet'
  if (bytesFrom(text, offset) < width) return 'incomplete UTF-8 octet sequence'
  const trailing = Array.from({ length: width - 1 }, (_, index) => byteAt(text, offset + 1 + index))
  if (trailing.some((byte) => (byte & 0xc0) !== 0x80)) return 'invalid trailing UTF-8 octet'
  const value = trailing.reduce((sum, byte) => (sum << 6) | (byte & 0x3f), lead & (0x7f >> width))
  return value < (leastOf[width] ?? 0) ? 'invalid length of a UTF-8 sequence' : 'invalid Unicode character'
}

/** The least code point that needs so many bytes. */
const leastOf = [0, 0, 0x80, 0x800, 0x10000]

function widthOf(lead: number): number {
  if ((lead & 0xe0) === 0xc0) return 2
  if ((lead & 0xf0) === 0xe0) return 3
  return (lead & 0xf8) === 0xf0 ? 4 : 0
}

/** The byte that stands there; of a character of several bytes, some byte that begins one. */
function byteAt(text: string, offset: number): number {
  const code = text.charCodeAt(offset)
  if (code < 0x80) return code
  return isStray(code) ? code - 0xdc00 : 0xc2
}

/** Bytes up to the end of the text, as far as a character may need them. */
function bytesFrom(text: string, offset: number): number {
  const units = Array.from(text.slice(offset, offset + 4), (_, index) => text.charCodeAt(offset + index))
  return units.reduce((sum, code) => sum + (code < 0x80 || isStray(code) ? 1 : 2), 0)
}

const isStray = (code: number) => code >= 0xdc80 && code <= 0xdcff
