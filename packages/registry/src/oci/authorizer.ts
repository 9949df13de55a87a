import { registryFailure, within } from '../failure.ts'
import { type Credential, isEmpty } from '../credentials/credential.ts'
import { type HttpRequest, type HttpResponse, isSameOrigin, type Send } from '../http/http-message.ts'
import { type Challenge, parseChallenge } from './challenge.ts'
import { checkRealm } from './realm.ts'
import { refusal } from './registry-error.ts'

export interface AuthorizerOptions {
  readonly send: Send
  /** Of the registry that is talked to, and of no other. */
  readonly credential: () => Promise<Credential>
}

/**
 * Answers the challenges of one registry: Basic, or Bearer with a token from its realm. What was once answered is sent along with
 * the next request of the same kind (rules: oras-go's `registry/remote/auth/client.go`).
 */
export class Authorizer {
  private readonly options: AuthorizerOptions
  /** By scopes; a registry that takes Basic has one under the empty name. */
  private readonly headers = new Map<string, string>()
  private basic: string | undefined

  constructor(options: AuthorizerOptions) {
    this.options = options
  }

  /** `scope` is what the request needs: `repository:NAME:pull`. */
  async send(request: HttpRequest, scope: string): Promise<HttpResponse> {
    const known = this.basic ?? this.headers.get(scope)
    const response = await this.options.send(known === undefined ? request : withHeader(request, known))
    if (response.status !== 401 || !isSameOrigin(response.url, request.url)) return response
    const challenge = parseChallenge(response.headers['www-authenticate'])
    if (challenge === undefined) return response
    const header = await this.answer(challenge, request, scope)
    if (header === known) return response
    return this.options.send(withHeader(request, header))
  }

  private async answer(challenge: Challenge, request: HttpRequest, scope: string): Promise<string> {
    const credential = await this.options.credential()
    if (challenge.scheme === 'basic') {
      this.basic = basicHeader(credential, request)
      return this.basic
    }
    const { method, url } = request
    const token = await within(`${method} ${JSON.stringify(url)}`, () =>
      this.token(challenge, credential, request, scope),
    )
    const header = `Bearer ${token}`
    this.headers.set(scope, header)
    return header
  }

  private async token(
    { parameters }: Challenge,
    credential: Credential,
    request: HttpRequest,
    scope: string,
  ): Promise<string> {
    if (credential.accessToken !== '') return credential.accessToken
    const realm = parameters.get('realm') ?? ''
    checkRealm(realm, request.url)
    const wanted = mergedScopes([scope, ...(parameters.get('scope') ?? '').split(' ')])
    const asked = tokenRequest(realm, parameters.get('service') ?? '', wanted, credential)
    const response = await this.options.send(asked)
    if (response.status !== 200) throw refusal(asked, response)
    return tokenOf(response, asked)
  }
}

function withHeader(request: HttpRequest, authorization: string): HttpRequest {
  return { ...request, headers: { ...request.headers, authorization } }
}

function basicHeader(credential: Credential, { method, url }: HttpRequest): string {
  const { username, password } = credential
  if (username !== '' && password !== '')
    return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  const why = isEmpty(credential)
    ? 'basic credential not found'
    : 'missing username or password for basic auth'
  throw registryFailure(`${method} ${JSON.stringify(url)}: ${why}`, {
    code: 'unauthorized',
    help: `log in first: seaworthy registry login ${new URL(url).host}`,
  })
}

/** Actions of one repository are put together, as the token server would. */
function mergedScopes(scopes: readonly string[]): string[] {
  const actions = new Map<string, Set<string>>()
  for (const scope of scopes.filter((each) => each !== '')) {
    const colon = scope.lastIndexOf(':')
    const known = actions.get(scope.slice(0, colon)) ?? new Set<string>()
    for (const action of scope.slice(colon + 1).split(',')) known.add(action)
    actions.set(scope.slice(0, colon), known)
  }
  return [...actions].map(([resource, names]) => `${resource}:${[...names].sort().join(',')}`).sort()
}

/** A GET with Basic, or a POST where there is a refresh token to exchange (distribution's token and oauth2 pages). */
function tokenRequest(
  realm: string,
  service: string,
  scopes: readonly string[],
  { username, password, refreshToken }: Credential,
): HttpRequest {
  if (refreshToken !== '') {
    const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken, service })
    form.set('client_id', 'seaworthy')
    if (scopes.length > 0) form.set('scope', scopes.join(' '))
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return { method: 'POST', url: realm, headers, body: Buffer.from(form.toString()) }
  }
  const url = new URL(realm)
  if (service !== '') url.searchParams.set('service', service)
  for (const scope of scopes) url.searchParams.append('scope', scope)
  url.searchParams.sort()
  const pair = Buffer.from(`${username}:${password}`).toString('base64')
  return { method: 'GET', url: url.href, headers: pair === 'Og==' ? {} : { authorization: `Basic ${pair}` } }
}

function tokenOf({ body }: HttpResponse, { method, url }: HttpRequest): string {
  let answer: { token?: unknown; access_token?: unknown }
  try {
    answer = JSON.parse(Buffer.from(body).toString('utf8')) as typeof answer
  } catch {
    throw registryFailure(`${method} ${JSON.stringify(url)}: failed to decode response`, {
      code: 'registry-refused',
    })
  }
  const token = answer.access_token || answer.token
  if (typeof token === 'string' && token !== '') return token
  throw registryFailure(`${method} ${JSON.stringify(url)}: empty token returned`, {
    code: 'registry-refused',
  })
}
