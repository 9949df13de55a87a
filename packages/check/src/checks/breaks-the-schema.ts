import type { FieldPath, RenderedObject } from '@seaworthy/helm'
import { findKind, findSchema, type SchemaFinding, validateSchema } from '@seaworthy/kube'
import { type Check, finding, unjudged } from '../check.ts'
import type { Finding, Unjudged } from '../finding.ts'
import { isServable } from '../graph/served.ts'

const code = 'SCH001'
const slug = 'breaks-the-schema'

/** A field that Kubernetes 1.36 does not have, or a value that its schema does not allow. */
export const breaksTheSchema: Check = {
  code,
  slug,
  *run(graph) {
    for (const rendered of graph.all) {
      const { object } = rendered
      const schema = findSchema(object)
      if (schema === undefined) {
        if (!isServable(object)) continue
        const message = `the schema of ${object.apiVersion} ${object.kind} is not known, its fields were not checked`
        yield unjudged({ code }, rendered, message)
        continue
      }
      // What is called required is mostly left to other rules of the server, which a trial meets.
      for (const found of validateSchema(object, schema)) {
        if (found.kind !== 'missing-field' && !isEmptyChoice(found)) yield judged(rendered, found)
      }
    }
  },
}

/** The server takes an empty text for a choice that was not made, and fills in its default. */
function isEmptyChoice({ kind, message }: SchemaFinding): boolean {
  return kind === 'not-allowed' && message.startsWith('"" ')
}

function judged(rendered: RenderedObject, { field, kind, message }: SchemaFinding): Finding | Unjudged {
  const { object } = rendered
  if (kind === 'unknown-field' && findKind(object)?.builtIn !== true) {
    return unjudged(
      { code },
      rendered,
      `${field} is not in the schema of ${object.kind} known here; a newer operator may have it`,
    )
  }
  return finding({ code, slug }, rendered, {
    path: pathOf(field),
    message: `${field}: ${message}`,
    cause: `it is not what the schema of ${object.apiVersion} ${object.kind} in Kubernetes 1.36 says`,
    effect:
      'the API server refuses the object when Helm 4 applies it; Helm 3 drops an unknown field without a word',
    fix:
      kind === 'unknown-field'
        ? 'correct the name of the field, or its indentation'
        : 'correct the value in the template, or quote it',
  })
}

/** `spec.containers[0].image` as a path; keys with dots in them stay whole inside brackets. */
function pathOf(field: string): FieldPath {
  return [...field.matchAll(/\[(\d+)\]|\[([^\]]+)\]|([^.[\]]+)/g)].map(([, index, key, name]) =>
    index === undefined ? (key ?? name ?? '') : Number(index),
  )
}
