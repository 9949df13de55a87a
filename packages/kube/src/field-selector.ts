import type { KubeObject } from './object.ts'
import { StatusError } from './status-error.ts'

/** Fields that the API server can select by, beyond name and namespace, per kind (k8s.io/kubernetes 1.36). */
const selectableFields: Readonly<Record<string, readonly string[]>> = {
  'v1/Pod': [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.nominatedNodeName',
  ],
  'v1/Node': ['spec.unschedulable'],
  'v1/Secret': ['type'],
  'v1/Namespace': ['status.phase'],
  'v1/Service': ['spec.type', 'spec.clusterIP'],
  'v1/Event': [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  'batch/v1/Job': ['status.successful'],
}

/** Fields whose place in the object is not what their name says. */
const places: Readonly<Record<string, string>> = {
  'status.successful': 'status.succeeded',
  source: 'source.component',
}

export type FieldMatch = (object: KubeObject) => boolean

/**
 * The match of a field selector for one kind: `status.phase!=Running,spec.nodeName=n1`. A field that is absent counts
 * as the empty string. Throws `StatusError` BadRequest, in the API server's words, for a field that it does not index.
 */
export function parseFieldSelector(text: string, kind: { apiVersion: string; kind: string }): FieldMatch {
  const terms = splitTerms(text).map(parseTerm)
  for (const { field } of terms) checkField(field, kind)
  return (object) => terms.every((term) => (fieldText(object, term.field) === term.value) === term.isEqual)
}

interface Term {
  readonly field: string
  readonly value: string
  readonly isEqual: boolean
}

/** At commas that no backslash takes away. */
function splitTerms(text: string): string[] {
  return text.split(/(?<!\\),/).filter((term) => term !== '')
}

function parseTerm(term: string): Term {
  const found = /^(.*?)(!=|==|=)(.*)$/s.exec(term)
  if (found === null)
    throw new StatusError('BadRequest', `invalid selector: '${term}'; can't understand '${term}'`)
  const [, field = '', operator, value = ''] = found
  return { field, value: value.replaceAll(/\\([\\,=])/g, '$1'), isEqual: operator !== '!=' }
}

function checkField(field: string, kind: { apiVersion: string; kind: string }): void {
  if (field === 'metadata.name' || field === 'metadata.namespace') return
  const own = selectableFields[`${kind.apiVersion}/${kind.kind}`]
  if (own?.includes(field)) return
  const message =
    own === undefined
      ? `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`
      : `field label not supported: ${field}`
  throw new StatusError('BadRequest', message)
}

function fieldText(object: KubeObject, field: string): string {
  let value: unknown = object
  for (const key of (places[field] ?? field).split('.')) {
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined
  }
  if (value === undefined || value === null) return defaultText(field)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function defaultText(field: string): string {
  if (field === 'status.successful') return '0'
  return field === 'spec.unschedulable' || field === 'spec.hostNetwork' ? 'false' : ''
}
