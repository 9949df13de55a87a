import type { World } from '../actor.ts'
import { isListening } from '../kubelet/listening.ts'
import { KUBELET, type KubeletState } from '../kubelet/state.ts'
import { ROUTER, type RouterState } from './state.ts'

/**
 * Whether a connection from a pod of a namespace would be accepted now: a Service (`name`, `name.namespace`,
 * `name.namespace.svc…`) through the addresses that routers know. A host outside the cluster is taken to answer.
 */
export function reaches(world: World<unknown>, namespace: string, host: string, port: number): boolean {
  const [name = '', inNamespace, third] = host.split('.')
  const isService =
    inNamespace === undefined ||
    third === 'svc' ||
    (third === undefined && world.store.get('Namespace', undefined, inNamespace) !== undefined)
  if (!isService) return true
  const service = world.store.get('Service', inNamespace ?? namespace, name)
  if (service === undefined) return false
  if (service.spec?.type === 'ExternalName') return true
  const key = `${inNamespace ?? namespace}/${name}`
  const routers = world.peer<RouterState>(ROUTER)
  const kubelet = world.peer<KubeletState>(KUBELET)
  const target = routers?.ports.get(key)?.find((each) => each.service === port)?.target
  if (kubelet === undefined || target === undefined) return false
  const addresses = routers?.services.get(key) ?? []
  return addresses.some((each) => isListening(kubelet, each.pod, target, world.now()))
}
