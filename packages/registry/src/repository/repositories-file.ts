import { toObject } from '@seaworthy/yaml'
import { ownText } from '../own-file.ts'
import { fieldText } from './field-text.ts'
import { readYamlFile } from './yaml-file.ts'

/** A repository that the user has named: an entry of `repositories.yaml`. */
export interface RepositoryEntry {
  readonly name: string
  readonly url: string
  readonly username: string
  readonly password: string
  readonly certFile: string
  readonly keyFile: string
  readonly caFile: string
  readonly insecureSkipTlsVerify: boolean
  readonly passCredentialsAll: boolean
}

/** An entry that only has a name and an address. */
export function plainRepository(name: string, url: string): RepositoryEntry {
  return {
    name,
    url,
    username: '',
    password: '',
    certFile: '',
    keyFile: '',
    caFile: '',
    insecureSkipTlsVerify: false,
    passCredentialsAll: false,
  }
}

/** The entries of `repositories.yaml`; none where there is no such file. Throws where it is no YAML. */
export function readRepositories(path: string): readonly RepositoryEntry[] {
  return repositoriesIfAny(path) ?? []
}

/** Undefined where there is no file: some of Helm's commands tell the two apart. */
export function repositoriesIfAny(path: string): readonly RepositoryEntry[] | undefined {
  const text = ownText(path)
  if (text === undefined) return undefined
  const file = toObject(readYamlFile(path, text)) as { repositories?: unknown } | null
  return listOf(file?.repositories).map(entryOf)
}

function listOf(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'object' && each !== null) : []
}

function entryOf(fields: Record<string, unknown>): RepositoryEntry {
  const text = (name: string) => fieldText(fields[name])
  return {
    name: text('name'),
    url: text('url'),
    username: text('username'),
    password: text('password'),
    certFile: text('certFile'),
    keyFile: text('keyFile'),
    caFile: text('caFile'),
    insecureSkipTlsVerify: fields['insecure_skip_tls_verify'] === true,
    passCredentialsAll: fields['pass_credentials_all'] === true,
  }
}
