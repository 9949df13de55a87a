import { isDnsLabel, type Json, type StatusCause } from '@seaworthy/kube'
import { containersFaults } from './container.ts'
import { banned, duplicate, repeated, required, unsupported, wrong } from './fault.ts'
import { labelFaults, LABEL_WORDS } from './metadata.ts'

/** Container lists found sound together with their volumes: pods of one template share both. */
const sound = new WeakMap<object, { volumes: unknown; initContainers: unknown }>()

/** Rules: `ValidatePodSpec`, k8s.io/kubernetes/pkg/apis/core/validation; those that charts meet. */
export function podFaults(field: string, spec: Json, claims: readonly string[] = []): readonly StatusCause[] {
  if (spec?.containers === undefined || spec.containers.length === 0) return [required(`${field}.containers`)]
  return [...contentFaults(field, spec, claims), ...lifeFaults(field, spec)]
}

function contentFaults(field: string, spec: Json, claims: readonly string[]): readonly StatusCause[] {
  const { containers, volumes, initContainers } = spec
  const before = sound.get(containers)
  if (before !== undefined && before.volumes === volumes && before.initContainers === initContainers)
    return []
  const faults = [...volumeFaults(`${field}.volumes`, volumes ?? []), ...memberFaults(field, spec, claims)]
  if (faults.length === 0 && claims.length === 0) sound.set(containers, { volumes, initContainers })
  return faults
}

function* memberFaults(field: string, spec: Json, claims: readonly string[]): Iterable<StatusCause> {
  const volumes: readonly string[] = (spec.volumes ?? []).map(({ name }: Json) => name)
  const names = { volumes: new Set([...volumes, ...claims]) }
  yield* containersFaults(`${field}.containers`, spec.containers, names)
  yield* containersFaults(`${field}.initContainers`, spec.initContainers ?? [], names)
  const others = new Set(spec.containers.map(({ name }: Json) => name))
  for (const [at, { name }] of (spec.initContainers ?? []).entries()) {
    if (others.has(name)) yield duplicate(`${field}.initContainers[${at}].name`, name)
  }
}

function* lifeFaults(field: string, spec: Json): Iterable<StatusCause> {
  if (!restartPolicies.includes(spec.restartPolicy)) {
    yield unsupported(`${field}.restartPolicy`, spec.restartPolicy, restartPolicies)
  }
  if (spec.terminationGracePeriodSeconds < 0) {
    yield wrong(
      `${field}.terminationGracePeriodSeconds`,
      spec.terminationGracePeriodSeconds,
      'must be greater than or equal to 0',
    )
  }
}

const restartPolicies = ['Always', 'Never', 'OnFailure']

function* volumeFaults(field: string, volumes: readonly Json[]): Iterable<StatusCause> {
  for (const [at, volume] of volumes.entries()) {
    const { name, ...sources } = volume
    if (!name) yield required(`${field}[${at}].name`)
    else if (!isDnsLabel(name)) yield wrong(`${field}[${at}].name`, name, LABEL_WORDS)
    const given = Object.keys(sources)
    for (const extra of inOrder(given).slice(1)) {
      yield banned(`${field}[${at}].${extra}`, 'may not specify more than 1 volume type')
    }
    if (volume.secret !== undefined && !volume.secret.secretName)
      yield required(`${field}[${at}].secret.secretName`)
    if (volume.configMap !== undefined && !volume.configMap.name)
      yield required(`${field}[${at}].configMap.name`)
    const claim = volume.persistentVolumeClaim
    if (claim !== undefined && !claim.claimName)
      yield required(`${field}[${at}].persistentVolumeClaim.claimName`)
  }
  for (const at of repeated(volumes, ({ name }) => name))
    yield duplicate(`${field}[${at}].name`, volumes[at].name)
}

/** The real server looks at emptyDir first, so that it is never the one too many. */
function inOrder(sources: readonly string[]): readonly string[] {
  return sources.toSorted((a, b) => Number(b === 'emptyDir') - Number(a === 'emptyDir'))
}

/** Of a pod template: its labels and its pod. Claim templates of a StatefulSet are volumes of its pods by their names. */
export function templateFaults(
  field: string,
  template: Json,
  claims: readonly string[] = [],
): readonly StatusCause[] {
  return [
    ...labelFaults(`${field}.labels`, template?.metadata?.labels),
    ...podFaults(`${field}.spec`, template?.spec, claims),
  ]
}
