import { type Json, type KubeObject, labelSelectorMatch } from '@seaworthy/kube'
import type { Place, Server } from './server.ts'

export type WebhookOperation = 'CREATE' | 'UPDATE' | 'DELETE'

const GROUP = 'admissionregistration.k8s.io'
const missing = {
  MutatingWebhookConfiguration: 'what they would change in it is missing',
  ValidatingWebhookConfiguration: 'what they would refuse is let through',
} as const

/**
 * Says of a request that a real server would ask webhooks about it: those whose rules and selectors are true of it
 * (k8s.io/apiserver/pkg/admission/plugin/webhook). Match conditions are taken for true, equivalent versions for the same.
 */
export function tellWebhooks(
  server: Server,
  place: Place,
  object: KubeObject,
  operation: WebhookOperation,
  subresource?: string,
): void {
  if (place.info.apiVersion.startsWith(`${GROUP}/`)) return
  for (const kind of ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'] as const) {
    for (const configuration of server.host.store.list(`${kind}.${GROUP}`)) {
      const { name } = configuration.metadata
      const asked = webhooksOf(configuration).some(
        (webhook) =>
          listOf(webhook.rules).some((rule) => hasRule(rule, place, operation, subresource)) &&
          isSelected(server, webhook, place, object),
      )
      if (!asked) continue
      const code = `webhook:${kind}/${name}/${place.key}`
      const message = `${kind} ${name}: the cluster calls no webhooks, and this one is for ${place.info.plural}: ${missing[kind]}`
      server.host.unknown({ code, message })
    }
  }
}

function webhooksOf(configuration: KubeObject): readonly Json[] {
  return listOf(configuration['webhooks'])
}

function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : []
}

function hasRule(rule: Json, { info }: Place, operation: WebhookOperation, subresource?: string): boolean {
  const group = info.apiVersion.includes('/') ? info.apiVersion.slice(0, info.apiVersion.indexOf('/')) : ''
  const scope = rule.scope ?? '*'
  return (
    has(rule.operations, operation) &&
    has(rule.apiGroups, group) &&
    (scope === '*' || (scope === 'Namespaced') === info.namespaced) &&
    listOf(rule.resources).some((resource) => namesResource(resource, info.plural, subresource))
  )
}

function has(list: Json, value: string): boolean {
  return listOf(list).some((each) => each === '*' || each === value)
}

/** `*` stands for all but subresources, `pods/*` for those of pods, `*` on both sides for everything. */
function namesResource(rule: string, plural: string, subresource: string | undefined): boolean {
  const [resource, sub] = rule.split('/')
  if (resource !== '*' && resource !== plural) return false
  if (sub === undefined) return subresource === undefined
  return subresource === undefined ? resource === '*' && sub === '*' : sub === '*' || sub === subresource
}

/** Objects outside namespaces are not chosen by labels of one, but a Namespace by its own. */
function isSelected(
  { host }: Server,
  { namespaceSelector, objectSelector }: Json,
  { info, key, namespace }: Place,
  object: KubeObject,
): boolean {
  if (!labelSelectorMatch(objectSelector ?? {})(object.metadata.labels ?? {})) return false
  const home =
    key === 'Namespace' ? object : info.namespaced && host.store.get('Namespace', undefined, namespace ?? '')
  return home ? labelSelectorMatch(namespaceSelector ?? {})(home.metadata.labels ?? {}) : true
}
