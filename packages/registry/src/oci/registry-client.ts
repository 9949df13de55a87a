import { registryFailure } from '../failure.ts'
import type { HttpRequest, HttpResponse, Send } from '../http/http-message.ts'
import type { Authorizer } from './authorizer.ts'
import { type Descriptor, sha256, verified } from './descriptor.ts'
import { hostOf, isDigest, type Reference, referenceText } from './reference.ts'
import { refusal } from './registry-error.ts'

/** Bounds of oras-go and of this machine: a manifest is small, a chart not endless. */
const maxManifestBytes = 4 * 1024 * 1024
const maxTagPages = 10_000

/** Speaks the distribution API with one registry (opencontainers/distribution-spec, version 1.1). */
export class RegistryClient {
  private readonly base: string
  private readonly authorizer: Pick<Authorizer, 'send'>

  constructor(
    registry: string,
    plainHttp: boolean,
    authorizer: { send: (request: HttpRequest, scope: string) => ReturnType<Send> },
  ) {
    this.base = `${plainHttp ? 'http' : 'https'}://${hostOf(registry)}`
    this.authorizer = authorizer
  }

  /** Whether the registry lets us in. Throws its refusal. */
  async ping(): Promise<void> {
    const response = await this.call('GET', '/v2/', '')
    if (response.status !== 200) throw refusal({ method: 'GET' }, response)
  }

  /** The manifest that a tag or digest names, held against its digest. */
  async manifest(
    reference: Reference,
    name: string,
  ): Promise<{ readonly descriptor: Descriptor; readonly bytes: Uint8Array }> {
    const path = `/v2/${reference.repository}/manifests/${name}`
    const response = await this.call('GET', path, pulling(reference), { accept: manifestTypes.join(', ') })
    if (response.status === 404) throw notFound(referenceText(reference))
    if (response.status !== 200) throw refusal({ method: 'GET' }, response)
    const bytes = response.body
    if (bytes.length > maxManifestBytes)
      throw registryFailure(`the manifest is larger than ${maxManifestBytes} bytes`)
    const promised = isDigest(name) ? name : (response.headers['docker-content-digest'] ?? sha256(bytes))
    const mediaType = response.headers['content-type']?.split(';', 1)[0]?.trim() ?? ''
    const descriptor = { mediaType, digest: promised, size: bytes.length }
    return { descriptor, bytes: verified(descriptor, bytes) }
  }

  /** The digest that a tag stands for; undefined where there is no such tag. */
  async resolve(reference: Reference, name: string): Promise<string | undefined> {
    const path = `/v2/${reference.repository}/manifests/${name}`
    const response = await this.call('HEAD', path, pulling(reference), { accept: manifestTypes.join(', ') })
    return response.status === 200 ? response.headers['docker-content-digest'] : undefined
  }

  /** The content of a blob, held against its size and digest. */
  async blob(reference: Reference, descriptor: Descriptor): Promise<Uint8Array> {
    if (!isDigest(descriptor.digest))
      throw registryFailure(`invalid digest ${JSON.stringify(descriptor.digest)}`)
    const path = `/v2/${reference.repository}/blobs/${descriptor.digest}`
    const response = await this.call('GET', path, pulling(reference))
    if (response.status === 404) throw notFound(descriptor.digest)
    if (response.status !== 200) throw refusal({ method: 'GET' }, response)
    return verified(descriptor, response.body)
  }

  /** All tags of a repository, over all pages. */
  async tags(reference: Reference): Promise<string[]> {
    const tags: string[] = []
    let path: string | undefined = `/v2/${reference.repository}/tags/list`
    for (let page = 0; path !== undefined && page < maxTagPages; page++) {
      const response: HttpResponse = await this.call('GET', path, pulling(reference))
      if (response.status !== 200) throw refusal({ method: 'GET' }, response)
      tags.push(...tagsOf(response))
      path = nextPage(response)
    }
    return tags
  }

  hasManifest(reference: Reference, digest: string): Promise<boolean> {
    return this.exists(reference, `manifests/${digest}`, { accept: manifestTypes.join(', ') })
  }

