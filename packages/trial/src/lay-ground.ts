import { type Behaviour, type Cluster, drive, standardCluster } from '@seaworthy/cluster'
import type { RenderedRelease } from '@seaworthy/helm'
import { findKind, isStatus, kubeClient, type KubeObject, type Operation, readiness } from '@seaworthy/kube'
import { assumedKinds } from './assumed-crds.ts'
import type { Ground, NoGround } from './ground.ts'
import { scenarioBehaviours, withNextTag } from './scenario-behaviours.ts'
import { otherNamespaces } from './other-namespaces.ts'
import { installing } from './scenarios/operate.ts'
import { renderFor } from './scenarios/render-for.ts'
import { tooManyPods } from './too-many-pods.ts'
import type { Subject } from './subject.ts'

/** Long enough for everything that a healthy release does; what is not ready by then will not be. */
const INSTALL_HORIZON_MS = 3_600_000

/** A cluster with the namespace and the prerequisites of a subject, at rest, and nothing installed. */
export function emptyGround(subject: Subject): Ground {
  const first = subject.render({ revision: 1, isUpgrade: false, seed: 0, nowMs: 0, lookup: () => undefined })
  const behaviours: readonly Behaviour[] = [...scenarioBehaviours, ...withNextTag(subject.behaviours)]
  const cluster = standardCluster({
    seed: 0,
    profile: 'middle',
    behaviours,
    acceptKinds: assumedKinds(first),
  })
  drive(cluster, 'admin', prepare(subject, otherNamespaces(first)), cluster.now() + INSTALL_HORIZON_MS)
  cluster.runUntil(() => false, cluster.now() + 60_000)
  const tooLarge = tooManyPods(first)
  const ground: Ground = { subject, cluster, installed: undefined, assumptions: [] }
  return tooLarge === undefined ? ground : { ...ground, tooLarge }
}

/** The same, with the release installed on middling delays and every workload ready. */
export function installedGround(empty: Ground, wait: boolean): Ground | NoGround {
  if (empty.tooLarge !== undefined) return { reason: empty.tooLarge }
  const cluster = empty.cluster.fork(0, 'middle')
  const rendered = renderFor(empty.subject, cluster, 1, 0)
  const assumptions = new Set<string>()
  cluster.observe({
    note: ({ kind, message }) => {
      if (kind === 'assumption') assumptions.add(message)
    },
  })
  const end = drive(
    cluster,
    'helm',
    installing(rendered, wait).operation(() => {}),
    cluster.now() + INSTALL_HORIZON_MS,
  )
  if (end.kind === 'released' && end.status !== 'deployed') {
    return { reason: `the first install it starts from ends ${end.status}` }
  }
  cluster.runUntil(() => false, cluster.now() + 900_000)
  const waiting = notReady(cluster, rendered, empty.subject.namespace)
  return waiting === undefined
    ? { subject: empty.subject, cluster, installed: rendered, assumptions: [...assumptions] }
    : { reason: waiting }
}

function* prepare(subject: Subject, others: readonly string[]): Operation<void> {
  for (const name of [subject.namespace, ...others]) yield* makeNamespace(name)
  // A namespace's own account appears a moment after it.
  yield* kubeClient.sleep(5_000)
  for (const object of subject.prerequisites) yield* kubeClient.create(placed(object, subject.namespace))
}

/** Some namespaces are in every cluster. */
function* makeNamespace(name: string): Operation<void> {
  try {
    yield* kubeClient.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
  } catch (error) {
    if (!isStatus(error, 'AlreadyExists')) throw error
  }
}

function placed(object: KubeObject, namespace: string): KubeObject {
  if (findKind(object)?.namespaced === false || object.metadata.namespace !== undefined) return object
  return { ...object, metadata: { ...object.metadata, namespace } }
}

function notReady(cluster: Cluster, rendered: RenderedRelease, namespace: string): string | undefined {
  for (const { object } of rendered.objects) {
    if (!['Deployment', 'StatefulSet', 'DaemonSet'].includes(object.kind)) continue
    const { name, namespace: own = namespace } = object.metadata
    const live = cluster.store.get(`${object.kind}.apps`, own, name)
    const standing = live === undefined ? undefined : readiness(live, cluster.now())
    if (standing?.status === 'Current') continue
    return `after the first install it starts from ${object.kind}/${name} is not ready: ${standing?.message ?? 'it does not exist'}`
  }
  return undefined
}
