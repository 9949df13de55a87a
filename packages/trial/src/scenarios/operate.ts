import type { RenderedRelease } from '@seaworthy/helm'
import { kubeClient, type Operation } from '@seaworthy/kube'
import {
  install,
  type OperationResult,
  outlineCodec,
  ReleaseFailure,
  type Report,
  secretStorage,
  upgrade,
} from '@seaworthy/release'
import type { Operate } from '../scenario.ts'
import type { OperationEnd } from '../outcome.ts'

/** Installs, with Helm's default time-out. */
export function installing(rendered: RenderedRelease, wait: boolean): Operate {
  return {
    by: 'helm',
    rendered,
    operation: (report) => ending(() => install(kubeClient, options(rendered, wait, report))),
  }
}

/** Upgrades from what is installed. */
export function upgrading(rendered: RenderedRelease, installed: RenderedRelease, wait: boolean): Operate {
  return {
    by: 'helm',
    rendered,
    operation: (report) =>
      ending(() => upgrade(kubeClient, { ...options(rendered, wait, report), previous: installed.objects })),
  }
}

function options(rendered: RenderedRelease, wait: boolean, report: Report) {
  return {
    by: 'helm',
    rendered,
    storage: secretStorage(kubeClient, rendered.namespace, outlineCodec),
    wait: wait ? ('watcher' as const) : ('hookOnly' as const),
    report,
  }
}

function* ending(act: () => Operation<OperationResult>): Operation<OperationEnd> {
  try {
    const { record, failure } = yield* act()
    return failure === undefined
      ? { kind: 'released', status: record.status }
      : { kind: 'released', status: record.status, reason: failure.message }
  } catch (error) {
    // Refused before anything was stored: for its owner a failed release like any other.
    if (error instanceof ReleaseFailure) return { kind: 'released', status: 'failed', reason: error.message }
    throw error
  }
}
