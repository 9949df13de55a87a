import { parseUrl, UrlError, writeUrl } from '@seaworthy/gotemplate'
import { ipv6Fault, prefixed } from './format-host.ts'
import { ipv6AddressFault } from './ip-address.ts'

export function uriFault(text: string): string | undefined {
  const read = readUrl(text)
  if (typeof read === 'string') return read
  return read.scheme === '' ? 'relative url' : undefined
}

export function uriReferenceFault(text: string): string | undefined {
  if (text.includes('\\')) return 'contains \\'
  const read = readUrl(text)
  return typeof read === 'string' ? read : undefined
}

/** Braces are looked for where Go keeps the path as it was written: only if it would escape it otherwise. */
export function uriTemplateFault(text: string): string | undefined {
  const read = readUrl(text)
  if (typeof read === 'string') return read
  const written = rawPath(text)
  if (written === writeUrl({ ...onlyPath, path: read.path })) return undefined
  for (const token of written.split('/')) {
    const wrong = bracesFault(decodeURIComponent(token))
    if (wrong !== undefined) return wrong
  }
  return undefined
}

const onlyPath = { scheme: '', opaque: '', userinfo: undefined, host: '', query: '', fragment: '' }

function rawPath(text: string): string {
  const [body = ''] = text.split(/[?#]/, 1)
  return body.replace(/^[A-Za-z][A-Za-z0-9+.-]*:/, '').replace(/^\/\/[^/]*/, '')
}

function bracesFault(token: string): string | undefined {
  let isOpen = false
  for (const brace of token.match(/[{}]/g) ?? []) {
    if ((brace === '{') === isOpen) return 'nested curly braces'
    isOpen = !isOpen
  }
  return isOpen ? 'no matching closing brace' : undefined
}

/** A URL as Go reads it, with the address of its host checked; a text is what is wrong. */
function readUrl(text: string): ReturnType<typeof parseUrl> | string {
  try {
    const url = parseUrl(text)
    const name = hostname(url.host)
    if (!name.includes(':')) return url
    if (!/[[\]]/.test(url.host)) return 'ipv6 address not enclosed in brackets'
    return prefixed('invalid ipv6 address', ipv6Fault(name)) ?? url
  } catch (error) {
    if (!(error instanceof UrlError)) throw error
    return withAddressFault(error.message)
  }
}

function hostname(host: string): string {
  const name = host.replace(/:\d*$/, '')
  return name.startsWith('[') && name.endsWith(']') ? name.slice(1, -1) : host
}

/** Go names what is wrong with an address in brackets. */
function withAddressFault(message: string): string {
  const address = /invalid host: ParseAddr\("(.*)"\): unable to parse IP$/.exec(message)?.[1]
  if (address === undefined) return message
  const fault = ipv6AddressFault(address)
  return fault === undefined ? message : message.replace(/ParseAddr\(.*$/s, () => fault)
}
