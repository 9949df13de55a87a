import { expect, test } from 'vitest'
import { helmHome } from './helm-home.ts'

test.each([
  [
    'nothing',
    { HOME: '/h' },
    'linux',
    [
      '/h/.config/helm/repositories.yaml',
      '/h/.cache/helm/repository',
      '/h/.cache/helm/content',
      '/h/.config/helm/registry/config.json',
    ],
  ],
  [
    'nothing, on a Mac',
    { HOME: '/h' },
    'darwin',
    [
      '/h/Library/Preferences/helm/repositories.yaml',
      '/h/Library/Caches/helm/repository',
      '/h/Library/Caches/helm/content',
      '/h/Library/Preferences/helm/registry/config.json',
    ],
  ],
  [
    'XDG',
    { HOME: '/h', XDG_CONFIG_HOME: '/c', XDG_CACHE_HOME: '/k' },
    'linux',
    ['/c/helm/repositories.yaml', '/k/helm/repository', '/k/helm/content', '/c/helm/registry/config.json'],
  ],
  [
    'Helm’s folders',
    { HELM_CONFIG_HOME: '/c', HELM_CACHE_HOME: '/k', XDG_CONFIG_HOME: '/x' },
    'linux',
    ['/c/repositories.yaml', '/k/repository', '/k/content', '/c/registry/config.json'],
  ],
  [
    'each place',
    {
      HELM_CONFIG_HOME: '/c',
      HELM_REPOSITORY_CONFIG: '/1',
      HELM_REPOSITORY_CACHE: '/2',
      HELM_CONTENT_CACHE: '/3',
      HELM_REGISTRY_CONFIG: '/4',
    },
    'linux',
    ['/1', '/2', '/3', '/4'],
  ],
] as const)('Helm’s files where the environment names %s', (_what, environment, platform, expected) => {
  const { repositoryConfig, repositoryCache, contentCache, registryConfig } = helmHome(environment, platform)
  expect([repositoryConfig, repositoryCache, contentCache, registryConfig]).toEqual(expected)
})
