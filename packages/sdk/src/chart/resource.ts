import type { Free, Templated } from '../block/block.ts'
import type { Condition } from '../expr/expr.ts'
import { apiVersions, type KindName, type Kinds } from '../kinds/kinds.ts'

/** One template file with one object. */
export interface Resource {
  /** Under `templates/`, with its ending: `web/deployment.yaml`. */
  readonly file: string
  readonly object: Readonly<Record<string, unknown>>
  /** The object exists only when this holds. */
  readonly when?: Condition
  /** What stands above it, for who reads the chart. */
  readonly comment?: string
}

interface ResourceOptions {
  readonly when?: Condition
  readonly comment?: string
}

type TypedObject<K extends KindName> = { readonly kind: K } & {
  readonly [F in keyof Kinds[K]]: F extends 'metadata'
    ? Templated<Kinds[K][F]>
    : Templated<Exclude<Kinds[K][F], undefined>>
}

/**
 * An object of a kind that the sdk knows: `resource('web/deployment', { kind: 'Deployment', metadata, spec })`.
 * The file is where it goes under `templates/`, without its ending.
 */
export function resource<K extends KindName>(
  file: string,
  object: TypedObject<K>,
  options: ResourceOptions = {},
): Resource {
  const { kind, ...rest } = object as { kind: KindName }
  return { file: `${file}.yaml`, object: { apiVersion: apiVersions[kind], kind, ...rest }, ...options }
}

interface CustomObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: Templated<Kinds['ConfigMap']['metadata']>
  readonly [field: string]: Free | Templated<Kinds['ConfigMap']['metadata']>
}

/** An object of any other kind: Routes, ServiceMonitors, … */
export function customResource(file: string, object: CustomObject, options: ResourceOptions = {}): Resource {
  return { file: `${file}.yaml`, object, ...options }
}
