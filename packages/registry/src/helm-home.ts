import { homedir } from 'node:os'
import { join } from 'node:path'

/** Variables of the environment, handed in so that a test has its own. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Where Helm keeps what it remembers between calls; Seaworthy reads and writes the same files. */
export interface HelmHome {
  /** `repositories.yaml`: names and addresses of repositories. */
  readonly repositoryConfig: string
  /** Folder of downloaded index files. */
  readonly repositoryCache: string
  /** Folder of downloaded charts, by digest. */
  readonly contentCache: string
  /** Credentials for OCI registries, in Docker's format. */
  readonly registryConfig: string
}

/**
 * Helm's places: its own variables first, then those of XDG, then the system's usual folders
 * (rule: `pkg/helmpath/lazypath.go`, `pkg/cli/environment.go`).
 */
export function helmHome(environment: Environment, platform: NodeJS.Platform = process.platform): HelmHome {
  const home = environment['HOME'] ?? homedir()
  const config = place(environment, 'HELM_CONFIG_HOME', 'XDG_CONFIG_HOME', configFolder(home, platform))
  const cache = place(environment, 'HELM_CACHE_HOME', 'XDG_CACHE_HOME', cacheFolder(home, platform))
  const given = (name: string, usual: string) => environment[name] || usual
  return {
    repositoryConfig: given('HELM_REPOSITORY_CONFIG', join(config, 'repositories.yaml')),
    repositoryCache: given('HELM_REPOSITORY_CACHE', join(cache, 'repository')),
    contentCache: given('HELM_CONTENT_CACHE', join(cache, 'content')),
    registryConfig: given('HELM_REGISTRY_CONFIG', join(config, 'registry', 'config.json')),
  }
}

function place(environment: Environment, own: string, xdg: string, usual: string): string {
  return environment[own] || join(environment[xdg] || usual, 'helm')
}

function configFolder(home: string, platform: NodeJS.Platform): string {
  return platform === 'darwin' ? join(home, 'Library', 'Preferences') : join(home, '.config')
}

function cacheFolder(home: string, platform: NodeJS.Platform): string {
  return platform === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache')
}
