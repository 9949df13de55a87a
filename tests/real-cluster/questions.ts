import {
  isStatus,
  type Json,
  kubeClient,
  type KubeObject,
  type ObjectRef,
  type Operation,
  refOf,
} from '@seaworthy/kube'

/** The namespace and the release of every recording, so that sentences with names in them are the same. */
export const NAMESPACE = 'harbour'
export const RELEASE = 'shop'

/** What a cluster shows of a chart once it was installed, in few words. */
export type Answer = Readonly<Record<string, Json>>

export interface Question {
  /** How long the install may take (Helm's `--timeout`), and whether it waits. */
  readonly install: { readonly timeoutSeconds: number; readonly wait: boolean }
  ask(): Operation<Answer>
}

/** Fixture charts whose defect a control plane with KWOK nodes can show, and how it is asked. */
export const questions: Readonly<Record<string, Question>> = {
  'hook-service-account': { install: { timeoutSeconds: 8, wait: false }, ask: migrationPods },
  'budget-on-one-replica': { install: { timeoutSeconds: 60, wait: true }, ask: evictOne },
  'rounding-takes-both': { install: { timeoutSeconds: 60, wait: true }, ask: allowedDisruptions },
  'singleton-rolls': { install: { timeoutSeconds: 60, wait: true }, ask: podsWhileRolling },
}

/** The others, and why KWOK shows nothing of them: it looks at no mount, probe, key or exit code. */
export const notShown: Readonly<Record<string, string>> = {
  'hook-config-map': 'KWOK mounts nothing, so a pod whose ConfigMap is missing starts all the same',
  'post-install-migration': 'KWOK runs no init container, so nothing waits for the migration',
  'secret-key-missing': 'KWOK configures no container, so a missing key keeps none from starting',
  'probe-wrong-port': 'KWOK asks no probe, so every pod becomes ready',
}

/** How many pods the migration got, why it got none, and what the server says to one with its ServiceAccount. */
function* migrationPods(): Operation<Answer> {
  const jobs = yield* list('batch/v1', 'Job')
  const answers: Answer[] = []
  for (const { metadata, spec, status } of jobs) {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'probe', namespace: NAMESPACE },
      spec: spec?.template?.spec,
    }
    const refused = yield* refusal(kubeClient.create(pod))
    const { succeeded = 0, active = 0 } = status ?? {}
    answers.push({ job: metadata.name, succeeded, active, podOfItsAccount: refused })
  }
  const events = yield* list('v1', 'Event')
  const failed = events.filter((event) => event['reason'] === 'FailedCreate').map((event) => event['message'])
  const texts = failed.map((text) => withoutDrawnNames(String(text)))
  return { jobs: answers, failedCreate: [...new Set(texts)] }
}

/** The names of pods are drawn. */
export function withoutDrawnNames(text: string): string {
  return text.replace(/(pods "[a-z-]+-)\w*"/, '$1…"')
}

function* evictOne(): Operation<Answer> {
  const budgets = yield* allowedDisruptions()
  const [pod] = yield* list('v1', 'Pod')
  const evicted = pod === undefined ? 'no pod' : yield* refusal(kubeClient.evict(refOf(pod)))
  return { ...budgets, eviction: evicted.replaceAll(pod?.metadata.name ?? '', 'POD') }
}

/** What the disruption controller has reckoned, once it has seen every pod. */
function* allowedDisruptions(): Operation<Answer> {
  yield* kubeClient.sleep(3_000)
  const budgets = yield* list('policy/v1', 'PodDisruptionBudget')
  return {
    budgets: budgets.map(({ metadata, status }) => {
      const { disruptionsAllowed, expectedPods, currentHealthy, desiredHealthy } = status ?? {}
      return { name: metadata.name, disruptionsAllowed, expectedPods, currentHealthy, desiredHealthy }
    }),
  }
}

/** The most pods of `beat` that may run at one time while its image changes: those that exist and have not ended. */
function* podsWhileRolling(): Operation<Answer> {
  const scope = { apiVersion: 'v1', kind: 'Pod', namespace: NAMESPACE }
  const isBeat = ({ metadata }: KubeObject) => metadata.labels?.['app.kubernetes.io/component'] === 'beat'
  const watch = yield* kubeClient.watch(scope)
  const present = new Set((yield* list('v1', 'Pod')).filter(isBeat).map(({ metadata }) => metadata.name))
  const before = present.size
  yield* changeImage({ apiVersion: 'apps/v1', kind: 'Deployment', namespace: NAMESPACE, name: 'shop-beat' })
  let most = before
  const untilMs = (yield* kubeClient.now()) + 40_000
  for (let now = 0; now < untilMs; now = yield* kubeClient.now()) {
    const events = yield* watch.next(untilMs)
    for (const { type, object } of events.filter((event) => isBeat(event.object))) {
      if (type === 'DELETED' || hasEnded(object)) present.delete(object.metadata.name)
      else present.add(object.metadata.name)
      most = Math.max(most, present.size)
    }
    if (events.length === 0) break
  }
  yield* watch.stop()
  return { before, mostAtOnce: most, after: present.size }
}

function hasEnded({ status }: KubeObject): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed'
}

function* changeImage(ref: ObjectRef): Operation<void> {
  for (;;) {
    const live = yield* kubeClient.get(ref)
    const template = structuredClone(live.spec.template)
    template.spec.containers[0].image = 'registry.example.org/shop:next'
    try {
      yield* kubeClient.update({ ...live, spec: { ...live.spec, template } })
      return
    } catch (error) {
      // Its controller was faster.
      if (!isStatus(error, 'Conflict')) throw error
    }
  }
}

function* list(apiVersion: string, kind: string): Operation<readonly KubeObject[]> {
  return (yield* kubeClient.list({ apiVersion, kind, namespace: NAMESPACE })).items
}

/** `accepted`, or what the server says. */
function* refusal(work: Operation<unknown>): Operation<string> {
  try {
    yield* work
    return 'accepted'
  } catch (error) {
    if (error instanceof Error && 'code' in error) return `${String(error.code)} ${error.message}`
    throw error
  }
}
