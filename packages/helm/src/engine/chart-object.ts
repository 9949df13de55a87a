import { GoStruct, type GoValue, ofType } from '@seaworthy/gotemplate'
import type { ResolvedChart, ResolvedDependency } from '../dependencies.ts'
import type { Maintainer } from '../metadata.ts'
import type { HelmVersion } from '../version.ts'

/** `.Chart`: in Helm 4 a map that templates may even change, in Helm 3 a struct whose unknown fields are errors. */
export function chartObject(chart: ResolvedChart, isRoot: boolean, helm: HelmVersion): GoValue {
  const fields = chartFields(chart)
  if (helm === '4.2') return fields.set('IsRoot', isRoot)
  return new ChartStruct(fields, isRoot)
}

function chartFields({ metadata, name, declared }: ResolvedChart): Map<string, GoValue> {
  const { annotations } = metadata
  return new Map<string, GoValue>([
    ['Name', name],
    ['Home', metadata.home ?? ''],
    ['Sources', [...(metadata.sources ?? [])]],
    ['Version', metadata.version],
    ['Description', metadata.description ?? ''],
    ['Keywords', [...(metadata.keywords ?? [])]],
    ['Maintainers', (metadata.maintainers ?? []).map(maintainerMap)],
    ['Icon', metadata.icon ?? ''],
    ['APIVersion', metadata.apiVersion],
    ['Condition', metadata.condition ?? ''],
    ['Tags', metadata.tags ?? ''],
    ['AppVersion', metadata.appVersion ?? ''],
    ['Deprecated', metadata.deprecated ?? false],
    [
      'Annotations',
      annotations === undefined
        ? ofType(new Map(), 'map[string]string')
        : ofType(new Map(Object.entries(annotations)), 'map[string]string'),
    ],
    ['KubeVersion', metadata.kubeVersion ?? ''],
    ['Dependencies', declared.map(dependencyMap)],
    ['Type', metadata.type ?? ''],
  ])
}

function maintainerMap({ name, email, url }: Maintainer): Map<string, GoValue> {
  return new Map([
    ['Name', name],
    ['Email', email],
    ['URL', url],
  ])
}

function dependencyMap(dependency: ResolvedDependency): Map<string, GoValue> {
  const imports = dependency.importValues.map((wish): GoValue => {
    const pair = typeof wish === 'string' ? { child: `exports.${wish}`, parent: '.' } : wish
    return ofType(new Map(Object.entries(pair)), 'map[string]string')
  })
  return new Map<string, GoValue>([
    ['Name', dependency.name],
    ['Version', dependency.version],
    ['Repository', dependency.repository],
    ['Condition', dependency.condition],
    ['Tags', [...dependency.tags]],
    ['Enabled', dependency.enabled],
    ['ImportValues', imports],
    ['Alias', dependency.alias],
  ])
}

const jsonNames: Readonly<Record<string, string>> = {
  APIVersion: 'apiVersion',
  AppVersion: 'appVersion',
  KubeVersion: 'kubeVersion',
  URL: 'url',
  ImportValues: 'import-values',
}

class ChartStruct extends GoStruct {
  override readonly typeName = 'chart.Metadata'
  private readonly fields: Map<string, GoValue>
  private readonly isRoot: boolean

  constructor(fields: Map<string, GoValue>, isRoot: boolean) {
    super()
    this.fields = fields
    this.isRoot = isRoot
  }

  override field(name: string): GoValue | undefined {
    if (name === 'IsRoot') return this.isRoot
    const value = this.fields.get(name)
    if (!Array.isArray(value) || (name !== 'Maintainers' && name !== 'Dependencies')) return value
    return value.map(
      (item) => new PartStruct(`*chart.${name.slice(0, -1)}`, item as ReadonlyMap<string, GoValue>),
    )
  }

  /** JSON names, empty fields left out. */
  override jsonValue(): GoValue {
    return renamed(this.fields).set('IsRoot', this.isRoot)
  }
}

/** A maintainer or a dependency in Helm 3. */
class PartStruct extends GoStruct {
  override readonly typeName: string
  private readonly fields: ReadonlyMap<string, GoValue>

  constructor(typeName: string, fields: ReadonlyMap<string, GoValue>) {
    super()
    this.typeName = typeName
    this.fields = fields
  }

  override field(name: string): GoValue | undefined {
    return this.fields.get(name)
  }

  override jsonValue(): GoValue {
    return renamed(this.fields)
  }
}

function renamed(fields: ReadonlyMap<string, GoValue>): Map<string, GoValue> {
  const kept = [...fields].filter(([name, value]) => name === 'Repository' || !isEmpty(value))
  return new Map(
    kept.map(([name, value]) => [
      jsonNames[name] ?? name.charAt(0).toLowerCase() + name.slice(1),
      plain(name, value),
    ]),
  )
}

function plain(name: string, value: GoValue): GoValue {
  if (!Array.isArray(value) || (name !== 'Maintainers' && name !== 'Dependencies')) return value
  return value.map((item) => renamed(item as ReadonlyMap<string, GoValue>))
}

function isEmpty(value: GoValue): boolean {
  if (value instanceof Map) return value.size === 0
  return value === '' || value === false || (Array.isArray(value) && value.length === 0)
}
