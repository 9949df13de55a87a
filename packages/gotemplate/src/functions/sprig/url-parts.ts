import { isIPv4, isIPv6 } from 'node:net'
import { goQuote } from '../../quote.ts'
import { escapeUrl, UrlError, unescapeUrl } from './url-escape.ts'

/** A URL as Go's net/url reads it; what is escaped in the text is plain here, but for query and userinfo. */
export interface UrlParts {
  readonly scheme: string
  readonly opaque: string
  /** User and password, escaped as they would be written; undefined where there is no `@`. */
  readonly userinfo: string | undefined
  readonly host: string
  readonly path: string
  readonly query: string
  readonly fragment: string
}

const empty: UrlParts = {
  scheme: '',
  opaque: '',
  userinfo: undefined,
  host: '',
  path: '',
  query: '',
  fragment: '',
}

/** `url.Parse`. Throws `UrlError` with Go's text. */
export function parseUrl(text: string): UrlParts {
  const [body, fragment] = cut(text, '#')
  const parts = explained(body, () => parseBody(body))
  return { ...parts, fragment: explained(text, () => unescapeUrl(fragment, 'fragment')) }
}

function explained<T>(text: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof UrlError) throw new UrlError(`parse ${goQuote(text)}: ${error.message}`)
    throw error
  }
}

/** Everything before `#`. */
function parseBody(text: string): UrlParts {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (/[\u0000-\u001f\u007f]/.test(text)) throw new UrlError('net/url: invalid control character in URL')
  if (text === '*') return { ...empty, path: '*' }
  if (text.startsWith(':')) throw new UrlError('missing protocol scheme')
  const match = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text)
  const scheme = (match?.[1] ?? '').toLowerCase()
  const [beforeQuery, query] = cut(text.slice(match?.[0].length ?? 0), '?')
  if (!beforeQuery.startsWith('/')) {
    if (scheme !== '') return { ...empty, scheme, opaque: beforeQuery, query }
    if (cut(beforeQuery, '/')[0].includes(':')) {
      throw new UrlError('first path segment in URL cannot contain colon')
    }
  }
  const hasAuthority = beforeQuery.startsWith('//') && (scheme !== '' || !beforeQuery.startsWith('///'))
  const end = hasAuthority ? beforeQuery.indexOf('/', 2) : 0
  const pathStart = end < 0 ? beforeQuery.length : end
  const authority = hasAuthority ? parseAuthority(scheme, beforeQuery.slice(2, pathStart)) : empty
  const path = unescapeUrl(beforeQuery.slice(pathStart), 'path')
  return { ...empty, scheme, userinfo: authority.userinfo, host: authority.host, path, query }
}

function parseAuthority(scheme: string, authority: string): Pick<UrlParts, 'userinfo' | 'host'> {
  const at = authority.lastIndexOf('@')
  const host = parseHost(scheme, authority.slice(at + 1))
  if (at < 0) return { userinfo: undefined, host }
  const userinfo = authority.slice(0, at)
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(userinfo)) throw new UrlError('net/url: invalid userinfo')
  const [user, password] = cut(userinfo, ':')
  const names = userinfo.includes(':') ? [user, password] : [user]
  const written = names.map((name) => escapeUrl(unescapeUrl(name, 'userPassword'), 'userPassword'))
  return { userinfo: written.join(':'), host }
}

/** Hosts of http and https have one colon at most; others may be lists. */
function parseHost(scheme: string, host: string): string {
  const bracket = host.lastIndexOf('[')
  if (bracket > 0) throw new UrlError('invalid IP-literal')
  if (bracket === 0) return parseLiteral(host)
  const colon = scheme === 'http' || scheme === 'https' ? host.indexOf(':') : host.lastIndexOf(':')
  if (colon >= 0) checkPort(host.slice(colon))
  return unescapeUrl(host, 'host')
}

/** `[fe80::1%25en0]:80`. */
function parseLiteral(host: string): string {
  const close = host.lastIndexOf(']')
  if (close < 0) throw new UrlError("missing ']' in host")
  const port = host.slice(close + 1)
  checkPort(port)
  const inside = host.slice(1, close)
  const zone = inside.indexOf('%25')
  const name =
    zone < 0
      ? unescapeUrl(inside, 'host')
      : unescapeUrl(inside.slice(0, zone), 'host') + unescapeUrl(inside.slice(zone), 'zone')
  const address = name.replace(/%.*$/, '')
  if (isIPv4(address)) throw new UrlError('invalid IP-literal')
  if (!isIPv6(address)) throw new UrlError(`invalid host: ParseAddr(${goQuote(name)}): unable to parse IP`)
  return `[${name}]${port}`
}

function checkPort(port: string): void {
  if (port !== '' && !/^:\d*$/.test(port)) throw new UrlError(`invalid port ${goQuote(port)} after host`)
}

/** The host without its port and brackets. */
export function hostnameOf(host: string): string {
  const colon = host.lastIndexOf(':')
  const name = colon >= 0 && /^:\d*$/.test(host.slice(colon)) ? host.slice(0, colon) : host
  return name.startsWith('[') && name.endsWith(']') ? name.slice(1, -1) : name
}

/** `URL.String`. */
export function writeUrl(parts: UrlParts): string {
  const scheme = parts.scheme === '' ? '' : `${parts.scheme}:`
  const tail = (parts.query === '' ? '' : `?${parts.query}`) + fragmentText(parts.fragment)
  if (parts.opaque !== '') return scheme + parts.opaque + tail
  const named = parts.host !== '' || parts.userinfo !== undefined
  const slashes = named || (parts.scheme !== '' && parts.path !== '') ? '//' : ''
  const user = parts.userinfo === undefined ? '' : `${parts.userinfo}@`
  const start = scheme + slashes + user + escapeUrl(parts.host, 'host')
  const path = parts.path === '*' ? '*' : escapeUrl(parts.path, 'path')
  const joint = path !== '' && !path.startsWith('/') && parts.host !== '' ? '/' : ''
  const dot = start === '' && joint === '' && cut(path, '/')[0].includes(':') ? './' : ''
  return start + joint + dot + path + tail
}

function fragmentText(fragment: string): string {
  return fragment === '' ? '' : `#${escapeUrl(fragment, 'fragment')}`
}

function cut(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)]
}
