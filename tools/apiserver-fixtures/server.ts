import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { findKind, type Json, type KubeObject } from '@seaworthy/kube'

/** What a real API server answered. */
export interface Answer {
  readonly code: number
  readonly body: Json
}

/** The real API server behind a kubeconfig, with cluster-admin's token. */
export class RealServer {
  private readonly address: URL
  private readonly ca: Buffer
  private readonly token: string

  constructor(kubectl: string, kubeconfig: string) {
    const view = execFileSync(kubectl, ['config', 'view', '--raw', '--kubeconfig', kubeconfig, '-o', 'json'])
    const config = JSON.parse(view.toString('utf8'))
    const cluster = config.clusters[0].cluster
    this.address = new URL(cluster.server)
    this.ca = readFileSync(cluster['certificate-authority'])
    this.token = config.users[0].user.token
  }

  send(method: string, path: string, body?: Json, type = 'application/json'): Promise<Answer> {
    const headers = {
      authorization: `Bearer ${this.token}`,
      'content-type': type,
      accept: 'application/json',
    }
    return new Promise((resolve, reject) => {
      const sent = request(new URL(path, this.address), { method, headers, ca: this.ca }, (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('end', () => {
          resolve({ code: response.statusCode ?? 0, body: parse(Buffer.concat(parts).toString('utf8')) })
        })
      })
      sent.on('error', reject)
      sent.end(body === undefined ? undefined : JSON.stringify(body))
    })
  }
}

/** `/apis/apps/v1/namespaces/default/deployments`, and the object's own path below it. */
export function pathOf(object: KubeObject): { collection: string; own: string } {
  const plural = `${object.kind.toLowerCase()}s`
  const info = findKind(object) ?? { plural, namespaced: true }
  const root = object.apiVersion.includes('/') ? `/apis/${object.apiVersion}` : `/api/${object.apiVersion}`
  const namespace = info.namespaced ? `/namespaces/${object.metadata.namespace ?? 'default'}` : ''
  const collection = `${root}${namespace}/${info.plural}`
  return { collection, own: `${collection}/${object.metadata.name}` }
}

/** Before a kind is served the server answers 404 in plain text. */
function parse(text: string): Json {
  return text.startsWith('{') ? JSON.parse(text) : { message: text }
}
