import {
  type FieldMatch,
  type KubeObject,
  type LabelMatch,
  type ListScope,
  parseFieldSelector,
  parseLabelSelector,
} from '@seaworthy/kube'

// A watch asks the same selector of every change: it is read once.
const labelMatches = new Map<string, LabelMatch>()
const fieldMatches = new Map<string, FieldMatch>()

/**
 * Whether an object of the right kind is in the scope of a list or watch.
 * @throws StatusError BadRequest for a selector that the server does not understand
 */
export function inScope(object: KubeObject, scope: ListScope): boolean {
  const { namespace, labelSelector, fieldSelector } = scope
  if (namespace !== undefined && object.metadata.namespace !== namespace) return false
  if (labelSelector !== undefined && !labelMatch(labelSelector)(object.metadata.labels)) return false
  return fieldSelector === undefined || fieldMatch(fieldSelector, scope)(object)
}

function labelMatch(text: string): LabelMatch {
  let match = labelMatches.get(text)
  if (match === undefined) {
    match = parseLabelSelector(text)
    labelMatches.set(text, match)
  }
  return match
}

function fieldMatch(text: string, scope: ListScope): FieldMatch {
  const id = `${scope.apiVersion}/${scope.kind} ${text}`
  let match = fieldMatches.get(id)
  if (match === undefined) {
    match = parseFieldSelector(text, scope)
    fieldMatches.set(id, match)
  }
  return match
}
