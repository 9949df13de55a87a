import { within } from '../failure.ts'
import { type HelmContext, sayRegistry, warn } from '../helm-context.ts'
import { noCredential } from '../credentials/credential.ts'
import { chartRegistries, type RegistryOptions } from './chart-registry.ts'

/** Asks a registry whether it takes a password, and keeps it where it does (`helm registry login`). */
export async function logIn(context: HelmContext, host: string, options: RegistryOptions): Promise<void> {
  const registry = withoutRest(context, host)
  const { username, password } = options
  const client = chartRegistries(context, options)(registry)
  await within(`authenticating to ${JSON.stringify(host)}`, () => client.ping())
  // Without a user the password is a token.
  const credential =
    username === '' ? { ...noCredential, refreshToken: password } : { ...noCredential, username, password }
  await context.credentials.put(registry, credential)
  sayRegistry(context, 'Login Succeeded\n')
}

/** Helm 4 warns of a path and goes on; credentials are of a host. */
function withoutRest(context: HelmContext, host: string): string {
  const registry = host.replace(/^(oci|https?):\/\//, '').split('/', 1)[0] ?? ''
  if (context.version === '4.2' && host.includes('/')) {
    const text = 'registry login currently only supports registry hostname, not a repository path'
    warn(context, { message: text, attributes: { host, suggested: registry }, place3: '' })
  }
  return registry
}

export async function logOut(context: HelmContext, host: string): Promise<void> {
  await context.credentials.remove(host)
  sayRegistry(context, `Removing login credentials for ${host}\n`)
}
