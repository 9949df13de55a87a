import { posix } from 'node:path'

const parts = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(\?[^#]*)?(#.*)?$/s

/** The pieces of an address as Go's `net/url` cuts it; nothing is decoded. */
export interface AddressParts {
  /** In lower case, empty for a relative reference. */
  readonly scheme: string
  readonly host: string
  readonly path: string
}

export function addressParts(text: string): AddressParts {
  const [, scheme = '', host = '', path = ''] = parts.exec(text) ?? []
  return { scheme: scheme.toLowerCase(), host, path }
}

/** Whether two addresses are one repository: a trailing slash makes no difference (rule: `internal/urlutil`, Equal). */
export function isSameAddress(a: string, b: string): boolean {
  return normalized(a) === normalized(b)
}

function normalized(text: string): string {
  const [, scheme = '', host = '', path = '', query = '', fragment = ''] = parts.exec(text) ?? []
  const clean = posix.normalize(path || '/').replace(/(?<=.)\/$/, '')
  return `${scheme.toLowerCase()}://${host}${clean}${query}${fragment}`
}

/**
 * The address of a file that an index names, relative to its repository unless it is whole already. A query of the repository's
 * address is kept: some carry a token there (rule: `pkg/repo/v1/chartrepo.go`, ResolveReferenceURL).
 */
export function resolveAddress(repository: string, file: string): string {
  if (addressParts(file).scheme !== '') return file
  const base = new URL(repository)
  const query = base.search
  base.pathname = `${base.pathname.replace(/\/$/, '')}/`
  const resolved = new URL(file, base)
  resolved.search = query
  return resolved.href
}
