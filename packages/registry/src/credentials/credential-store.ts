import { join } from 'node:path'
import { homedir } from 'node:os'
import type { Environment, HelmHome } from '../helm-home.ts'
import { type Credential, isEmpty, noCredential } from './credential.ts'
import {
  type DockerConfig,
  readDockerConfig,
  storedIn,
  withAuth,
  withoutAuth,
  writeDockerConfig,
} from './docker-config.ts'
import { askHelper, type RunHelper, runHelper } from './credential-helper.ts'

/** Credentials by registry. */
export interface CredentialStore {
  /** Empty where nothing is known. */
  get(registry: string): Promise<Credential>
  put(registry: string, credential: Credential): Promise<void>
  remove(registry: string): Promise<void>
}

/**
 * Helm's own file first, then Docker's. Each may name programs that keep the secrets; new credentials go to Helm's
 * (rule: `pkg/registry/client.go`, NewClient; oras-go's `registry/remote/credentials`).
 */
export function credentialFiles(
  home: HelmHome,
  environment: Environment,
  run: RunHelper = runHelper,
): CredentialStore {
  const docker = environment['DOCKER_CONFIG'] || join(environment['HOME'] ?? homedir(), '.docker')
  const paths = [home.registryConfig, join(docker, 'config.json')]
  return {
    get: async (registry) => {
      for (const path of paths) {
        const found = await lookUp(readDockerConfig(path), addressOf(registry), run)
        if (!isEmpty(found)) return found
      }
      return noCredential
    },
    put: async (registry, credential) => {
      const config = readDockerConfig(home.registryConfig)
      const helper = helperFor(config, addressOf(registry))
      if (helper === undefined) writeDockerConfig(withAuth(config, addressOf(registry), credential))
      else await askHelper(run, helper, 'store', storeRequest(addressOf(registry), credential))
    },
    remove: async (registry) => {
      const config = readDockerConfig(home.registryConfig)
      const helper = helperFor(config, addressOf(registry))
      if (helper === undefined) writeDockerConfig(withoutAuth(config, addressOf(registry)))
      else await askHelper(run, helper, 'erase', addressOf(registry))
    },
  }
}

async function lookUp(config: DockerConfig, address: string, run: RunHelper): Promise<Credential> {
  const helper = helperFor(config, address)
  if (helper === undefined) return storedIn(config, address)
  const answer = await askHelper(run, helper, 'get', address)
  if (answer === undefined) return noCredential
  const { Username = '', Secret = '' } = JSON.parse(answer) as { Username?: string; Secret?: string }
  return Username === '<token>'
    ? { ...noCredential, refreshToken: Secret }
    : { ...noCredential, username: Username, password: Secret }
}

function helperFor({ credHelpers, credsStore }: DockerConfig, address: string): string | undefined {
  return credHelpers[address] || credsStore || undefined
}

function storeRequest(address: string, { username, password, refreshToken }: Credential): string {
  const [Username, Secret] = refreshToken === '' ? [username, password] : ['<token>', refreshToken]
  return JSON.stringify({ ServerURL: address, Username, Secret })
}

/** Docker's own registry is filed under an address of its first version. */
function addressOf(registry: string): string {
  return registry === 'docker.io' || registry === 'registry-1.docker.io'
    ? 'https://index.docker.io/v1/'
    : registry
}
