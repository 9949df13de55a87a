import type { Json, KubeObject } from '@seaworthy/kube'
import { fates, withImages } from '../changed-images.ts'
import { available } from '../properties/available.ts'
import { operationEnds } from '../properties/operation-ends.ts'
import { singleton } from '../properties/singleton.ts'
import type { Property } from '../property.ts'
import type { Scenario } from '../scenario.ts'
import { upgrading } from './operate.ts'
import { previousOf } from './previous-of.ts'
import { renderFor } from './render-for.ts'

/** With `--wait` the upgrade must end as failed; without, Helm is content once all is sent. Either way the old pods serve. */
function neverReady(wait: boolean): readonly Property[] {
  return [operationEnds(wait ? 'failed' : 'deployed'), available, singleton]
}

/** A new image that never becomes ready; hooks work. */
export const upgradeNeverReady: Scenario = {
  name: 'upgrade-never-ready',
  title: 'upgrade whose image never becomes ready',
  from: 'installed',
  properties: neverReady,
  notApplicable(_subject, installed) {
    const workloads = installed?.objects.filter(({ object }) => isRun(object)) ?? []
    return workloads.length > 0 ? undefined : 'the chart has no workload'
  },
  prepare(ground, wait, seed) {
    const rendered = renderFor(ground.subject, ground.cluster, 2, 1_000 + seed)
    const broken = withImages(rendered, 'never ready', (container, { hook }) =>
      hook === undefined ? fateOf(container) : fates.next,
    )
    return upgrading(broken, previousOf(ground), wait)
  },
}

/** Whether something in the simulated cluster makes pods of it: nothing does of an Argo Rollout. */
function isRun({ apiVersion, kind }: KubeObject): boolean {
  return apiVersion === 'apps/v1' && ['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind)
}

/** A container that nobody probes is ready as soon as it runs: only one that cannot start is never ready. */
function fateOf(container: Json): string {
  return container.readinessProbe === undefined ? fates.notPullable : fates.neverReady
}
