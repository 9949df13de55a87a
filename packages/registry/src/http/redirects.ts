import { registryFailure } from '../failure.ts'
import { type HttpRequest, type HttpResponse, isSameOrigin, type Send, shownUrl } from './http-message.ts'

/** Go's bound (`net/http`, defaultCheckRedirect). */
const most = 10

/**
 * Follows redirects. Credentials stay with the server for which they were meant: as soon as a redirect leads to another
 * scheme, host or port, they are dropped for the rest of the way.
 */
export function followingRedirects(send: Send): Send {
  return async (first) => {
    let request = first
    for (let followed = 0; followed <= most; followed++) {
      const response = await send(request)
      const next = redirected(request, response)
      if (next === undefined) return response
      request = next
    }
    throw registryFailure(`Get ${JSON.stringify(shownUrl(request.url))}: stopped after ${most} redirects`, {
      code: 'network',
    })
  }
}

function redirected(request: HttpRequest, { status, headers }: HttpResponse): HttpRequest | undefined {
  const { location } = headers
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined
  const url = new URL(location, request.url).href
  if (!/^https?:/.test(url)) {
    throw registryFailure(`Get ${JSON.stringify(shownUrl(url))}: unsupported protocol scheme`, {
      code: 'network',
    })
  }
  const stays = isSameOrigin(url, request.url)
  // A form holds a token: who answers so gets his refusal told, and not the token sent elsewhere.
  if (!stays && request.method === 'POST') return undefined
  const { authorization: _dropped, ...others } = request.headers
  const kept = stays ? request.headers : others
  if (status >= 307 || request.method === 'GET' || request.method === 'HEAD')
    return { ...request, url, headers: kept }
  return { method: 'GET', url, headers: kept }
}
