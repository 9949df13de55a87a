import { didYouMean } from '@seaworthy/diagnostics'
import { type Check, finding, nameOf, unjudged } from '../check.ts'
import { referencesOf } from '../graph/references.ts'
import type { RenderedObject } from '@seaworthy/helm'

const code = 'REF002'
const slug = 'missing-key'

/** A pod names a key of a Secret or ConfigMap of this release, and the object has no such key. */
export const missingKey: Check = {
  code,
  slug,
  *run(graph) {
    for (const { rendered, namespace } of [...graph.workloads, ...graph.hookPods]) {
      for (const { kind, name, key, optional, path, use } of referencesOf(rendered.object)) {
        const provided = key === undefined || optional ? undefined : graph.find(kind, name, namespace)
        if (key === undefined || provided === undefined) continue
        const keys = keysOf(provided)
        if (keys === undefined) {
          yield unjudged(
            { code },
            rendered,
            `${nameOf(provided)} is filled by somebody else, whether it has key ${key} cannot be seen`,
          )
          continue
        }
        if (keys.includes(key)) continue
        const near = didYouMean(key, keys)
        yield finding({ code, slug }, rendered, {
          path,
          message: `${kind} ${name} has no key ${key}`,
          cause: `${provided.source} gives it ${keys.length === 0 ? 'no keys' : `the keys ${keys.toSorted().join(', ')}`}`,
          effect:
            use === 'volume'
              ? 'the pod stays in ContainerCreating: its volume cannot be set up'
              : 'the container never starts: CreateContainerConfigError',
          fix:
            near === undefined
              ? `add ${key} to ${kind} ${name}, or name a key that it has`
              : `did you mean ${near}?`,
        })
      }
    }
  },
}

/** The keys of an object; undefined where its content is not written here (`helm.sh/resource-policy` and operators fill some). */
function keysOf({ object }: RenderedObject): string[] | undefined {
  const fields = ['data', 'stringData', 'binaryData']
    .map((field) => object[field])
    .filter((data) => data !== undefined && data !== null)
  if (
    fields.length === 0 &&
    object.kind === 'Secret' &&
    object['type'] === 'kubernetes.io/service-account-token'
  )
    return undefined
  // A Secret or ConfigMap without any content is a vessel that something else fills.
  if (fields.length === 0) return undefined
  return fields.flatMap((data) => Object.keys(data))
}
