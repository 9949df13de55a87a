import type { Note } from '@seaworthy/cluster'
import type { RenderedRelease } from '@seaworthy/helm'
import type { KubeObject } from '@seaworthy/kube'
import { routedCounts } from '../routed.ts'
import type { Property, Start } from '../property.ts'
import type { Violation } from '../verdict.ts'

/**
 * A Service that had ready endpoints keeps at least one, at every instant and as routers see it. Asked of Services whose pods
 * come from a workload that means to stay up: in a rollout, one that rolls; in a drain, one of two replicas or more.
 */
export const available: Property = {
  name: 'available',
  demands: 'routers always see a ready endpoint of each Service whose workload can keep one up',
  concerns: ({ installed }) => installed?.objects.some(({ object }) => object.kind === 'Service') ?? false,
  begin(start) {
    const asked = askedServices(start)
    let violation: Violation | undefined
    return {
      note(note: Note, at) {
        if (note.kind !== 'router' || violation !== undefined || note.facts === undefined) return
        const { service, namespace, ready } = note.facts
        const workload = asked.get(`${namespace}/${service}`)
        if (workload === undefined || Number(ready) > 0) return
        violation = {
          property: 'available',
          atMs: at - start.startMs,
          message: `routers see no ready endpoint of Service/${service}`,
          cause: `${workload} has no ready pod that they know of`,
        }
      },
      finish: () => violation,
    }
  },
}

/** Service by `namespace/name`, with the workload behind it. */
function askedServices(start: Start): Map<string, string> {
  const asked = new Map<string, string>()
  const release = start.previous ?? start.rendered
  if (release === undefined) return asked
  const counts = routedCounts(start.cluster)
  for (const { object } of release.objects) {
    if (object.kind !== 'Service') continue
    const namespace = object.metadata.namespace ?? start.subject.namespace
    const key = `${namespace}/${object.metadata.name}`
    if ((counts.get(key) ?? 0) === 0) continue
    const workload = workloadBehind(object, release)
    if (workload === undefined || !meansToStayUp(workload, start)) continue
    asked.set(key, `${workload.kind}/${workload.metadata.name}`)
  }
  return asked
}

function workloadBehind(service: KubeObject, release: RenderedRelease): KubeObject | undefined {
  const selector: Readonly<Record<string, string>> = service.spec?.selector ?? {}
  const terms = Object.entries(selector)
  if (terms.length === 0) return undefined
  return release.objects.find(({ object }) => {
    const labels = object.spec?.template?.metadata?.labels
    return (
      object.kind !== 'Job' && labels !== undefined && terms.every(([key, value]) => labels[key] === value)
    )
  })?.object
}

/** In a drain nobody can keep a single pod up; in a rollout a single pod that rolls is replaced before it goes. */
function meansToStayUp(workload: KubeObject, { rendered, cluster, subject }: Start): boolean {
  const { namespace = subject.namespace, name } = workload.metadata
  const live = cluster.store.get(`${workload.kind}.apps`, namespace, name) ?? workload
  const replicas: number = live.spec?.replicas ?? 1
  if (rendered === undefined) return replicas >= 2
  if (workload.kind === 'StatefulSet') return replicas >= 2 && live.spec?.updateStrategy?.type !== 'OnDelete'
  return workload.kind === 'Deployment' && live.spec?.strategy?.type !== 'Recreate'
}
