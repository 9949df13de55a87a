import type { RenderedRelease } from '@seaworthy/helm'
import {
  isStatus,
  type KubeClient,
  type KubeObject,
  type Operation,
  refOf,
  StatusError,
} from '@seaworthy/kube'
import { ReleaseFailure } from './release-failure.ts'
import type { Report } from './release-event.ts'
import { type WaitStrategy, waiterFor } from './wait.ts'

const CRD_WAIT_MS = 60_000

/**
 * Creates what `crds/` holds, passing over what exists, then waits for what it created, if the strategy waits at all
 * (`install.go`, installCRDs). Never on upgrade.
 * @throws ReleaseFailure `failed to install CRD FILE: …`
 */
export function* installCrds(
  client: KubeClient,
  rendered: RenderedRelease,
  strategy: WaitStrategy,
  report: Report,
): Operation<void> {
  if (rendered.crds.length === 0) return
  report({ kind: 'crds', count: rendered.crds.length })
  const created: KubeObject[] = []
  for (const { object, source } of rendered.crds) {
    try {
      created.push(yield* client.create(object, { fieldManager: 'helm' }))
    } catch (error) {
      if (isStatus(error, 'AlreadyExists')) continue
      if (!(error instanceof StatusError)) throw error
      const file = source.slice(source.indexOf('/') + 1)
      throw new ReleaseFailure('crds', `failed to install CRD ${file}: ${error.message}`, [refOf(object)])
    }
  }
  yield* waiterFor(client, strategy, 'crds', CRD_WAIT_MS).ready(created, false)
}
