import { registryFailure } from '../failure.ts'
import { type HttpRequest, shownUrl } from './http-message.ts'

/** Why there was no answer, in the words of Go's `net/http` as far as Node knows the facts. */
export function networkFailure({ method, url }: HttpRequest, error: unknown) {
  const verb = method.charAt(0) + method.slice(1).toLowerCase()
  const why = reason(url, error)
  return registryFailure(`${verb} ${JSON.stringify(shownUrl(url))}: ${why}`, {
    code: 'network',
    ...(!(error instanceof TooLarge) && { help: advice(why) }),
  })
}

function advice(why: string): string {
  if (why === noTlsThere)
    return 'the server speaks no TLS there: --plain-http for a registry, http:// for a repository'
  if (why.startsWith(distrusted)) return '--ca-file names the authority that signed it'
  return 'check the address, and HTTP_PROXY, HTTPS_PROXY and NO_PROXY where there is a proxy'
}

/** An answer that does not end within its bounds. */
export class TooLarge extends Error {
  constructor(maxBytes: number) {
    super(`the answer is larger than ${maxBytes} bytes`)
  }
}

/** An answer that began and did not come to its end: too slow, or the connection broke. */
export class CutShort extends Error {
  constructor(late: boolean) {
    super(
      late
        ? 'context deadline exceeded (Client.Timeout or context cancellation while reading body)'
        : 'unexpected EOF',
    )
  }
}

function reason(url: string, error: unknown): string {
  const { code, message, name, address, port, cause } = error as NodeJS.ErrnoException & {
    address?: string
    port?: number
    cause?: unknown
  }
  if (name === 'AbortError' || name === 'TimeoutError') return timeout
  if (code === 'ECONNREFUSED') return `dial tcp ${address ?? ''}:${port ?? ''}: connect: connection refused`
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return `dial tcp: lookup ${new URL(url).hostname}: no such host`
  }
  if (code === 'ECONNRESET') return message === 'socket hang up' ? 'EOF' : 'read: connection reset by peer'
  if (code === 'EPROTO' && /wrong version number|packet length/i.test(message)) {
    return noTlsThere
  }
  const certificate = code === undefined ? undefined : certificateFaults[code]
  if (certificate !== undefined) return `${distrusted}${certificate}`
  return cause instanceof Error && message === '' ? cause.message : message || String(code)
}

const timeout = 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)'
const noTlsThere = 'http: server gave HTTP response to HTTPS client'
const distrusted = 'tls: failed to verify certificate: x509: '
const unknownAuthority = 'certificate signed by unknown authority'

const certificateFaults: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownAuthority,
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  CERT_HAS_EXPIRED: 'certificate has expired or is not yet valid',
  CERT_NOT_YET_VALID: 'certificate has expired or is not yet valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate is not valid for the name of the server',
}
