import {
  isDnsLabel,
  isDnsSubdomain,
  isLabelKey,
  isLabelValue,
  type KubeObject,
  type StatusCause,
} from '@seaworthy/kube'
import type { KindKey } from '../../store/store.ts'
import { required, wrong } from './fault.ts'

export const LABEL_WORDS =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
const SUBDOMAIN_WORDS =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
const KEY_WORDS =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
const VALUE_WORDS =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
const ANNOTATIONS_LIMIT = 262_144

/** Kinds whose names are labels, not subdomains. */
const labelNamed = new Set<KindKey>(['Namespace', 'Service'])
/** Kinds whose names are parts of URL paths only. */
const pathNamed = new Set<KindKey>([
  'Role.rbac.authorization.k8s.io',
  'RoleBinding.rbac.authorization.k8s.io',
  'ClusterRole.rbac.authorization.k8s.io',
  'ClusterRoleBinding.rbac.authorization.k8s.io',
])

/** What is wrong with the name, labels and annotations of an object. */
export function* metadataFaults(key: KindKey, { metadata }: KubeObject): Iterable<StatusCause> {
  const { name, labels, annotations } = metadata
  if (name === undefined || name === '') yield required('metadata.name', 'name or generateName is required')
  else yield* nameFaults(key, name)
  yield* labelFaults('metadata.labels', labels)
  let size = 0
  for (const [annotation, value] of Object.entries(annotations ?? {})) {
    if (!isLabelKey(annotation.toLowerCase())) yield wrong('metadata.annotations', annotation, KEY_WORDS)
    size += annotation.length + String(value).length
  }
  if (size > ANNOTATIONS_LIMIT) {
    yield {
      reason: 'FieldValueTooLong',
      field: 'metadata.annotations',
      message: `Too long: may not be more than ${ANNOTATIONS_LIMIT} bytes`,
    }
  }
}

function* nameFaults(key: KindKey, name: string): Iterable<StatusCause> {
  const field = 'metadata.name'
  if (pathNamed.has(key)) {
    if (/[/%]/.test(name)) yield wrong(field, name, "may not contain '/' or '%'")
    return
  }
  const limit = labelNamed.has(key) ? 63 : key === 'CronJob.batch' ? 52 : 253
  if (name.length > limit) yield wrong(field, name, `must be no more than ${limit} characters`)
  else if (key === 'Namespace' && name.includes('.')) yield wrong(field, name, 'must not contain dots')
  else if (labelNamed.has(key) && !isDnsLabel(name)) yield wrong(field, name, LABEL_WORDS)
  else if (!isDnsSubdomain(name)) yield wrong(field, name, SUBDOMAIN_WORDS)
}

export function* labelFaults(
  field: string,
  labels: Readonly<Record<string, string>> | undefined,
): Iterable<StatusCause> {
  for (const [label, value] of Object.entries(labels ?? {})) {
    if (!isLabelKey(label)) yield wrong(field, label, KEY_WORDS)
    if (isLabelValue(value)) continue
    yield wrong(field, value, value.length > 63 ? 'must be no more than 63 characters' : VALUE_WORDS)
  }
}
