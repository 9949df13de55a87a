import { type WritableYaml, writeYaml } from '@seaworthy/yaml'
import type { Dependency, Metadata } from '../metadata.ts'

/** Chart.yaml as Helm writes it: the fields that it knows, sorted, without those that are empty, and without comments. */
export function writeMetadata(metadata: Metadata): string {
  const { maintainers = [], dependencies = [], annotations = {} } = metadata
  const fields = new Map<string, WritableYaml>(
    textFields.flatMap((field) => {
      const value = metadata[field]
      return typeof value === 'string' && value !== '' ? [[field, value] as const] : []
    }),
  )
  const set = (field: string, list: readonly WritableYaml[]) => list.length > 0 && fields.set(field, list)
  if (metadata.deprecated === true) fields.set('deprecated', true)
  set('sources', metadata.sources ?? [])
  set('keywords', metadata.keywords ?? [])
  set(
    'maintainers',
    maintainers.map((each) => filled({ ...each })),
  )
  set('dependencies', dependencies.map(dependencyFields))
  if (Object.keys(annotations).length > 0) fields.set('annotations', new Map(Object.entries(annotations)))
  return writeYaml(fields)
}

const textFields: readonly string[] = [
  'apiVersion',
  'appVersion',
  'condition',
  'description',
  'home',
  'icon',
  'kubeVersion',
  'name',
  'tags',
  'type',
  'version',
]

/** The repository is written also where it is empty. */
export function dependencyFields(dependency: Dependency): WritableYaml {
  const { name, version, repository, condition, tags, alias, importValues, importValuesGiven } = dependency
  const fields = filled({ name, version, condition, alias })
  fields.set('repository', repository)
  if (tags.length > 0) fields.set('tags', tags)
  if (dependency.enabledGiven === true) fields.set('enabled', true)
  const imports =
    importValuesGiven ?? importValues.map((wish) => (typeof wish === 'string' ? wish : filled({ ...wish })))
  if (imports.length > 0) fields.set('import-values', imports)
  return fields
}

function filled(fields: Readonly<Record<string, string>>): Map<string, WritableYaml> {
  return new Map(Object.entries(fields).filter(([, value]) => value !== ''))
}
