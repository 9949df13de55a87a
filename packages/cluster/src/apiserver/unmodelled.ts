import type { KubeObject } from '@seaworthy/kube'
import type { KindKey } from '../store/store.ts'
import type { Place, Server } from './server.ts'

/** Kinds that are kept and served, and whose effect on others is not modelled. */
const effects: Readonly<Record<KindKey, string>> = {
  'ValidatingAdmissionPolicy.admissionregistration.k8s.io': 'policies are not evaluated',
  'MutatingAdmissionPolicy.admissionregistration.k8s.io': 'policies are not evaluated',
  'APIService.apiregistration.k8s.io': 'extension servers are not asked',
}

/** Says of a new object what it would do on a real server and does not here. */
export function tellUnmodelled(server: Server, place: Place, object: KubeObject): void {
  const effect = effects[place.key]
  if (effect !== undefined) {
    server.host.unknown({
      code: `kind:${place.info.kind}`,
      message: `${place.info.kind} ${place.name}: ${effect}`,
    })
  }
  if (place.key === 'Pod') tellPodRules(server, place)
  const { conversion } = place.info.kind === 'CustomResourceDefinition' ? (object.spec ?? {}) : {}
  if (conversion?.strategy === 'Webhook') {
    server.host.unknown({
      code: 'field:spec.conversion',
      message: `CustomResourceDefinition ${place.name}: versions are not converted by its webhook`,
    })
  }
}

/** LimitRange, ResourceQuota and PodSecurity would have a say about a pod: what they say is not modelled. */
function tellPodRules({ host }: Server, { namespace = '' }: Place): void {
  for (const kind of ['LimitRange', 'ResourceQuota'] as const) {
    const [rule] = host.store.list(kind, namespace)
    if (rule === undefined) continue
    const message = `${kind} ${namespace}/${rule.metadata.name} limits the pods of its namespace, which the cluster does not model`
    host.unknown({ code: `kind:${kind}`, message })
  }
  const home = host.store.get('Namespace', undefined, namespace)
  const level = home?.metadata.labels?.['pod-security.kubernetes.io/enforce']
  if (level === undefined || level === 'privileged') return
  const message = `namespace ${namespace} enforces PodSecurity ${level}, which the cluster does not judge`
  host.unknown({ code: 'label:pod-security.kubernetes.io/enforce', message })
}

/** A claim in use outlives its deletion on a real server until the pods are gone (pvc-protection). */
export function tellClaimInUse({ host }: Server, claim: KubeObject): void {
  const { name, namespace } = claim.metadata
  for (const pod of host.store.list('Pod', namespace)) {
    const volumes: readonly { persistentVolumeClaim?: { claimName: string } }[] = pod.spec?.volumes ?? []
    if (!volumes.some((volume) => volume.persistentVolumeClaim?.claimName === name)) continue
    host.unknown({
      code: 'protection:PersistentVolumeClaim',
      message: `PersistentVolumeClaim ${namespace}/${name} was deleted while pod ${pod.metadata.name} used it: here it goes at once`,
    })
    return
  }
}
