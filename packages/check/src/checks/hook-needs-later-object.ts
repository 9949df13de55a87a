import type { RenderedObject } from '@seaworthy/helm'
import { type Check, finding, nameOf } from '../check.ts'
import { type Reference, referencesOf } from '../graph/references.ts'

const code = 'HOK001'
const slug = 'hook-needs-later-object'

/**
 * A pre-install hook whose pod needs an object of the same release that Helm creates after it: an ordinary object, or a hook
 * of a later weight. On a first install the pod never starts.
 */
export const hookNeedsLaterObject: Check = {
  code,
  slug,
  *run(graph) {
    for (const { rendered } of graph.hookPods) {
      if (!rendered.hook?.events.includes('pre-install')) continue
      for (const reference of referencesOf(rendered.object)) {
        const needed = graph.find(reference.kind, reference.name)
        if (needed === undefined || reference.optional || !comesLater(needed, rendered)) continue
        yield finding({ code, slug }, rendered, {
          path: reference.path,
          message: `this pre-install hook needs ${nameOf(needed)}, which is created after it`,
          cause: `${laterBecause(needed, rendered)} (${needed.source})`,
          effect: effectOf(reference),
          fix: `annotate ${nameOf(needed)} as a pre-install,pre-upgrade hook with a weight below ${rendered.hook.weight}, or let the hook use an object that exists before the release`,
        })
      }
    }
  },
}

function comesLater(needed: RenderedObject, hook: RenderedObject): boolean {
  if (needed.hook === undefined || !needed.hook.events.includes('pre-install')) return true
  const before = needed.hook.weight - (hook.hook?.weight ?? 0)
  return before > 0 || (before === 0 && needed.object.metadata.name > hook.object.metadata.name)
}

function laterBecause(needed: RenderedObject, hook: RenderedObject): string {
  if (needed.hook === undefined)
    return `${nameOf(needed)} is an ordinary object, and Helm creates those after all pre-install hooks`
  if (!needed.hook.events.includes('pre-install'))
    return `${nameOf(needed)} is a hook of ${needed.hook.events.join(', ')}`
  return `${nameOf(needed)} is a hook of weight ${needed.hook.weight}, this one has weight ${hook.hook?.weight ?? 0}`
}

function effectOf({ use, kind, name }: Reference): string {
  if (use === 'serviceAccount') {
    return `the first install stops: no pod is made, because ${kind.toLowerCase()} "${name}" is not found, until Helm's time is up`
  }
  if (use === 'volume') return `the first install stops: the pod waits for its volume until Helm's time is up`
  return `the first install stops: the container cannot be configured until Helm's time is up`
}
