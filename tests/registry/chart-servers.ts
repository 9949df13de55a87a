import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { RegistryDouble } from './registry-double.ts'

/** Archives that real Helm packed, and their index. */
export const repository = join(import.meta.dirname, 'repository')

/** What a request was, for tests that ask who was told what. */
export interface SeenRequest {
  readonly method: string
  readonly url: string
  readonly authorization?: string
}

const password = `Basic ${Buffer.from('ada:s3cret').toString('base64')}`

/**
 * Repositories and registries under names of example.com, behind one proxy on this machine: whoever has its address in `HTTP_PROXY`
 * finds them, real Helm too. Nothing leaves this machine.
 */
export class ChartServers {
  readonly seen: SeenRequest[] = []
  /** Registries by name: one that is open, one with Basic, one with Bearer tokens. */
  readonly registries: Readonly<Record<string, RegistryDouble>> = {
    'registry.example.com': new RegistryDouble('open'),
    'basic.example.com': new RegistryDouble('basic'),
    'bearer.example.com': new RegistryDouble('bearer'),
  }
  private readonly server: Server = createServer((request, response) => void this.answer(request, response))

  private readonly served = new Map<string, Uint8Array>()

  /** Answers a path of `served.example.com` with these bytes. */
  serve(path: string, bytes: Uint8Array): void {
    this.served.set(path, bytes)
  }

  /** The address of the proxy. */
  async start(): Promise<string> {
    for (const registry of Object.values(this.registries)) preload(registry)
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  /** Every manifest of every registry, as text. */
  manifests(): Record<string, string> {
    const all = Object.entries(this.registries).flatMap(([host, registry]) =>
      registry.tagged().map(([name, manifest]) => [`${host}/${name}`, manifest] as const),
    )
    return Object.fromEntries(all)
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
    const { authorization } = request.headers
    this.seen.push({
      method: request.method ?? '',
      url: url.href,
      ...(authorization === undefined ? {} : { authorization }),
    })
    const registry = this.registries[url.hostname]
    if (registry !== undefined) return registry.answer(request, response, url)
    const served = url.hostname === 'served.example.com' ? this.served.get(url.pathname) : undefined
    if (served !== undefined) return void response.writeHead(200).end(served)
    const host = hosts[url.hostname] ?? nobody
    host(url, response, authorization)
  }
}

const nobody: Host = (_url, response) => plain(response, 404, 'no such host')

type Host = (url: URL, response: ServerResponse, authorization: string | undefined) => void

const hosts: Readonly<Record<string, Host>> = {
  'charts.example.com': (url, response) => file(url.pathname, response),
  'other.example.com': (url, response) => file(url.pathname, response),
  'private.example.com': (url, response, authorization) =>
    authorization === password ? file(url.pathname, response) : plain(response, 401, 'who are you?'),
  'moved.example.com': (url, response) => {
    response.writeHead(302, { location: `http://private.example.com${url.pathname}` }).end()
  },
  'empty.example.com': (_url, response) => plain(response, 200, ''),
  'strict.example.com': (_url, response) =>
    plain(
      response,
      200,
      'apiVersion: v1\nentries:\n  a:\n  - name: a\n    version: 1.0.0\n    colour: red\n',
    ),
  'nameless.example.com': (_url, response) => plain(response, 200, 'entries: {}\n'),
  'broken.example.com': (_url, response) => plain(response, 200, 'apiVersion: v1\nentries: [\n'),
  'partial.example.com': (url, response) =>
    url.pathname === '/index.yaml'
      ? plain(
          response,
          200,
          'apiVersion: v1\nentries:\n  anchor:\n  - null\n  - name: anchor\n    version: nonsense\n  - {name: anchor, version: 1.0.0, urls: [anchor-1.0.0.tgz]}\n  - {name: anchor, version: 1.2.0, urls: [anchor-1.2.0.tgz]}\n',
        )
      : file(url.pathname, response),
  'failing.example.com': (_url, response) => plain(response, 500, 'out of order'),
}

function file(pathname: string, response: ServerResponse): void {
  const path = join(repository, decodeURIComponent(pathname).replace(/^\/charts/, ''))
  if (!existsSync(path) || pathname === '/') return plain(response, 404, 'not here')
  response.writeHead(200).end(readFileSync(path))
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(text)
}

/** Charts that are there before anybody pushes. */
function preload(registry: RegistryDouble): void {
  for (const name of readdirSync(repository)) {
    const match = /^(anchor|buoy)-(\d.*)\.tgz$/.exec(name)
    if (match === null) continue
    const layer = readFileSync(join(repository, name))
    const config = Buffer.from(JSON.stringify({ name: match[1], version: match[2], apiVersion: 'v2' }))
    const described = (mediaType: string, bytes: Uint8Array) => ({
      mediaType,
      digest: registry.keep(bytes),
      size: bytes.length,
    })
    const manifest = {
      schemaVersion: 2,
      config: described('application/vnd.cncf.helm.config.v1+json', config),
      layers: [described('application/vnd.cncf.helm.chart.content.v1.tar+gzip', layer)],
    }
    const tag = (match[2] ?? '').replace('+', '_')
    registry.tag(`charts/${match[1]}`, tag, Buffer.from(JSON.stringify(manifest)))
  }
  const image = {
    schemaVersion: 2,
    config: { mediaType: 'application/x', digest: registry.keep(Buffer.from('{}')), size: 2 },
    layers: [],
  }
  registry.tag('charts/image', '1.0.0', Buffer.from(JSON.stringify(image)))
}
