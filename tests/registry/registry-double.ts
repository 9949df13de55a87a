import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

const user = `Basic ${Buffer.from('ada:s3cret').toString('base64')}`
const token = 'the-token'
const manifestType = 'application/vnd.oci.image.manifest.v1+json'

interface Call {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
  readonly body: Buffer
}

/** As much of the distribution API as Helm uses, in memory. What a registry program does is asked in the oracle test. */
export class RegistryDouble {
  private readonly access: 'open' | 'basic' | 'bearer'
  private readonly blobs = new Map<string, Buffer>()
  /** By `name:tag` and `name@digest`. */
  private readonly manifests = new Map<string, Buffer>()
  /** Serves other bytes than were promised. */
  lies = false

  constructor(access: 'open' | 'basic' | 'bearer') {
    this.access = access
  }

  keep(bytes: Uint8Array): string {
    const digest = sha256(bytes)
    this.blobs.set(digest, Buffer.from(bytes))
    return digest
  }

  tag(name: string, tag: string, manifest: Buffer): string {
    const digest = sha256(manifest)
    this.manifests.set(`${name}:${tag}`, manifest)
    this.manifests.set(`${name}@${digest}`, manifest)
    return digest
  }

  /** Name and tag with the text of the manifest. */
  tagged(): [string, string][] {
    const tags = [...this.manifests].filter(([key]) => !key.includes('sha256:'))
    return tags.map(([key, manifest]) => [key, manifest.toString('utf8')])
  }

  async answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const call = { request, response, url, body: Buffer.concat(chunks) }
    if (url.pathname === '/token') return this.giveToken(call)
    if (!this.isAllowed(request)) return this.challenge(call)
    this.route(call)
  }

  private isAllowed({ headers }: IncomingMessage): boolean {
    if (this.access === 'open') return true
    return headers.authorization === (this.access === 'basic' ? user : `Bearer ${token}`)
  }

  private challenge({ response, url }: Call): void {
    const bearer = `Bearer realm="http://${url.host}/token",service="${url.host}",scope="repository:charts/anchor:pull"`
    const demand = this.access === 'basic' ? 'Basic realm="charts"' : bearer
    fail(response, 401, 'UNAUTHORIZED', 'authentication required', { 'www-authenticate': demand })
  }

  private giveToken({ request, response }: Call): void {
    if (request.headers.authorization !== user) return fail(response, 401, 'UNAUTHORIZED', 'no such user')
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ token }))
  }

  private route(call: Call): void {
    const { pathname } = call.url
    const match = /^\/v2\/(.+)\/(tags|manifests|blobs)\/(.+)$/.exec(pathname)
    if (pathname === '/v2/') return void call.response.writeHead(200).end('{}')
    if (match === null) return fail(call.response, 404, 'UNSUPPORTED', 'no such thing')
    const [, name = '', kind, rest = ''] = match
    if (kind === 'tags') this.tags(call, name)
    else if (kind === 'manifests') this.manifestCall(call, name, rest)
    else this.blobCall(call, name, rest)
  }

  /** Two tags a page, so that pages are read. */
  private tags({ response, url }: Call, name: string): void {
    const all = [...this.manifests.keys()]
      .filter((key) => key.startsWith(`${name}:`))
      .map((key) => key.slice(name.length + 1))
      .sort()
    if (all.length === 0)
      return fail(response, 404, 'NAME_UNKNOWN', 'repository name not known to registry', {}, { name })
    const last = url.searchParams.get('last')
    const from = last === null ? 0 : all.indexOf(last) + 1
    const page = all.slice(from, from + 2)
    const link =
      from + 2 < all.length ? { link: `</v2/${name}/tags/list?n=2&last=${page.at(-1)}>; rel="next"` } : {}
    response
      .writeHead(200, { 'content-type': 'application/json', ...link })
      .end(JSON.stringify({ name, tags: page }))
  }

  private manifestCall({ request, response, body }: Call, name: string, reference: string): void {
    if (request.method === 'PUT') {
      const digest = this.tag(name, reference, body)
      return void response
        .writeHead(201, { 'docker-content-digest': digest, location: `/v2/${name}/manifests/${digest}` })
        .end()
    }
    const found = this.manifests.get(`${name}${reference.includes(':') ? '@' : ':'}${reference}`)
    if (found === undefined) return fail(response, 404, 'MANIFEST_UNKNOWN', 'manifest unknown')
    this.send(request, response, found, manifestType)
  }

  private blobCall({ request, response, url, body }: Call, name: string, rest: string): void {
    if (request.method === 'POST')
      return void response.writeHead(202, { location: `/v2/${name}/blobs/uploads/one?state=x` }).end()
    if (request.method === 'PUT') {
      const digest = this.keep(body)
      if (digest !== url.searchParams.get('digest'))
        return fail(response, 400, 'DIGEST_INVALID', 'provided digest did not match')
      return void response
        .writeHead(201, { location: `/v2/${name}/blobs/${digest}`, 'docker-content-digest': digest })
        .end()
    }
    const found = this.blobs.get(rest)
    if (found === undefined) return fail(response, 404, 'BLOB_UNKNOWN', 'blob unknown to registry')
    this.send(request, response, found, 'application/octet-stream')
  }

  private send({ method }: IncomingMessage, response: ServerResponse, bytes: Buffer, type: string): void {
    const headers = {
      'content-type': type,
      'content-length': String(bytes.length),
      'docker-content-digest': sha256(bytes),
    }
    const changed =
      this.lies && type !== manifestType
        ? Buffer.from(bytes.map((byte, at) => (at === 20 ? byte ^ 1 : byte)))
        : bytes
    response.writeHead(200, headers).end(method === 'HEAD' ? undefined : changed)
  }
}

function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

function fail(
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
  detail: unknown = null,
): void {
  const errors = [{ code, message, detail }]
  response
    .writeHead(status, { 'content-type': 'application/json', ...headers })
    .end(JSON.stringify({ errors }))
}
