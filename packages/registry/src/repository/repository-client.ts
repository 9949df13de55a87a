import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { writeAtomically } from '../atomic-write.ts'
import { prefixed, registryFailure } from '../failure.ts'
import { type HelmContext, warn } from '../helm-context.ts'
import { isSameOrigin, shownUrl } from '../http/http-message.ts'
import type { TlsFiles } from '../http/tls-files.ts'
import { ownText } from '../own-file.ts'
import { type ChartIndex, readIndex } from './chart-index.ts'
import type { RepositoryEntry } from './repositories-file.ts'
import { addressParts, resolveAddress } from './repository-url.ts'

/** How a file of a repository is fetched: the credentials are meant for the server of `for` only. */
export interface FetchOptions {
  readonly for: string
  readonly username: string
  readonly password: string
  /** Send the credentials to every other server too. */
  readonly passCredentialsAll: boolean
  readonly tls: TlsFiles
}

export function optionsOf(entry: RepositoryEntry): FetchOptions {
  const { url, username, password, passCredentialsAll, certFile, keyFile, caFile, insecureSkipTlsVerify } =
    entry
  const tls = { certFile, keyFile, caFile, insecureSkipTlsVerify }
  return { for: url, username, password, passCredentialsAll, tls }
}

/** The bytes at an address. Anything but 200 is an error in Helm's words. */
export async function fetchFile(
  context: HelmContext,
  url: string,
  options: FetchOptions,
  accept?: string,
): Promise<Uint8Array> {
  const { scheme } = addressParts(url)
  if (scheme !== 'http' && scheme !== 'https')
    throw registryFailure(`scheme ${JSON.stringify(scheme)} not supported`, { code: 'url-scheme' })
  if (!URL.canParse(url))
    throw registryFailure(`parse ${JSON.stringify(shownUrl(url))}: invalid address`, { code: 'url' })
  const headers = { ...(accept === undefined ? {} : { accept }), ...authorization(url, options) }
  const response = await context.network(options.tls)({ method: 'GET', url, headers })
  if (response.status === 200) return response.body
  throw registryFailure(`failed to fetch ${shownUrl(url)} : ${response.statusLine}`, {
    code: response.status === 401 || response.status === 403 ? 'unauthorized' : 'http-status',
  })
}

function authorization(url: string, options: FetchOptions): Record<string, string> {
  const { username, password, passCredentialsAll } = options
  if (username === '' || password === '') return {}
  if (!passCredentialsAll && !(URL.canParse(options.for) && isSameOrigin(url, options.for))) return {}
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` }
}

/** The index of a repository as it is there now. */
export async function fetchIndex(
  context: HelmContext,
  entry: RepositoryEntry,
): Promise<{ readonly text: string; readonly index: ChartIndex }> {
  refuseScheme(entry)
  const bytes = await fetchFile(context, resolveAddress(entry.url, 'index.yaml'), optionsOf(entry))
  const text = Buffer.from(bytes).toString('utf8')
  return {
    text,
    index: readIndex(text, shownUrl(entry.url), (message, place3) => warn(context, { message, place3 })),
  }
}

/** An address that no repository can have. Throws with Helm's words. */
export function refuseScheme({ url }: RepositoryEntry): void {
  const { scheme } = addressParts(url)
  if (scheme === 'http' || scheme === 'https') return
  const registry = 'charts of a registry need no repository: name them by oci://HOST/PATH'
  throw registryFailure(`could not find protocol handler for: ${scheme}`, {
    code: 'url-scheme',
    expected: 'a repository at http:// or https://',
    ...(scheme === 'oci' ? { help: registry } : {}),
  })
}

/** Fetches the index and keeps it, with the list of its charts, where Helm keeps it. */
export async function updateIndex(context: HelmContext, entry: RepositoryEntry): Promise<void> {
  const { text, index } = await fetchIndex(context, entry)
  const names = [...index.names()].map((name) => `${name}\n`).join('')
  const indexPath = cachedIndexPath(context, entry.name)
  mkdirSync(dirname(indexPath), { recursive: true })
  writeAtomically(join(context.home.repositoryCache, `${prefixOf(entry.name)}charts.txt`), names)
  writeAtomically(indexPath, text)
}

/** The index that an earlier update has kept. Throws with Helm's words where there is none. */
export function cachedIndex(context: HelmContext, name: string): ChartIndex {
  const path = cachedIndexPath(context, name)
  const text = cachedIndexText(context, name)
  try {
    return readIndex(text, path, (message, place3) => warn(context, { message, place3 }))
  } catch (error) {
    throw prefixed(`error loading ${path}`, error)
  }
}

/** The text of that index, unread. */
export function cachedIndexText(context: HelmContext, name: string): string {
  const path = cachedIndexPath(context, name)
  const text = ownText(path)
  if (text !== undefined) return text
  throw registryFailure(`open ${path}: no such file or directory`, { code: 'repository-not-cached' })
}

function cachedIndexPath({ home }: HelmContext, name: string): string {
  return join(home.repositoryCache, `${prefixOf(name)}index.yaml`)
}

function prefixOf(name: string): string {
  return name === '' ? '' : `${name}-`
}
