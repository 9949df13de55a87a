import type { RenderedObject } from '@seaworthy/helm'
import { type Check, finding } from '../check.ts'
import type { Finding } from '../finding.ts'
import { isServable, nearestServed } from '../graph/served.ts'

const code = 'API001'
const slug = 'not-served'

/** An object of a group of Kubernetes itself, in a version or of a kind that Kubernetes 1.36 does not serve. */
export const notServed: Check = {
  code,
  slug,
  *run(graph) {
    for (const rendered of graph.all) {
      if (!isServable(rendered.object)) yield judged(rendered)
    }
  },
}

function judged(rendered: RenderedObject): Finding {
  const { apiVersion, kind } = rendered.object
  const served = nearestServed(rendered.object)
  return finding({ code, slug }, rendered, {
    path: [served === undefined || served.kind === kind ? 'apiVersion' : 'kind'],
    message: `Kubernetes 1.36 does not serve ${apiVersion} ${kind}`,
    cause: `no matches for kind "${kind}" in version "${apiVersion}"`,
    // Hooks are matched with the cluster's kinds only when they are run.
    effect:
      rendered.hook === undefined
        ? 'Helm refuses the whole release before anything is made'
        : 'the hook fails when its turn comes, and the release with it',
    fix: fixOf(kind, served),
  })
}

function fixOf(kind: string, served: ReturnType<typeof nearestServed>): string {
  if (served === undefined) return `take it away: no version of ${kind} is served`
  if (served.kind !== kind) return `did you mean ${served.apiVersion} ${served.kind}?`
  return `write it as apiVersion: ${served.apiVersion}, whose fields may differ`
}
