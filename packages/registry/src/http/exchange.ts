import http, { type IncomingMessage, type RequestOptions, STATUS_CODES } from 'node:http'
import https from 'node:https'
import type { Socket } from 'node:net'
import tls from 'node:tls'
import type { Environment } from '../helm-home.ts'
import type { HttpRequest, HttpResponse } from './http-message.ts'
import { CutShort, networkFailure, TooLarge } from './network-error.ts'
import { proxyFor } from './proxy.ts'
import type { TlsOptions } from './tls-files.ts'

export interface ExchangeOptions {
  readonly environment: Environment
  readonly tls: TlsOptions
  /** From the first byte sent to the last one read. */
  readonly timeoutMs: number
  readonly maxBytes: number
}

/** One request and its answer over the network, redirects not followed. */
export async function exchange(request: HttpRequest, options: ExchangeOptions): Promise<HttpResponse> {
  const signal = AbortSignal.timeout(options.timeoutMs)
  try {
    const incoming = await open(request, options, signal)
    return { ...headOf(incoming, request), body: await bodyOf(incoming, options.maxBytes, signal) }
  } catch (error) {
    throw networkFailure(request, error)
  }
}

async function open(
  request: HttpRequest,
  options: ExchangeOptions,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const url = new URL(request.url)
  const proxy = proxyFor(url, options.environment)
  const common: RequestOptions = { method: request.method, headers: headersOf(request, url), signal }
  if (proxy !== undefined && url.protocol === 'http:') {
    return finished(http.request({ ...common, ...atProxy(proxy, common.headers), path: url.href }), request)
  }
  const target = {
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port,
    path: url.pathname + url.search,
  }
  if (url.protocol === 'http:') return finished(http.request({ ...common, ...target, agent: false }), request)
  const socket = proxy === undefined ? undefined : await tunnel(proxy, url, signal)
  // Node asks an agent before it asks this function, so there must be none.
  const connection =
    socket === undefined
      ? { agent: false as const }
      : { createConnection: () => secured(socket, url, options.tls) }
  const secure = { ...common, ...target, ...options.tls, ...connection }
  return finished(https.request(secure), request)
}

/** Credentials within an address count as Basic, as in Go. */
function headersOf({ headers, body }: HttpRequest, url: URL): Record<string, string> {
  const length = body === undefined ? {} : { 'content-length': String(body.length) }
  const given = { host: url.host, 'user-agent': 'seaworthy', ...headers, ...length }
  return url.username === '' || 'authorization' in given ? given : { ...given, authorization: basicOf(url) }
}

function basicOf({ username, password }: URL): string {
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return `Basic ${Buffer.from(pair).toString('base64')}`
}

function atProxy(proxy: URL, headers: RequestOptions['headers'] = {}): RequestOptions {
  const auth = proxy.username === '' ? {} : { 'proxy-authorization': basicOf(proxy) }
  return {
    hostname: proxy.hostname.replace(/^\[|\]$/g, ''),
    port: proxy.port || '80',
    headers: { ...(headers as Record<string, string>), ...auth },
    agent: false,
  }
}

function tunnel(proxy: URL, { hostname, port }: URL, signal: AbortSignal): Promise<Socket> {
  const path = `${hostname}:${port || '443'}`
  return new Promise((resolve, reject) => {
    http
      .request({ ...atProxy(proxy, { host: path }), method: 'CONNECT', path, signal })
      .on('connect', (answer, socket: Socket) => {
        if (answer.statusCode === 200) resolve(socket)
        else reject(new Error(answer.statusMessage ?? `the proxy answered ${answer.statusCode}`))
      })
      .on('error', reject)
      .end()
  })
}

function secured(socket: Socket, { hostname }: URL, options: TlsOptions): Socket {
  return tls.connect({ ...options, socket, servername: hostname })
}

function finished(outgoing: http.ClientRequest, { body }: HttpRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    outgoing.on('response', resolve).on('error', reject).end(body)
  })
}

function headOf(incoming: IncomingMessage, { url }: HttpRequest): Omit<HttpResponse, 'body'> {
  const status = incoming.statusCode ?? 0
  const text = incoming.statusMessage || STATUS_CODES[status] || ''
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  )
  return { status, statusLine: `${status} ${text}`.trimEnd(), headers, url }
}

async function bodyOf(incoming: IncomingMessage, maxBytes: number, signal: AbortSignal): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let total = 0
  try {
    for await (const chunk of incoming as AsyncIterable<Uint8Array>) {
      total += chunk.length
      if (total > maxBytes) {
        incoming.destroy()
        throw new TooLarge(maxBytes)
      }
      chunks.push(chunk)
    }
  } catch (error) {
    throw signal.aborted ? new CutShort(true) : isCut(error) ? new CutShort(false) : error
  }
  // An answer that ends with its connection ends for Node, too, when it is we who gave up.
  if (signal.aborted) throw new CutShort(true)
  return Buffer.concat(chunks)
}

function isCut(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException
  return code === 'ECONNRESET' && message === 'aborted'
}
