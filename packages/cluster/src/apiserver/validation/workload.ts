import { type Json, type KubeObject, labelSelectorMatch, type StatusCause } from '@seaworthy/kube'
import { deepEqual } from '../deep-equal.ts'
import { banned, countOrPercent, notNegative, required, unsupported, wrong } from './fault.ts'
import { templateFaults } from './pod.ts'

// Rules: k8s.io/kubernetes/pkg/apis/{apps,batch}/validation.

export function* deploymentFaults({ spec }: KubeObject): Iterable<StatusCause> {
  yield* notNegative('spec.replicas', spec?.replicas)
  yield* selectorFaults(spec, 'deployment')
  yield* alwaysRestarted(spec)
  yield* strategyFaults(spec.strategy ?? {})
  yield* notNegative('spec.minReadySeconds', spec.minReadySeconds)
  yield* notNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit)
  const { progressDeadlineSeconds: deadline, minReadySeconds = 0 } = spec
  if (deadline !== undefined && deadline <= minReadySeconds) {
    yield wrong('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds')
  }
}

function* strategyFaults({ type, rollingUpdate }: Json): Iterable<StatusCause> {
  const field = 'spec.strategy'
  if (type === 'Recreate') {
    if (rollingUpdate !== undefined) {
      yield banned(`${field}.rollingUpdate`, "may not be specified when strategy `type` is 'Recreate'")
    }
    return
  }
  if (type !== 'RollingUpdate') {
    yield unsupported(field, { Type: type, RollingUpdate: rollingUpdate ?? null }, [
      'Recreate',
      'RollingUpdate',
    ])
    return
  }
  const { maxUnavailable, maxSurge } = rollingUpdate ?? {}
  yield* countOrPercent(`${field}.rollingUpdate.maxUnavailable`, maxUnavailable)
  yield* countOrPercent(`${field}.rollingUpdate.maxSurge`, maxSurge)
  if (isZero(maxUnavailable) && isZero(maxSurge)) {
    yield wrong(`${field}.rollingUpdate.maxUnavailable`, maxUnavailable, 'may not be 0 when `maxSurge` is 0')
  }
  if (typeof maxUnavailable === 'string' && Number.parseInt(maxUnavailable, 10) > 100) {
    yield wrong(`${field}.rollingUpdate.maxUnavailable`, maxUnavailable, 'must not be greater than 100%')
  }
}

function isZero(value: Json): boolean {
  return value === 0 || value === '0%'
}

/** ReplicaSet, StatefulSet and DaemonSet alike. */
export function setFaults(what: string) {
  return function* ({ spec }: KubeObject): Iterable<StatusCause> {
    yield* notNegative('spec.replicas', spec?.replicas)
    yield* selectorFaults(spec, what)
    yield* alwaysRestarted(spec)
    yield* notNegative('spec.minReadySeconds', spec.minReadySeconds)
  }
}

/** The selector must be there, say something, and mean the template's own pods. */
function* selectorFaults(spec: Json, what: string): Iterable<StatusCause> {
  const { selector } = spec
  const labels = spec.template?.metadata?.labels
  if (selector === undefined) yield required('spec.selector')
  else if (isEmptySelector(selector))
    yield wrong('spec.selector', {}, `empty selector is invalid for ${what}`)
  if (selector === undefined || (!isEmptySelector(selector) && !labelSelectorMatch(selector)(labels))) {
    yield wrong(
      'spec.template.metadata.labels',
      labels ?? null,
      '`selector` does not match template `labels`',
    )
  }
}

function isEmptySelector({ matchLabels, matchExpressions }: Json): boolean {
  return Object.keys(matchLabels ?? {}).length === 0 && (matchExpressions ?? []).length === 0
}

function* alwaysRestarted(spec: Json): Iterable<StatusCause> {
  const policy = spec.template?.spec?.restartPolicy
  if (policy !== undefined && policy !== 'Always') {
    yield unsupported('spec.template.spec.restartPolicy', policy, ['Always'])
  }
  const claims: readonly Json[] = spec.volumeClaimTemplates ?? []
  yield* templateFaults(
    'spec.template',
    spec.template,
    claims.map(({ metadata }) => String(metadata?.name)),
  )
}

export function* jobFaults({ spec }: KubeObject): Iterable<StatusCause> {
  yield* jobSpecFaults('spec', spec)
}

function* jobSpecFaults(field: string, spec: Json): Iterable<StatusCause> {
  for (const name of [
    'parallelism',
    'completions',
    'backoffLimit',
    'activeDeadlineSeconds',
    'ttlSecondsAfterFinished',
  ] as const) {
    yield* notNegative(`${field}.${name}`, spec?.[name])
  }
  const template = spec?.template
  if (template?.spec?.restartPolicy === 'Always') {
    yield required(`${field}.template.spec.restartPolicy`, 'valid values: "OnFailure", "Never"')
  }
  yield* templateFaults(`${field}.template`, template)
}

export function* cronJobFaults({ spec }: KubeObject): Iterable<StatusCause> {
  const { schedule } = spec ?? {}
  if (!schedule) yield required('spec.schedule')
  else yield* scheduleFaults(schedule)
  yield* jobSpecFaults('spec.jobTemplate.spec', spec?.jobTemplate?.spec)
}

function* scheduleFaults(schedule: string): Iterable<StatusCause> {
  if (schedule.startsWith('@')) return
  if (schedule.includes('TZ')) {
    yield wrong('spec.schedule', schedule, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead')
    return
  }
  const fields = schedule.split(/\s+/).filter((each) => each !== '')
  if (fields.length === 5) return
  yield wrong(
    'spec.schedule',
    schedule,
    `expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`,
  )
}

export function* selectorChange(before: KubeObject, after: KubeObject): Iterable<StatusCause> {
  if (!deepEqual(before.spec?.selector, after.spec?.selector))
    yield immutable('spec.selector', after.spec?.selector)
}

export function* jobChange(before: KubeObject, after: KubeObject): Iterable<StatusCause> {
  const [old, now] = [before.spec ?? {}, after.spec ?? {}]
  if (old.completionMode !== 'Indexed' && old.completions !== now.completions) {
    yield immutable('spec.completions', now.completions)
  }
  yield* selectorChange(before, after)
  // While it is suspended and never ran, where its pods may go can still change.
  const isHeld = old.suspend === true && before.status?.startTime === undefined
  if (!isHeld && !deepEqual(old.template, now.template)) yield immutable('spec.template', now.template)
  if (old.completionMode !== now.completionMode) yield immutable('spec.completionMode', now.completionMode)
}

const statefulSetMutable = new Set([
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
])

export function* statefulSetChange(before: KubeObject, after: KubeObject): Iterable<StatusCause> {
  const names = new Set([...Object.keys(before.spec ?? {}), ...Object.keys(after.spec ?? {})])
  for (const name of names) {
    if (statefulSetMutable.has(name) || deepEqual(before.spec[name], after.spec[name])) continue
    const list = [...statefulSetMutable].map((each) => `'${each}'`)
    const words = `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`
    yield banned('spec', `updates to statefulset spec for fields other than ${words} are forbidden`)
    return
  }
}

export function immutable(field: string, value: Json): StatusCause {
  return wrong(field, value, 'field is immutable')
}
