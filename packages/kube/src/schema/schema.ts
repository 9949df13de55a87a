import { kubernetesSchema } from './kubernetes-1-36.ts'
import { extensionSchema } from './extensions.ts'

/** What a value is. `any` takes everything; `map` has free keys; `int32` and `int64` are whole numbers. */
export type SchemaType =
  | 'object'
  | 'map'
  | 'list'
  | 'string'
  | 'boolean'
  | 'int32'
  | 'int64'
  | 'number'
  | 'quantity'
  | 'int-or-string'
  | 'date-time'
  | 'byte'
  | 'any'

/** A schema as data: a type by name, a definition by `#name`, or a description. */
export type SchemaNode = SchemaType | `#${string}` | Schema

/** The structure of a value, without words. */
export interface Schema {
  readonly type: SchemaType
  /** A definition that the rest of this description adds to. */
  readonly ref?: string
  readonly fields?: Readonly<Record<string, SchemaNode>>
  readonly required?: readonly string[]
  /** Fields that are not described are kept, not refused. */
  readonly preserve?: true
  /** Of a map. */
  readonly values?: SchemaNode
  /** Of a list. */
  readonly items?: SchemaNode
  /** How server-side apply merges a list; without it a list is taken whole. */
  readonly list?: 'set' | 'map'
  readonly keys?: readonly string[]
  /** An object that server-side apply takes whole. */
  readonly atomic?: true
  /** How a strategic merge patch merges: `merge`, `replace`, `retainKeys`, comma-joined. */
  readonly patch?: string
  readonly patchKey?: string
  readonly enum?: readonly unknown[]
  readonly nullable?: true
  readonly default?: unknown
  readonly pattern?: string
  /** Bounds of a number, of a string's length, of a list's or map's size. */
  readonly min?: number
  readonly max?: number
}

interface SchemaFile {
  readonly kinds: Readonly<Record<string, SchemaNode>>
  readonly definitions: Readonly<Record<string, Schema>>
}

let builtIn: SchemaFile | undefined
let extensions: SchemaFile | undefined
const scalars = new Map<string, Schema>()
const definitions = new Map<string, Schema>()
const merged = new WeakMap<Schema, Schema>()
const names = new WeakMap<Schema, string>()

/** The schema of a kind: Kubernetes 1.36's own, or one of the bundled extensions; undefined for any other. */
export function findSchema(kind: { apiVersion: string; kind: string }): Schema | undefined {
  const id = `${kind.apiVersion}/${kind.kind}`
  const node = builtInFile().kinds[id] ?? extensionFile().kinds[id]
  return node === undefined ? undefined : resolveSchema(node)
}

/** A node with its references followed. */
export function resolveSchema(node: SchemaNode): Schema {
  if (typeof node === 'string')
    return node.startsWith('#') ? definition(node.slice(1)) : scalar(node as SchemaType)
  if (node.ref === undefined) return node
  let found = merged.get(node)
  if (found === undefined) {
    const { ref, ...own } = node
    found = { ...definition(ref), ...own }
    merged.set(node, found)
    names.set(found, ref)
  }
  return found
}

/** The schema of a field of an object or of any key of a map; undefined when nothing is said of it. */
export function fieldSchemaOf(schema: Schema, name: string): Schema | undefined {
  const node =
    schema.fields !== undefined && Object.hasOwn(schema.fields, name) ? schema.fields[name] : schema.values
  return node === undefined ? undefined : resolveSchema(node)
}

/** The name of the definition that a schema is, `apps.v1.DeploymentSpec`; undefined when it has none. */
export function schemaName(schema: Schema): string | undefined {
  return names.get(schema)
}

/** The schema of a list's items. */
export function itemSchemaOf(schema: Schema): Schema {
  return schema.items === undefined ? scalar('any') : resolveSchema(schema.items)
}

function definition(name: string): Schema {
  let found = definitions.get(name)
  if (found === undefined) {
    found = builtInFile().definitions[name]
    if (found === undefined) throw new RangeError(`the schema has no definition ${name}`)
    definitions.set(name, found)
    names.set(found, name)
  }
  return found
}

function scalar(type: SchemaType): Schema {
  let found = scalars.get(type)
  if (found === undefined) {
    found = { type }
    scalars.set(type, found)
  }
  return found
}

// Read when first needed: most commands need no schema.
function builtInFile(): SchemaFile {
  builtIn ??= JSON.parse(kubernetesSchema) as SchemaFile
  return builtIn
}

function extensionFile(): SchemaFile {
  extensions ??= JSON.parse(extensionSchema) as SchemaFile
  return extensions
}
