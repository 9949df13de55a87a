import type { RepositoryEntry } from '../repository/repositories-file.ts'
import { type FetchOptions, optionsOf } from '../repository/repository-client.ts'

/** The user's flags, and what `repositories.yaml` says of the repository, which wins where it says something. */
export function mergedOptions(given: FetchOptions, repository: RepositoryEntry): FetchOptions {
  const own = optionsOf(repository)
  const { caFile, certFile, keyFile } = own.tls
  const hasCredentials = own.username !== '' && own.password !== ''
  const credentials = hasCredentials ? own : given
  const hasTls = caFile !== '' || certFile !== '' || keyFile !== ''
  const insecureSkipTlsVerify = given.tls.insecureSkipTlsVerify || own.tls.insecureSkipTlsVerify
  return {
    for: repository.url,
    username: credentials.username,
    password: credentials.password,
    passCredentialsAll: credentials.passCredentialsAll,
    tls: { ...(hasTls ? own.tls : given.tls), insecureSkipTlsVerify },
  }
}
