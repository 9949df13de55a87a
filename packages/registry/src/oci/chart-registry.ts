import type { HelmContext } from '../helm-context.ts'
import { noCredential } from '../credentials/credential.ts'
import type { TlsFiles } from '../http/tls-files.ts'
import { retrying } from '../http/retry.ts'
import { Authorizer } from './authorizer.ts'
import { RegistryClient } from './registry-client.ts'
import { hostOf } from './reference.ts'

/** How registries are spoken to: helm's flags. */
export interface RegistryOptions {
  readonly username: string
  readonly password: string
  readonly plainHttp: boolean
  readonly tls: TlsFiles
}

/** A client for each registry, made when it is first asked. */
export type ChartRegistries = (registry: string) => RegistryClient

/** Credentials given as flags are for every registry that is asked; otherwise the files are looked into. */
export function chartRegistries(context: HelmContext, options: RegistryOptions): ChartRegistries {
  const clients = new Map<string, RegistryClient>()
  const { username, password, plainHttp, tls } = options
  const given = username !== '' && password !== '' ? { ...noCredential, username, password } : undefined
  return (registry) => {
    const known = clients.get(registry)
    if (known !== undefined) return known
    const authorizer = new Authorizer({
      send: retrying(context.network(tls)),
      credential: async () => given ?? context.credentials.get(hostOf(registry)),
    })
    const client = new RegistryClient(registry, plainHttp, authorizer)
    clients.set(registry, client)
    return client
  }
}
