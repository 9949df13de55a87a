import type { RenderedRelease } from '@seaworthy/helm'
import { isStatus, type KubeClient, type Operation, refOf } from '@seaworthy/kube'
import type { Report } from './release-event.ts'
import { readyJudge, waitUntilReady } from './wait.ts'

const CRD_WAIT_MS = 60_000

/** Creates what `crds/` holds, passing over what exists, then waits for it (`install.go`, installCRDs). Never on upgrade. */
export function* installCrds(client: KubeClient, rendered: RenderedRelease, report: Report): Operation<void> {
  if (rendered.crds.length === 0) return
  report({ kind: 'crds', count: rendered.crds.length })
  for (const { object } of rendered.crds) {
    try {
      yield* client.create(object, { fieldManager: 'helm' })
    } catch (error) {
      if (!isStatus(error, 'AlreadyExists')) throw error
    }
  }
  const untilMs = (yield* client.now()) + CRD_WAIT_MS
  const refs = rendered.crds.map(({ object }) => refOf(object))
  yield* waitUntilReady(client, refs, readyJudge(false), { phase: 'crds', untilMs, failFast: false })
}
