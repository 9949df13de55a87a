import type { Environment } from '../helm-home.ts'
import { exchange } from './exchange.ts'
import type { Send } from './http-message.ts'
import { followingRedirects } from './redirects.ts'
import { type TlsFiles, tlsOptions } from './tls-files.ts'

/** Helm's bound for a whole request (`pkg/getter/getter.go`). */
const timeoutMs = 120_000

/** The largest chart that Helm loads is 100 MiB unpacked; indexes of the largest public repositories are below 50 MB. */
const maxBytes = 128 * 1024 * 1024

/** Opens the way to the network for one set of TLS files. A test hands in its own. */
export type Network = (tls: TlsFiles) => Send

/** The real network: proxies of the environment, bounded time and size, redirects followed. */
export function realNetwork(environment: Environment): Network {
  return (files) => {
    const tls = tlsOptions(files)
    return followingRedirects((request) => exchange(request, { environment, tls, timeoutMs, maxBytes }))
  }
}