  hasBlob(reference: Reference, { digest }: Descriptor): Promise<boolean> {
    return this.exists(reference, `blobs/${digest}`)
  }

  private async exists(
    reference: Reference,
    what: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<boolean> {
    const response = await this.call(
      'HEAD',
      `/v2/${reference.repository}/${what}`,
      pushing(reference),
      headers,
    )
    if (response.status === 200 || response.status === 404) return response.status === 200
    throw refusal({ method: 'HEAD' }, response)
  }

  /** Uploads a blob in one piece. */
  async pushBlob(reference: Reference, { digest }: Descriptor, bytes: Uint8Array): Promise<void> {
    const blobs = `/v2/${reference.repository}/blobs`
    const begun = await this.call('POST', `${blobs}/uploads/`, pushing(reference))
    if (begun.status !== 202) throw refusal({ method: 'POST' }, begun)
    const url = this.uploadAddress(begun.headers['location'], digest)
    const request = {
      method: 'PUT',
      url,
      headers: { 'content-type': 'application/octet-stream' },
      body: bytes,
    } as const
    const done = await this.authorizer.send(request, pushing(reference))
    if (done.status !== 201) throw refusal({ method: 'PUT' }, done)
  }

  /** A registry may name another place for the bytes, but not another server: the credentials would go there. */
  private uploadAddress(location: string | undefined, digest: string): string {
    if (location === undefined || !URL.canParse(location, this.base))
      throw registryFailure('the registry answered an upload without a Location')
    const url = new URL(location, this.base)
    const base = new URL(this.base)
    if (url.hostname === base.hostname && url.port === '' && base.port !== '' && this.base.endsWith(':443'))
      url.port = base.port
    if (url.host !== base.host) {
      throw registryFailure(
        `blob upload Location ${JSON.stringify(url.host)} is on a different host than the registry ${JSON.stringify(base.host)}`,
        { code: 'registry-refused' },
      )
    }
    if (url.protocol !== base.protocol)
      throw registryFailure(`blob upload Location ${JSON.stringify(url.host)} downgrades scheme from https`)
    url.searchParams.set('digest', digest)
    return url.href
  }

  async pushManifest(reference: Reference, bytes: Uint8Array, mediaType: string): Promise<void> {
    const path = `/v2/${reference.repository}/manifests/${reference.tag}`
    const response = await this.call('PUT', path, pushing(reference), { 'content-type': mediaType }, bytes)
    if (response.status !== 201) throw refusal({ method: 'PUT' }, response)
  }

  private call(
    method: HttpRequest['method'],
    path: string,
    scope: string,
    headers: Readonly<Record<string, string>> = {},
    body?: Uint8Array,
  ): Promise<HttpResponse> {
    const request = { method, url: this.base + path, headers, ...(body === undefined ? {} : { body }) }
    return this.authorizer.send(request, scope)
  }
}

const manifestTypes = [
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
]

function pulling({ repository }: Reference): string {
  return `repository:${repository}:pull`
}

function pushing({ repository }: Reference): string {
  return `repository:${repository}:pull,push`
}

function notFound(what: string) {
  return registryFailure(`${what}: not found`, { code: 'chart-not-found' })
}

function tagsOf({ body, url }: HttpResponse): string[] {
  try {
    const { tags } = JSON.parse(Buffer.from(body).toString('utf8')) as { tags?: unknown }
    return Array.isArray(tags) ? tags.filter((each) => typeof each === 'string') : []
  } catch {
    throw registryFailure(`GET ${JSON.stringify(url)}: failed to decode response`, {
      code: 'registry-refused',
    })
  }
}

/** The path of the next page, which must be on the same registry (RFC 5988, as the distribution API uses it). */
function nextPage({ headers, url }: HttpResponse): string | undefined {
  const target = /<([^>]*)>/.exec(headers['link'] ?? '')?.[1]
  if (target === undefined || !URL.canParse(target, url)) return undefined
  const next = new URL(target, url)
  return next.pathname + next.search
}
