import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { Agent, request as httpsRequest } from 'node:https'
import {
  type DeleteOptions,
  type Effect,
  findKind,
  type Json,
  type KubeRequest,
  type ListScope,
  type ObjectRef,
  type Operation,
  refOf,
  StatusError,
  type StatusReason,
  type WatchEvent,
  type WriteOptions,
} from '@seaworthy/kube'

/** Address and token of a cluster, as the control plane of this folder writes them. */
export interface ClusterAccess {
  readonly server: string
  readonly token: string
  readonly ca: Buffer
}

/** Reads the kubeconfig that `control-plane.sh` writes, and only that form. */
export function readKubeconfig(path: string): ClusterAccess {
  const text = readFileSync(path, 'utf8')
  const find = (pattern: RegExp): string => {
    const match = pattern.exec(text)
    if (match?.[1] === undefined) throw new Error(`${path} has no ${pattern.source}`)
    return match[1]
  }
  return {
    server: find(/server: "([^"]+)"/),
    token: find(/token: ([0-9a-f]+)/),
    ca: readFileSync(find(/certificate-authority: ([^}\s]+)/)),
  }
}

/** Drives an operation against a real cluster, over HTTPS and real time. For recording what it does. */
export async function driveReal<T>(access: ClusterAccess, operation: Operation<T>): Promise<T> {
  const driver = new RealDriver(access)
  try {
    let step = operation.next()
    while (step.done !== true) {
      try {
        step = operation.next(await driver.perform(step.value))
      } catch (error) {
        if (!(error instanceof StatusError)) throw error
        step = operation.throw(error)
      }
    }
    return step.value
  } finally {
    driver.close()
  }
}

class RealDriver {
  private readonly access: ClusterAccess
  private readonly agent: Agent
  private readonly watches = new Map<string, OpenWatch>()

  constructor(access: ClusterAccess) {
    this.access = access
    this.agent = new Agent({ keepAlive: true, ca: access.ca })
  }

  perform(effect: Effect): unknown {
    switch (effect.kind) {
      case 'now':
        return Date.now()
      case 'sleep':
        return new Promise((resolve) => setTimeout(resolve, effect.ms))
      case 'watch-next':
        return this.watches.get(effect.watch)?.next(effect.untilMs)
      case 'watch-stop':
        return this.watches.get(effect.watch)?.stop()
      case 'request':
        return this.ask(effect.request)
    }
  }

  close(): void {
    for (const watch of this.watches.values()) watch.stop()
    this.agent.destroy()
  }

  private async ask(request: KubeRequest): Promise<unknown> {
    switch (request.verb) {
      case 'get':
        return this.call('GET', pathOf(request.ref))
      case 'list':
        return this.list(request.scope)
      case 'create':
        return this.call(
          'POST',
          collectionOf(refOf(request.object)) + manager(request.options),
          request.object,
        )
      case 'update': {
        const suffix = request.options.subresource === undefined ? '' : `/${request.options.subresource}`
        return this.call(
          'PUT',
          pathOf(refOf(request.object)) + suffix + manager(request.options),
          request.object,
        )
      }
      case 'delete':
        return this.call('DELETE', pathOf(request.ref), deleteOptions(request.options))
      case 'evict':
        return this.call('POST', `${pathOf(request.ref)}/eviction`, eviction(request.ref))
      case 'apply': {
        const query = `${manager(request.options)}&force=${request.options.force ?? false}&fieldValidation=Strict`
        const path = pathOf(refOf(request.object)) + query
        return this.call('PATCH', path, request.object, 'application/apply-patch+yaml')
      }
      case 'discover':
        return this.discover()
      case 'watch':
        return this.openWatch(request.scopes)
      default:
        throw new Error(`recording does not use ${request.verb}`)
    }
  }

  /** The server leaves kind and version out of the items of a list. */
  private async list(scope: ListScope): Promise<Json> {
    const { apiVersion, kind } = scope
    const list = await this.call('GET', collectionOf(scope) + selection(scope))
    return { ...list, items: (list.items ?? []).map((item: Json) => ({ apiVersion, kind, ...item })) }
  }

