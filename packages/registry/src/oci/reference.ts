import { registryFailure } from '../failure.ts'

/** A place in a registry: `host/path:tag` or `host/path@digest`. Nothing of it is decoded. */
export interface Reference {
  readonly registry: string
  readonly repository: string
  /** With `_` where Helm's version has `+`; empty where none is written. */
  readonly tag: string
  /** `sha256:…`, or empty. */
  readonly digest: string
}

const scheme = 'oci://'
/** Separators are never empty here, as they may be in the pattern of the specification, so that nothing is tried twice. */
const part = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*'
const repositoryPattern = new RegExp(`^${part}(?:/${part})*$`)
const tagPattern = /^\w[\w.-]{0,127}$/

/** Longer than any name that a registry takes; the pattern above is not asked about more. */
const longest = 1024

export function isOci(text: string): boolean {
  return text.startsWith(scheme)
}

export function withoutScheme(text: string): string {
  return text.startsWith(scheme) ? text.slice(scheme.length) : text
}

/**
 * Reads a reference. A tag may hold `+`, which no registry takes: it becomes `_` (rules: `pkg/registry/reference.go`, and
 * oras-go's `registry/reference.go`).
 */
export function parseReference(text: string): Reference {
  const raw = withoutScheme(text)
  const at = raw.lastIndexOf('@')
  const digest = at < 0 ? '' : raw.slice(at + 1)
  const named = at < 0 ? raw : raw.slice(0, at)
  const slash = named.indexOf('/')
  if (slash < 0) throw invalid('missing registry or repository')
  const registry = named.slice(0, slash)
  const path = named.slice(slash + 1)
  const colon = path.indexOf(':')
  const repository = colon < 0 ? path : path.slice(0, colon)
  const tag = colon < 0 ? '' : path.slice(colon + 1).replaceAll('+', '_')
  if (!isRegistry(registry)) throw invalid(`invalid registry ${JSON.stringify(registry)}`)
  if (repository.length > longest || !repositoryPattern.test(repository))
    throw invalid(`invalid repository ${JSON.stringify(repository)}`)
  if (tag !== '' && !tagPattern.test(tag)) throw invalid(`invalid tag ${JSON.stringify(tag)}`)
  if (digest !== '' && !isDigest(digest)) throw invalid(`invalid digest ${JSON.stringify(digest)}`)
  return { registry, repository, tag, digest }
}

function isRegistry(text: string): boolean {
  return text !== '' && !/[@/?#\s\\]/.test(text) && URL.canParse(`http://${text}`)
}

export function isDigest(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/.test(text) || /^sha512:[0-9a-f]{128}$/.test(text)
}

function invalid(why: string) {
  return registryFailure(`invalid reference: ${why}`, {
    code: 'oci-reference',
    expected: 'oci://HOST/PATH, with :TAG where one version is meant',
  })
}

export function referenceText({ registry, repository, tag, digest }: Reference): string {
  if (tag !== '') return `${registry}/${repository}:${tag}`
  return digest === '' ? `${registry}/${repository}` : `${registry}/${repository}@${digest}`
}

/** The server that is asked: Docker's own is not where its name says. */
export function hostOf(registry: string): string {
  return registry === 'docker.io' ? 'registry-1.docker.io' : registry
}
