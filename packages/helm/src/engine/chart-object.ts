import {
  asStruct,
  type GoMap,
  GoStruct,
  type GoValue,
  isList,
  nilList,
  nilMap,
  ofType,
} from '@seaworthy/gotemplate'
import type { ResolvedChart, ResolvedDependency } from '../resolved-chart.ts'
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
        ? nilMap('map[string]string')
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
  const imports = (dependency.imports.shown ? dependency.importValues : []).map((wish): GoValue => {
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

/** Fields whose items are pointers to structs in Helm 3. */
const partTypes: Readonly<Record<string, string>> = {
  Maintainers: '*chart.Maintainer',
  Dependencies: '*chart.Dependency',
}

/** `.Chart` of Helm 3: the metadata, and beside it whether this chart is the root. */
class ChartStruct extends GoStruct {
  override readonly typeName = 'struct { chart.Metadata; IsRoot bool }'
  private readonly metadata: FieldsStruct
  private readonly isRoot: boolean

  constructor(fields: ReadonlyMap<string, GoValue>, isRoot: boolean) {
    super()
    this.metadata = new FieldsStruct(
      'chart.Metadata',
      new Map([...fields].map(([name, value]) => [name, typedField(name, value)])),
    )
    this.isRoot = isRoot
  }

  override field(name: string): GoValue | undefined {
    if (name === 'Metadata') return this.metadata
    return name === 'IsRoot' ? this.isRoot : this.metadata.field(name)
  }

  override parts(): GoMap {
    return new Map<string, GoValue>([
      ['Metadata', this.metadata],
      ['IsRoot', this.isRoot],
    ])
  }

  /** JSON names, empty fields left out. */
  override jsonValue(): GoValue {
    return asStruct(new Map([...this.metadata.jsonValue(), ['IsRoot', this.isRoot]]))
  }
}

/** The metadata, a maintainer or a dependency in Helm 3. */
class FieldsStruct extends GoStruct {
  override readonly typeName: string
  private readonly fields: GoMap

  constructor(typeName: string, fields: GoMap) {
    super()
    this.typeName = typeName
    this.fields = fields
  }

  override field(name: string): GoValue | undefined {
    return this.fields.get(name)
  }

  override parts(): GoMap {
    return this.fields
  }

  override jsonValue(): Map<string, GoValue> {
    const kept = [...this.fields].filter(([name, value]) => name === 'Repository' || !isEmpty(value))
    return asStruct(new Map(kept.map(([name, value]) => [jsonName(name), value])))
  }
}

function jsonName(name: string): string {
  return jsonNames[name] ?? name.charAt(0).toLowerCase() + name.slice(1)
}

/** A list in its Go type; one that is not given is nil. */
function typedField(name: string, value: GoValue): GoValue {
  if (!isList(value)) return value
  const partType = partTypes[name]
  const listType = `[]${partType ?? 'string'}`
  if (value.length === 0) return nilList(listType)
  const items = partType === undefined ? [...value] : value.map((item) => partOf(item, partType))
  return ofType(items, listType)
}

function partOf(item: GoValue, type: string): GoValue {
  const fields = [...(item as GoMap)].map(([name, value]) => {
    const isTags = name === 'Tags' && isList(value)
    return [name, isTags ? typedField(name, value) : value] as const
  })
  return new FieldsStruct(type, new Map(fields))
}

function isEmpty(value: GoValue): boolean {
  if (value instanceof Map) return value.size === 0
  return value === '' || value === false || (isList(value) && value.length === 0)
}