  /** Every kind that is served, as `apps/v1/Deployment`. */
  private async discover(): Promise<string[]> {
    const { groups } = await this.call('GET', '/apis')
    const named = groups.flatMap(({ versions }: Json) => versions.map((each: Json) => each.groupVersion))
    const served: string[] = []
    for (const path of ['/api/v1', ...named.map((name: string) => `/apis/${name}`)]) {
      const { groupVersion, resources } = await this.call('GET', path)
      served.push(...resources.map(({ kind }: Json) => `${groupVersion}/${kind}`))
    }
    return served
  }

  private async openWatch(scopes: readonly ListScope[]): Promise<string> {
    const id = `w${this.watches.size}`
    const watch = new OpenWatch()
    this.watches.set(id, watch)
    for (const scope of scopes) {
      const selected = collectionOf(scope) + selection(scope)
      const { metadata } = await this.call('GET', selected)
      const path = `${selected}&watch=1&resourceVersion=${metadata.resourceVersion}`
      watch.attach(await this.send('GET', path))
    }
    return id
  }

  private async call(method: string, path: string, body?: unknown, type?: string): Promise<Json> {
    const response = await this.send(method, path, body, type)
    let text = ''
    for await (const chunk of response) text += String(chunk)
    if (!text.startsWith('{')) throw new Error(`${method} ${path}: ${text.slice(0, 200)}`)
    const answer: Json = JSON.parse(text)
    if ((response.statusCode ?? 500) < 400) return answer
    const { reason, message, details } = answer
    const causes = (details?.causes ?? []).map((cause: Json) => ({ ...cause }))
    const retryAfterSeconds: number | undefined = details?.retryAfterSeconds
    throw new StatusError((reason ?? 'InternalError') as StatusReason, message, {
      causes,
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    })
  }

  private send(
    method: string,
    path: string,
    body?: unknown,
    type = 'application/json',
  ): Promise<IncomingMessage> {
    const text = body === undefined ? '' : JSON.stringify(body)
    const headers = {
      authorization: `Bearer ${this.access.token}`,
      'content-type': type,
      'content-length': Buffer.byteLength(text),
    }
    return new Promise((resolve, reject) => {
      const sent = httpsRequest(this.access.server + path, { method, headers, agent: this.agent }, resolve)
      sent.on('error', reject)
      sent.end(text)
    })
  }
}

/** Events of several streams as they come. */
class OpenWatch {
  private readonly streams: IncomingMessage[] = []
  private pending: WatchEvent[] = []
  private wake: (() => void) | undefined

  attach(stream: IncomingMessage): void {
    this.streams.push(stream)
    let rest = ''
    stream.setEncoding('utf8')
    stream.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) if (line !== '') this.pending.push(JSON.parse(line) as WatchEvent)
      if (this.pending.length > 0) this.wake?.()
    })
  }

  async next(untilMs: number): Promise<readonly WatchEvent[]> {
    if (this.pending.length === 0) await this.moreUntil(untilMs)
    const events = this.pending
    this.pending = []
    return events
  }

  stop(): void {
    for (const stream of this.streams) stream.destroy()
  }

  private moreUntil(untilMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, untilMs - Date.now()))
      this.wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

function pathOf(ref: ObjectRef): string {
  return `${collectionOf(ref)}/${ref.name}`
}

function collectionOf(scope: ListScope): string {
  const info = findKind(scope)
  if (info === undefined) throw new Error(`no kind ${scope.apiVersion}/${scope.kind}`)
  const root = scope.apiVersion.includes('/') ? `/apis/${scope.apiVersion}` : `/api/${scope.apiVersion}`
  return scope.namespace === undefined
    ? `${root}/${info.plural}`
    : `${root}/namespaces/${scope.namespace}/${info.plural}`
}

/** The part of a list or watch that its selectors choose; a query, so that more can follow. */
function selection({ labelSelector = '', fieldSelector = '' }: ListScope): string {
  return `?${new URLSearchParams({ labelSelector, fieldSelector }).toString()}`
}

function manager({ fieldManager }: WriteOptions): string {
  return fieldManager === undefined ? '' : `?fieldManager=${encodeURIComponent(fieldManager)}`
}

function deleteOptions(options: DeleteOptions): Json {
  return { apiVersion: 'v1', kind: 'DeleteOptions', ...options }
}

function eviction({ name, namespace }: ObjectRef): Json {
  return { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } }
}
