import type { FieldOrigin, FieldPath, RenderedObject } from '@seaworthy/helm'
import type { Json } from '@seaworthy/kube'
import type { Finding, Unjudged } from './finding.ts'
import type { ReleaseGraph } from './graph/release-graph.ts'

/** One rule over a whole release: one file, one page in `docs/checks`. */
export interface Check {
  readonly code: string
  readonly slug: string
  /** Everything it finds, and everything it cannot say. Never throws for what a chart wrote. */
  run(graph: ReleaseGraph): Iterable<Finding | Unjudged>
}

/** What a check says of one place; the rest is filled in from the check and the object's provenance. */
export interface Said {
  readonly severity?: Finding['severity']
  readonly path: FieldPath
  readonly message: string
  readonly cause: string
  readonly effect: string
  readonly fix: string
}

export function finding(check: { code: string; slug: string }, at: RenderedObject, said: Said): Finding {
  const origin = at.origin(said.path)
  // Where the object's own template asks for it: the author knows that line, and the helper behind it is shared.
  const place = origin?.via[0] ?? origin
  return {
    code: check.code,
    slug: check.slug,
    severity: 'error',
    ...said,
    object: nameOf(at),
    values: valuesOf(at.object, said.path, origin),
    ...(place === undefined ? {} : { where: { file: place.file, line: place.line, column: place.column } }),
  }
}

/** Of a field that is not there nothing can be named: its neighbours come from other values. */
function valuesOf(object: Json, path: FieldPath, origin: FieldOrigin | undefined): readonly string[] {
  const isThere = path.reduce<Json>((value, key) => value?.[key], object) !== undefined
  return origin === undefined || !isThere ? [] : [...new Set([...origin.values, ...origin.guards])]
}

export function unjudged(check: { code: string }, at: RenderedObject, message: string): Unjudged {
  return { code: check.code, object: nameOf(at), message }
}

export function nameOf({ object }: RenderedObject): string {
  return `${object.kind}/${object.metadata.name}`
}
