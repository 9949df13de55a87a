import { goQuote, parseUrl, UrlError, writeUrl } from '@seaworthy/gotemplate'
import type { JsonDocument } from './json-document.ts'
import { SchemaError } from './schema-error.ts'

/** A schema's place: the document and the JSON pointer in it. */
export interface Place {
  readonly url: string
  readonly pointer: string
}

/** What a reference names: a pointer (`/…` or empty) or an anchor in what has that address. */
export interface Reference {
  readonly url: string
  readonly fragment: string
}

export function escapeToken(token: string): string {
  return /[~/]/.test(token) ? token.replaceAll('~', '~0').replaceAll('/', '~1') : token
}

export function below(pointer: string, tokens: readonly string[]): string {
  return tokens.reduce((made, token) => `${made}/${escapeToken(token)}`, pointer)
}

/** A place as messages have it: the pointer is escaped for an address. */
export function placeText({ url, pointer }: Place): string {
  return `${url}#${encodeFragment(pointer)}`
}

export function encodeFragment(fragment: string): string {
  return fragment
    .split('/')
    .map((token) =>
      encodeURIComponent(token)
        .replace(/%(24|26|2B|3A|3D|40)/g, (code) => decodeURIComponent(code))
        .replace(/[!'()*]/g, escapeByte),
    )
    .join('/')
}

function escapeByte(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}

/** Splits at `#`; the fragment's escapes are taken away. */
export function splitFragment(text: string): Reference {
  const at = text.indexOf('#')
  if (at < 0) return { url: text, fragment: '' }
  return { url: text.slice(0, at), fragment: unescapeFragment(text, text.slice(at + 1)) }
}

function unescapeFragment(whole: string, fragment: string): string {
  const bad = /%(?![0-9a-fA-F]{2}).{0,2}/s.exec(fragment)?.[0]
  if (bad !== undefined)
    throw new SchemaError(`error in parsing ${goQuote(whole)}: invalid URL escape ${goQuote(bad)}`)
  const bytes = fragment.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString(),
  )
  return bytes
}

/** The address that a reference means where it stands. Throws `SchemaError`. */
export function resolveReference(base: string, reference: string): Reference {
  const { url, fragment } = splitFragment(reference)
  return { url: join(base, url), fragment }
}

/** RFC 3986, 5.2, on Go's parts of a URL (net/url, ResolveReference). */
function join(base: string, reference: string): string {
  const from = parsed(base)
  const to = parsed(reference)
  const isAbsolute = to.scheme !== ''
  const rest = { query: to.query, fragment: '' }
  if (!isAbsolute && from.opaque !== '' && to.host === '') {
    return writeUrl({ ...from, ...rest, query: reference === '' ? from.query : to.query })
  }
  if (to.opaque !== '') return writeUrl({ ...to, fragment: '' })
  if (isAbsolute || to.host !== '' || to.userinfo !== undefined) {
    return writeUrl({ ...to, scheme: to.scheme || from.scheme, path: resolvePath(to.path, ''), fragment: '' })
  }
  if (to.path === '' && to.query === '') return writeUrl({ ...from, fragment: '' })
  return writeUrl({ ...from, ...rest, path: to.path === '' ? from.path : resolvePath(from.path, to.path) })
}

function parsed(url: string): ReturnType<typeof parseUrl> {
  try {
    return parseUrl(url)
  } catch (error) {
    if (error instanceof UrlError) throw new SchemaError(`error in parsing ${goQuote(url)}: ${error.message}`)
    throw error
  }
}

function resolvePath(base: string, reference: string): string {
  const full =
    reference === '' ? base : reference.startsWith('/') ? reference : base.replace(/[^/]*$/, '') + reference
  if (full === '') return ''
  const kept: string[] = []
  const segments = full.split('/')
  for (const [index, segment] of segments.entries()) {
    if (index === 0 && segment === '') continue
    const isLast = index === segments.length - 1
    if (segment === '.' || segment === '..') {
      if (segment === '..') kept.pop()
      if (isLast) kept.push('')
    } else kept.push(segment)
  }
  return `/${kept.join('/')}`
}

/** What stands at a place. Throws `SchemaError` where nothing does. */
export function lookUp(document: JsonDocument, place: Place): JsonDocument {
  let value = document
  for (const token of place.pointer.split('/').slice(1)) {
    if (/~(?![01])/.test(token)) throw new SchemaError(`invalid json-pointer ${goQuote(placeText(place))}`)
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~')
    const next =
      value instanceof Map ? value.get(name) : Array.isArray(value) ? value[indexOf(name)] : undefined
    if (next === undefined) throw new SchemaError(`json-pointer in ${goQuote(placeText(place))} not found`)
    value = next
  }
  return value
}

function indexOf(name: string): number {
  return /^[-+]?\d+$/.test(name) ? Number(name) : -1
}
