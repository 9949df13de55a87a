import { writeGoJson, type GoValue } from '@seaworthy/gotemplate'
import type { Dependency, Maintainer, Metadata } from '@seaworthy/helm'

/** One field of a Go struct with its JSON; fields that are left out when empty have none. */
type Field = readonly [name: string, json: string | undefined]

/** `Chart.yaml` as Go's `json.Marshal` writes it, in the order of the struct (`pkg/chart/v2/metadata.go`). */
export function metadataJson(metadata: Metadata): string {
  return object([
    ['name', text(metadata.name)],
    ['home', text(metadata.home)],
    ['sources', texts(metadata.sources)],
    ['version', text(metadata.version)],
    ['description', text(metadata.description)],
    ['keywords', texts(metadata.keywords)],
    ['maintainers', list(metadata.maintainers, maintainerJson)],
    ['icon', text(metadata.icon)],
    ['apiVersion', text(metadata.apiVersion)],
    ['condition', text(metadata.condition)],
    ['tags', text(metadata.tags)],
    ['appVersion', text(metadata.appVersion)],
    ['deprecated', metadata.deprecated ? 'true' : undefined],
    ['annotations', annotations(metadata.annotations)],
    ['kubeVersion', text(metadata.kubeVersion)],
    ['dependencies', list(metadata.dependencies, dependencyJson)],
    ['type', text(metadata.type)],
  ])
}

function maintainerJson({ name, email, url }: Maintainer): string {
  return object([
    ['name', text(name)],
    ['email', text(email)],
    ['url', text(url)],
  ])
}

/** An entry of `dependencies`, or of a lock, as Go writes it (`pkg/chart/v2/dependency.go`). */
export function dependencyJson(dependency: Dependency): string {
  return object([
    ['name', writeGoJson(dependency.name)],
    ['version', text(dependency.version)],
    ['repository', writeGoJson(dependency.repository)],
    ['condition', text(dependency.condition)],
    ['tags', texts(dependency.tags)],
    ['enabled', dependency.enabledGiven === true ? 'true' : undefined],
    ['import-values', list(dependency.importValuesGiven, (each) => writeGoJson(each as GoValue))],
    ['alias', text(dependency.alias)],
  ])
}

export function object(fields: readonly Field[]): string {
  const written = fields.filter(([, json]) => json !== undefined)
  return `{${written.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`
}

function text(value: string | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : writeGoJson(value)
}

function texts(values: readonly string[] = []): string | undefined {
  return list(values, (each) => writeGoJson(each))
}

function list<T>(values: readonly T[] = [], write: (value: T) => string): string | undefined {
  return values.length === 0 ? undefined : `[${values.map(write).join(',')}]`
}

function annotations(values: Readonly<Record<string, string>> = {}): string | undefined {
  return Object.keys(values).length === 0 ? undefined : writeGoJson(new Map(Object.entries(values)))
}
