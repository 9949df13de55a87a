import { compilePattern, parseUrl, UrlError } from '@seaworthy/gotemplate'

/** Whether Go's `url.ParseRequestURI` takes a text, and finds a scheme (govalidator, IsRequestURL). */
export function isRequestUrl(text: string): boolean {
  try {
    // A request has no fragment: `#` belongs to the path.
    return parseUrl(text.replaceAll('#', '%23')).scheme !== ''
  } catch (error) {
    if (error instanceof UrlError) return false
    throw error
  }
}

/** Whether a text looks like an address of the web, with or without a scheme (govalidator, IsURL). */
export function isWebAddress(text: string): boolean {
  if (Array.from(text).length >= 2083 || Buffer.byteLength(text) <= 3 || text.startsWith('.')) return false
  const hasPortOnly = text.includes(':') && !text.includes('://')
  return isPlausible(hasPortOnly ? `http://${text}` : text) && looksLikeAddress(text)
}

function isPlausible(text: string): boolean {
  try {
    const { host, path } = parseUrl(text)
    if (host.startsWith('.')) return false
    return host !== '' || path === '' || path.includes('.')
  } catch (error) {
    if (error instanceof UrlError) return false
    throw error
  }
}

const scheme = '(?:(?:ftp|tcp|udp|wss?|https?)://)?'
const user = '(?:\\S+(?::\\S*)?@)?'
const rest = '\\.?(?::\\d{1,5})?(?:[/?#]\\S*)?'
const octet = '(?:\\d{1,2}|1\\d\\d|2[0-4]\\d|25[0-5])'
const ipv4 = `(?:[1-9]\\d?|1\\d\\d|2[01]\\d|22[0-3]|24\\d|25[0-5])(?:\\.${octet}){2}\\.(?:\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5])`
const ipv6 = '\\[[0-9a-fA-F:.%]+\\]'
const letters = 'a-zA-Z\\x{a1}-\\x{ffff}'
const before =
  '(?:[a-zA-Z0-9](?:[a-zA-Z0-9-_]+)?[a-zA-Z0-9](?:[-.][a-zA-Z0-9]+)*|(?:(?:www\\.)|(?:[a-zA-Z0-9]+(?:[-_.]?[a-zA-Z0-9])*[a-zA-Z0-9]\\.[a-zA-Z0-9]+))?)?'
const last = `(?:[${letters}0-9]+-?-?)*[${letters}0-9]+(?:\\.[${letters}]+)?`
const shape = `^${scheme}${user}(?:${ipv4}|${ipv6}|${before}${last})${rest}$`

function looksLikeAddress(text: string): boolean {
  const pattern = compilePattern(shape)
  if (typeof pattern === 'string') throw new TypeError(pattern)
  return pattern.matcher(text).find()
}
