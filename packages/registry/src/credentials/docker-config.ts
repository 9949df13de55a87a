import { writeAtomically } from '../atomic-write.ts'
import { registryFailure } from '../failure.ts'
import { ownText } from '../own-file.ts'
import { type Credential, noCredential } from './credential.ts'

/** A `config.json` in Docker's format. Fields that are not ours stay as they are. */
export interface DockerConfig {
  readonly path: string
  readonly auths: Readonly<Record<string, AuthEntry>>
  readonly credHelpers: Readonly<Record<string, string>>
  readonly credsStore: string
  readonly content: Readonly<Record<string, unknown>>
}

interface AuthEntry {
  /** base64 of `user:password`. */
  readonly auth?: string
  readonly username?: string
  readonly password?: string
  readonly identitytoken?: string
  readonly registrytoken?: string
}

/** A file that does not exist, or is empty, holds nothing. Throws where it is no JSON, without a word of its content. */
export function readDockerConfig(path: string): DockerConfig {
  const content = contentOf(path)
  const table = <T>(name: string) => {
    const value = content[name]
    if (value === undefined || value === null) return {} as Readonly<Record<string, T>>
    if (typeof value !== 'object' || Array.isArray(value)) throw invalid(path, `${name} is no object`)
    return value as Readonly<Record<string, T>>
  }
  const credsStore = content['credsStore'] ?? ''
  if (typeof credsStore !== 'string') throw invalid(path, 'credsStore is no string')
  return {
    path,
    auths: table<AuthEntry>('auths'),
    credHelpers: table<string>('credHelpers'),
    credsStore,
    content,
  }
}

function contentOf(path: string): Record<string, unknown> {
  const text = ownText(path) ?? ''
  if (text.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
  } catch {
    // The words of the parser would quote the file, which holds secrets.
  }
  throw invalid(path, 'not a JSON object')
}

function invalid(path: string, why: string) {
  return registryFailure(`failed to decode config file ${path}: invalid config format: ${why}`, {
    code: 'credentials-file',
    where: { file: path, line: 1, column: 1 },
  })
}

/** What the file itself says of a registry; older entries are named by an address with scheme and path. */
export function storedIn({ path, auths }: DockerConfig, address: string): Credential {
  const named = auths[address] ?? Object.entries(auths).find(([key]) => hostnameOf(key) === address)?.[1]
  if (named === undefined) return noCredential
  const { auth = '', username = '', password = '', identitytoken = '', registrytoken = '' } = named
  const tokens = { refreshToken: identitytoken, accessToken: registrytoken }
  if (auth === '') return { username, password, ...tokens }
  const pair = Buffer.from(auth, 'base64').toString('utf8')
  const colon = pair.indexOf(':')
  if (colon < 0) throw invalid(path, `the auth of ${address} is no base64 of user:password`)
  return { username: pair.slice(0, colon), password: pair.slice(colon + 1), ...tokens }
}

function hostnameOf(address: string): string {
  return address.replace(/^https?:\/\//, '').split('/', 1)[0] ?? ''
}

export function withAuth(config: DockerConfig, address: string, credential: Credential): DockerConfig {
  const { username, password, refreshToken, accessToken } = credential
  const pair =
    username === '' && password === '' ? '' : Buffer.from(`${username}:${password}`).toString('base64')
  const entry: AuthEntry = {
    ...(pair === '' ? {} : { auth: pair }),
    ...(refreshToken === '' ? {} : { identitytoken: refreshToken }),
    ...(accessToken === '' ? {} : { registrytoken: accessToken }),
  }
  return { ...config, auths: { ...config.auths, [address]: entry } }
}

export function withoutAuth(config: DockerConfig, address: string): DockerConfig {
  const { [address]: _removed, ...auths } = config.auths
  return { ...config, auths }
}

/** Only its owner may read it. */
export function writeDockerConfig({ path, auths, content }: DockerConfig): void {
  const sorted = Object.fromEntries(
    Object.entries({ ...content, auths }).sort(([a], [b]) => (a < b ? -1 : 1)),
  )
  writeAtomically(path, JSON.stringify(sorted, null, '\t'), 0o600)
}
