import { readFirstYaml } from '@seaworthy/yaml'
import type { Span } from '@seaworthy/diagnostics'
import { textOf } from '../chart/chart-file.ts'
import type { ResolvedChart } from '../resolved-chart.ts'

/** What a values.schema.json documents as default. Helm does not apply it. */
export interface DocumentedDefault {
  readonly value: unknown
  /** The schema, named from the root chart, and the place of the default in it. */
  readonly file: string
  readonly where?: Span
}

type Path = readonly (string | number)[]
type SchemaObject = Readonly<Record<string, unknown>>

interface FoundSchema {
  readonly schema: SchemaObject
  /** Where it stands in the file. */
  readonly at: Path
}

/** The default of a value in the schema of the chart that it belongs to, else in those of the charts above. */
export function documentedDefault(root: ResolvedChart, path: Path): DocumentedDefault | undefined {
  const [first] = path
  const child = root.dependencies.find(({ name }) => name === first)
  const below = child === undefined ? undefined : documentedDefault(child, path.slice(1))
  return below ?? ownDefault(root, path)
}

function ownDefault({ chart }: ResolvedChart, path: Path): DocumentedDefault | undefined {
  if (chart.schema === undefined) return undefined
  const text = textOf(chart.schema)
  const whole = jsonObject(text)
  const found = whole && schemasAt(whole, path).find(({ schema }) => 'default' in schema)
  if (found === undefined) return undefined
  const file = `${chart.folder}values.schema.json`
  const where = readFirstYaml(text, file).span([...found.at, 'default'])
  return { value: found.schema['default'], file, ...(where !== undefined && { where }) }
}

/** Whether the schema of a chart, or of one above it, names a value. */
export function isDocumented(root: ResolvedChart, path: Path): boolean {
  const { schema } = root.chart
  const whole = schema && jsonObject(textOf(schema))
  if (whole !== undefined && schemasAt(whole, path).length > 0) return true
  const child = root.dependencies.find(({ name }) => name === path[0])
  return child !== undefined && isDocumented(child, path.slice(1))
}

/** The paths of all properties that the schemas of a chart and of its subcharts name. */
export function documentedPaths(root: ResolvedChart, prefix: Path = []): Path[] {
  const { schema } = root.chart
  const whole = schema && jsonObject(textOf(schema))
  const own = whole === undefined ? [] : propertyPaths({ schema: whole, at: [] }, whole, prefix, 0)
  return [...own, ...root.dependencies.flatMap((each) => documentedPaths(each, [...prefix, each.name]))]
}

/** Deeper than people document values; schemas can contain themselves. */
const maxDepth = 8

function propertyPaths(at: FoundSchema, whole: SchemaObject, path: Path, depth: number): Path[] {
  if (depth > maxDepth) return []
  return alternatives(at, whole, 0).flatMap(({ schema, at: place }) =>
    Object.entries(objectIn(schema, 'properties') ?? {}).flatMap(([name, property]) => {
      if (!isObject(property)) return []
      const inside = { schema: property, at: [...place, 'properties', name] }
      return [[...path, name], ...propertyPaths(inside, whole, [...path, name], depth + 1)]
    }),
  )
}

/** Every part of a schema that speaks of the value at a path. A broken schema is told when values are checked. */
function schemasAt(whole: SchemaObject, path: Path): FoundSchema[] {
  let found = alternatives({ schema: whole, at: [] }, whole, 0)
  for (const step of path) {
    found = found.flatMap((each) => stepInto(each, step)).flatMap((each) => alternatives(each, whole, 0))
  }
  return found
}

function stepInto({ schema, at }: FoundSchema, step: string | number): FoundSchema[] {
  if (typeof step === 'number') {
    const items = schema['items']
    return isObject(items) ? [{ schema: items, at: [...at, 'items'] }] : []
  }
  const property = objectIn(schema, 'properties')?.[step]
  if (isObject(property)) return [{ schema: property, at: [...at, 'properties', step] }]
  const others = schema['additionalProperties']
  return isObject(others) ? [{ schema: others, at: [...at, 'additionalProperties'] }] : []
}

/** A schema, what it refers to, and what it is combined of. */
function alternatives(found: FoundSchema, whole: SchemaObject, depth: number): FoundSchema[] {
  if (depth > maxDepth) return []
  const { schema, at } = found
  const referred = referredBy(schema['$ref'], whole)
  const combined = ['allOf', 'anyOf', 'oneOf'].flatMap((word) => {
    const parts = schema[word]
    if (!Array.isArray(parts)) return []
    return parts.flatMap((part: unknown, index) =>
      isObject(part) ? [{ schema: part, at: [...at, word, index] }] : [],
    )
  })
  const others = [...(referred === undefined ? [] : [referred]), ...combined]
  return [found, ...others.flatMap((each) => alternatives(each, whole, depth + 1))]
}

function referredBy(ref: unknown, whole: SchemaObject): FoundSchema | undefined {
  if (typeof ref !== 'string' || !ref.startsWith('#')) return undefined
  const steps = ref
    .slice(1)
    .split('/')
    .slice(1)
    .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'))
  let schema: unknown = whole
  for (const step of steps) schema = isObject(schema) ? schema[step] : undefined
  return isObject(schema) ? { schema, at: steps } : undefined
}

function jsonObject(text: string): SchemaObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch (error) {
    // Checking the values against it says what is wrong with it.
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function objectIn(schema: SchemaObject, key: string): SchemaObject | undefined {
  const value = schema[key]
  return isObject(value) ? value : undefined
}

function isObject(value: unknown): value is SchemaObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
