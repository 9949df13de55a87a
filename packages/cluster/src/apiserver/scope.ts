import type { KubeObject, ListScope } from '@seaworthy/kube'

/** Whether an object of the right kind is in the scope of a list or watch. */
export function inScope(object: KubeObject, scope: ListScope): boolean {
  if (scope.namespace !== undefined && object.metadata.namespace !== scope.namespace) return false
  if (scope.labelSelector !== undefined && !matchesLabels(object, scope.labelSelector)) return false
  return scope.fieldSelector === undefined || matchesFields(object, scope.fieldSelector)
}

function matchesLabels(object: KubeObject, selector: string): boolean {
  const labels = object.metadata.labels ?? {}
  return selector.split(',').every((term) => {
    const match = /^\s*([^!=\s]+)\s*(!=|==|=)\s*(\S*)\s*$/.exec(term)
    if (match === null) throw new RangeError(`label selector ${selector} is not understood`)
    const [, key, operator, value] = match as unknown as [string, string, string, string]
    return operator === '!=' ? labels[key] !== value : labels[key] === value
  })
}

function matchesFields(object: KubeObject, selector: string): boolean {
  return selector.split(',').every((term) => {
    const [path = '', value = ''] = term.split('=')
    let found: unknown = object
    for (const part of path.split('.')) found = (found as Record<string, unknown> | undefined)?.[part]
    return String(found ?? '') === value
  })
}
