import { type Cluster, kindKey } from '@seaworthy/cluster'
import type { RenderedRelease } from '@seaworthy/helm'
import type { Subject } from '../subject.ts'

/** Renders for an operation on a cluster: `lookup` sees what is there now, and random functions draw from this seed. */
export function renderFor(
  subject: Subject,
  cluster: Cluster,
  revision: number,
  seed: number,
): RenderedRelease {
  return subject.render({
    revision,
    isUpgrade: revision > 1,
    seed,
    nowMs: cluster.now(),
    lookup(apiVersion, kind, namespace, name) {
      const key = kindKey(apiVersion, kind)
      if (name !== '') return cluster.store.get(key, namespace === '' ? undefined : namespace, name)
      return [...cluster.store.list(key, namespace === '' ? undefined : namespace)]
    },
  })
}
