// Table: the kinds of files that Go tells by how they begin (net/http, DetectContentType; https://mimesniff.spec.whatwg.org).

/** Bytes that are looked at. */
const looked = 512

const tags = '!DOCTYPE HTML|HTML|HEAD|SCRIPT|IFRAME|H1|DIV|FONT|TABLE|A|STYLE|TITLE|B|BODY|BR|P|!--'

/** In the order in which they are tried; one character is one byte. */
const signatures: readonly (readonly [begins: RegExp, type: string])[] = [
  [new RegExp(`^[\\t\\n\\f\\r ]*<(?:${tags})[ >]`, 'i'), 'text/html; charset=utf-8'],
  [/^[\t\n\f\r ]*<\?xml/, 'text/xml; charset=utf-8'],
  [/^%PDF-/, 'application/pdf'],
  [/^%!PS-Adobe-/, 'application/postscript'],
  [/^\xFE\xFF[^]{2}/, 'text/plain; charset=utf-16be'],
  [/^\xFF\xFE[^]{2}/, 'text/plain; charset=utf-16le'],
  [/^\xEF\xBB\xBF[^]/, 'text/plain; charset=utf-8'],
  [/^\0\0[\x01\x02]\0/, 'image/x-icon'],
  [/^BM/, 'image/bmp'],
  [/^GIF8[79]a/, 'image/gif'],
  [/^RIFF[^]{4}WEBPVP/, 'image/webp'],
  [/^\x89PNG\r\n\x1A\n/, 'image/png'],
  [/^\xFF\xD8\xFF/, 'image/jpeg'],
  [/^FORM[^]{4}AIFF/, 'audio/aiff'],
  [/^ID3/, 'audio/mpeg'],
  [/^OggS\0/, 'application/ogg'],
  [/^MThd\0\0\0\x06/, 'audio/midi'],
  [/^RIFF[^]{4}AVI /, 'video/avi'],
  [/^RIFF[^]{4}WAVE/, 'audio/wave'],
]

const laterSignatures: typeof signatures = [
  [/^\x1A\x45\xDF\xA3/, 'video/webm'],
  [/^[^]{34}LP/, 'application/vnd.ms-fontobject'],
  [/^\0\x01\0\0/, 'font/ttf'],
  [/^OTTO/, 'font/otf'],
  [/^ttcf/, 'font/collection'],
  [/^wOFF/, 'font/woff'],
  [/^wOF2/, 'font/woff2'],
  [/^\x1F\x8B\x08/, 'application/x-gzip'],
  [/^PK\x03\x04/, 'application/zip'],
  [/^Rar!\x1A\x07(?:\0|\x01\0)/, 'application/x-rar-compressed'],
  [/^\0asm/, 'application/wasm'],
  [/^[^\0-\x08\x0B\x0E-\x1A\x1C-\x1F]*$/, 'text/plain; charset=utf-8'],
]

/** The media type of a file by its first bytes, as Go tells it. */
export function contentType(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.subarray(0, looked)).toString('latin1')
  const typeIn = (table: typeof signatures) => table.find(([begins]) => begins.test(text))?.[1]
  const early = typeIn(signatures)
  if (early !== undefined) return early
  return isMp4(bytes.subarray(0, looked))
    ? 'video/mp4'
    : (typeIn(laterSignatures) ?? 'application/octet-stream')
}

/** As Helm asks of a file: in a buffer that zeros fill, so that a short text is none. */
export function contentTypeOfFile(bytes: Uint8Array): string {
  const buffer = new Uint8Array(looked)
  buffer.set(bytes.subarray(0, looked))
  return contentType(buffer)
}

/** A box of a given size that names the brands which the file is of. */
function isMp4(bytes: Uint8Array): boolean {
  const data = Buffer.from(bytes)
  if (data.length < 12) return false
  const size = data.readUInt32BE(0)
  if (size > data.length || size % 4 !== 0 || data.toString('latin1', 4, 8) !== 'ftyp') return false
  for (let at = 8; at < size; at += 4) {
    // The version of the first brand is none.
    if (at !== 12 && data.toString('latin1', at, at + 3) === 'mp4') return true
  }
  return false
}
