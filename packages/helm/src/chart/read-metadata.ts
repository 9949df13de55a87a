import { SemanticVersion, VersionError } from '@seaworthy/gotemplate'
import { scalarText, toValue, type YamlNode } from '@seaworthy/yaml'
import type { Dependency, ImportValues, Maintainer, Metadata } from '../metadata.ts'
import type { HelmVersion } from '../version.ts'
import { isNull, resolve, StructReader } from './decode.ts'

/** Fills Chart.yaml's fields; requirements.yaml of a v1 chart gives `dependencies` only. Throws `StructError`. */
export function readMetadata(root: YamlNode | undefined, version: HelmVersion): Metadata {
  const chart = metadataReader(root, version)
  const annotations = chart.textMap('annotations')
  const [sources, keywords] = [chart.texts('sources'), chart.texts('keywords')]
  return dropEmpty({
    apiVersion: chart.text('apiVersion') || 'v1',
    name: sanitize(chart.text('name')),
    version: chart.text('version'),
    appVersion: sanitize(chart.text('appVersion')),
    description: sanitize(chart.text('description')),
    kubeVersion: sanitize(chart.text('kubeVersion')),
    type: chart.text('type'),
    home: sanitize(chart.text('home')),
    icon: sanitize(chart.text('icon')),
    condition: sanitize(chart.text('condition')),
    tags: sanitize(chart.text('tags')),
    deprecated: chart.flag('deprecated'),
    sources: sources.map(sanitize),
    keywords: keywords.map(sanitize),
    maintainers: readMaintainers(chart, version).map((each) => cleanMaintainer(each ?? nobody)),
    dependencies: readDeclaredDependencies(chart, version),
    annotations,
    emptyMaintainer: firstEmpty(chart, 'maintainers'),
    emptyDependency: firstEmpty(chart, 'dependencies'),
  })
}

/** A reader of Chart.yaml or requirements.yaml, with Go's name of the type in the given Helm. */
export function metadataReader(root: YamlNode | undefined, version: HelmVersion): StructReader {
  return new StructReader(root, 'Metadata', { into: `Go value of type ${goPackage(version)}.Metadata` })
}

function goPackage(version: HelmVersion): string {
  return version === '4.2' ? 'v2' : 'chart'
}

function nested(node: YamlNode, struct: string, field: string, version: HelmVersion): StructReader {
  const into = `Go struct field Metadata.${field} of type ${goPackage(version)}.${struct}`
  return new StructReader(node, struct, { into, path: `${field}.` })
}

function firstEmpty(chart: StructReader, field: string): number | undefined {
  const at = chart.list(field, '').findIndex((item) => isNull(item))
  return at < 0 ? undefined : at
}

const keptEmpty = new Set(['apiVersion', 'name', 'version', 'dependencies'])

function dropEmpty(fields: Record<string, unknown>): Metadata {
  const kept = Object.entries(fields).filter(([key, value]) => {
    if (keptEmpty.has(key)) return value !== undefined
    return (
      value !== undefined && value !== '' && value !== false && !(Array.isArray(value) && value.length === 0)
    )
  })
  return Object.fromEntries(kept) as unknown as Metadata
}

const nobody: Maintainer = { name: '', email: '', url: '' }

/** As they are written; an entry in which nothing is written is null. */
export function readMaintainers(chart: StructReader, version: HelmVersion): readonly (Maintainer | null)[] {
  return chart.list('maintainers', `[]*${goPackage(version)}.Maintainer`).map((node) => {
    if (isNull(node)) return null
    const reader = nested(node, 'Maintainer', 'maintainers', version)
    return { name: reader.text('name'), email: reader.text('email'), url: reader.text('url') }
  })
}

function cleanMaintainer({ name, email, url }: Maintainer): Maintainer {
  return { name: sanitize(name), email: sanitize(email), url: sanitize(url) }
}

/** Undefined without the key, or where it is null: Helm tells that from an empty list. */
export function readDeclaredDependencies(
  chart: StructReader,
  version: HelmVersion,
): readonly Dependency[] | undefined {
  return chart.node('dependencies') === undefined ? undefined : readDependencies(chart, version)
}

export function readDependencies(chart: StructReader, version: HelmVersion): readonly Dependency[] {
  return chart.list('dependencies', `[]*${goPackage(version)}.Dependency`).map((node) => {
    const reader = nested(node, 'Dependency', 'dependencies', version)
    const imports = reader.list('import-values', '[]interface {}')
    return {
      name: sanitize(reader.text('name')),
      version: sanitize(reader.text('version')),
      repository: sanitize(reader.text('repository')),
      condition: sanitize(reader.text('condition')),
      tags: reader.texts('tags').map(sanitize),
      alias: reader.text('alias'),
      importValues: imports.flatMap(readImport),
      ...(reader.flag('enabled') && { enabledGiven: true as const }),
      ...(imports.length === 0 ? {} : { importValuesGiven: imports.map(toValue) }),
    }
  })
}

function readImport(item: YamlNode): ImportValues[] {
  const node = resolve(item)
  if (node?.kind === 'scalar') return [scalarText(node) ?? '']
  if (node?.kind !== 'mapping') return []
  const reader = new StructReader(node, 'ImportValues')
  return [{ child: reader.text('child') || '<nil>', parent: reader.text('parent') || '<nil>' }]
}

/** Any white space becomes a space, what cannot be printed is dropped. */
function sanitize(text: string): string {
  // Nearly every text is plain, and classes of Unicode take milliseconds to make.
  if (/^[ -~]*$/.test(text)) return text
  return text.replace(/\p{White_Space}/gu, ' ').replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, '')
}

/** What Helm refuses of a chart's metadata, in its words and its order; undefined where all is well. */
export function metadataFault(metadata: Metadata): string | undefined {
  const { name, version, type = '' } = metadata
  if (name === '') return 'chart.metadata.name is required'
  if (name === '.' || name === '..') return `chart.metadata.name ${JSON.stringify(name)} is not allowed`
  if (name.includes('/')) return `chart.metadata.name ${JSON.stringify(name)} is invalid`
  if (version === '') return 'chart.metadata.version is required'
  if (!isVersion(version)) return `chart.metadata.version ${JSON.stringify(version)} is invalid`
  if (!['', 'application', 'library'].includes(type))
    return 'chart.metadata.type must be application or library'
  if (metadata.emptyMaintainer !== undefined) return 'maintainers must not contain empty or null nodes'
  return dependencyFault(metadata.dependencies ?? [], metadata.emptyDependency)
}

function isVersion(text: string): boolean {
  try {
    SemanticVersion.parse(text)
    return true
  } catch (error) {
    if (error instanceof VersionError) return false
    throw error
  }
}

function dependencyFault(
  dependencies: readonly Dependency[],
  emptyAt: number | undefined,
): string | undefined {
  const seen = new Set<string>()
  for (const [index, { name, alias }] of dependencies.entries()) {
    if (index === emptyAt) return 'dependencies must not contain empty or null nodes'
    if (alias !== '' && !/^[a-zA-Z0-9_-]+$/.test(alias)) {
      return `dependency ${JSON.stringify(name)} has disallowed characters in the alias`
    }
    const key = alias || name
    if (seen.has(key)) return `more than one dependency with name or alias ${JSON.stringify(key)}`
    seen.add(key)
  }
  return undefined
}
