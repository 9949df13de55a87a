import type { Behaviour } from '@seaworthy/cluster'
import type { RenderedRelease } from '@seaworthy/helm'
import type { KubeObject } from '@seaworthy/kube'

/** What a template may find out when it is rendered for an operation. */
export interface RenderRequest {
  readonly revision: number
  readonly isUpgrade: boolean
  /** `lookup`: an object, or every object of a kind in a namespace (all of them: the empty string) when the name is empty. */
  lookup(
    apiVersion: string,
    kind: string,
    namespace: string,
    name: string,
  ): KubeObject | readonly KubeObject[] | undefined
  /** Seeds the random functions, so that they draw anew for each operation. */
  readonly seed: number
  readonly nowMs: number
}

/** What is sent on trial: a chart with its values, and what is known of the world around it. */
export interface Subject {
  readonly name: string
  readonly namespace: string
  render(request: RenderRequest): RenderedRelease
  /** Objects that are there before the first install: the documented Secrets, and nothing else. */
  readonly prerequisites: readonly KubeObject[]
  readonly behaviours: readonly Behaviour[]
  /** Workloads of which two must never run at once, as `Deployment/beat`. */
  readonly singletons: readonly string[]
  /** Hook Jobs that change a schema, as `Job/migrate`: they complete before any new pod is ready. */
  readonly migrations: readonly string[]
  /** Sentences for the report: what was taken for granted. */
  readonly assumptions: readonly string[]
}

/** Renders once for every operation that would render the same: charts that draw or look up are rendered each time. */
export function rememberRenders(subject: Subject): Subject {
  const known = new Map<string, RenderedRelease>()
  return {
    ...subject,
    render(request) {
      const key = `${request.revision} ${request.isUpgrade}`
      const found = known.get(key)
      if (found !== undefined) return found
      const rendered = subject.render(request)
      if (rendered.effects.size === 0) known.set(key, rendered)
      return rendered
    },
  }
}
