import type { FunctionTable } from '../../function.ts'
import { kindOf } from '../../go-type.ts'
import type { GoMap } from '../../value.ts'
import { define, fail } from './define.ts'
import { UrlError } from './url-escape.ts'
import { hostnameOf, parseUrl, type UrlParts, writeUrl } from './url-parts.ts'

/** URLs taken apart and put together. */
export const urlFunctions: FunctionTable = {
  urlParse: define(['string'], ([text]) => {
    const parts = parsed(text, 'unable to parse url')
    return new Map<string, string>([
      ['scheme', parts.scheme],
      ['host', parts.host],
      ['hostname', hostnameOf(parts.host)],
      ['path', parts.path],
      ['query', parts.query],
      ['opaque', parts.opaque],
      ['fragment', parts.fragment],
      ['userinfo', parts.userinfo ?? ''],
    ])
  }),
  urlJoin: define(['map'], ([map]) => writeUrl(partsOf(map))),
}

function partsOf(map: GoMap | null): UrlParts {
  const [scheme, host, path, query, opaque, fragment, userinfo] = [
    'scheme',
    'host',
    'path',
    'query',
    'opaque',
    'fragment',
    'userinfo',
  ].map((key) => textAt(map, key)) as [string, string, string, string, string, string, string]
  const user =
    userinfo === ''
      ? undefined
      : parsed(`proto://${userinfo}@host`, 'unable to parse userinfo in dict').userinfo
  return { scheme, host, path, query, opaque, fragment, userinfo: user }
}

function textAt(map: GoMap | null, key: string): string {
  const value = map?.get(key)
  if (value === undefined) return ''
  if (typeof value === 'string') return value
  return fail(`unable to parse ${key} key, must be of type string, but ${kindOf(value)} found`)
}

function parsed(text: string, complaint: string): UrlParts {
  try {
    return parseUrl(text)
  } catch (error) {
    if (error instanceof UrlError) fail(`${complaint}: ${error.message}`)
    throw error
  }
}
