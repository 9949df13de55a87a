import { isLabelKey, isLabelValue } from './name.ts'
import { parseRequirements, type Requirement } from './selector-text.ts'

export type Labels = Readonly<Record<string, string>>

/** The API's form, as in `spec.selector` of a Deployment. */
export interface LabelSelector {
  readonly matchLabels?: Labels
  readonly matchExpressions?: readonly {
    readonly key: string
    readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'
    readonly values?: readonly string[]
  }[]
}

/** Says of a set of labels whether it is meant. */
export type LabelMatch = (labels: Labels | undefined) => boolean

/**
 * The match of a LabelSelector: every requirement must hold. An empty selector matches everything, an absent one
 * nothing (`LabelSelectorAsSelector`, k8s.io/apimachinery/pkg/apis/meta/v1).
 */
export function labelSelectorMatch(selector: LabelSelector | undefined): LabelMatch {
  if (selector === undefined) return () => false
  const requirements: Requirement[] = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => ({
    key,
    operator: 'In',
    values: [value],
  }))
  for (const { key, operator, values } of selector.matchExpressions ?? []) {
    requirements.push({ key, operator, values: values ?? [] })
  }
  return (labels = {}) => requirements.every((requirement) => holds(requirement, labels))
}

/** The match of a plain map of labels, as in a Service: an absent or empty map matches nothing there. */
export function mapSelectorMatch(selector: Labels | undefined): LabelMatch {
  const entries = Object.entries(selector ?? {})
  if (entries.length === 0) return () => false
  return (labels = {}) => entries.every(([key, value]) => labels[key] === value)
}

/**
 * The match of a selector in kubectl's form: `app=web,tier in (a,b),!old`. The empty text matches everything.
 * Throws `StatusError` BadRequest with the API server's words where it cannot be read.
 */
export function parseLabelSelector(text: string): LabelMatch {
  const requirements = parseRequirements(text)
  return (labels = {}) => requirements.every((requirement) => holds(requirement, labels))
}

/** A LabelSelector in kubectl's form, sorted as Kubernetes prints it. */
export function formatLabelSelector(selector: LabelSelector): string {
  const parts = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => ({
    key,
    text: `${key}=${value}`,
  }))
  for (const { key, operator, values } of selector.matchExpressions ?? []) {
    parts.push({ key, text: formatExpression(key, operator, values ?? []) })
  }
  return parts
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map((part) => part.text)
    .join(',')
}

/** What is wrong with a selector's keys, operators and values, one sentence per fault. */
export function labelSelectorFaults(selector: LabelSelector): string[] {
  const faults: string[] = []
  const check = (key: string, values: readonly string[]) => {
    if (!isLabelKey(key)) faults.push(`${JSON.stringify(key)} is not a label key`)
    for (const value of values) {
      if (!isLabelValue(value)) faults.push(`${JSON.stringify(value)} is not a label value (key ${key})`)
    }
  }
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) check(key, [value])
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    check(key, values)
    const needsValues = operator === 'In' || operator === 'NotIn'
    if (needsValues && values.length === 0) faults.push(`${operator} needs values (key ${key})`)
    if (!needsValues && values.length > 0) faults.push(`${operator} takes no values (key ${key})`)
  }
  return faults
}

function holds({ key, operator, values }: Requirement, labels: Labels): boolean {
  const value = labels[key]
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value)
    case 'NotIn':
      return value === undefined || !values.includes(value)
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
    case 'Gt':
      return isInteger(value) && BigInt(value) > BigInt(values[0] ?? '0')
    case 'Lt':
      return isInteger(value) && BigInt(value) < BigInt(values[0] ?? '0')
  }
}

function isInteger(text: string | undefined): text is string {
  return text !== undefined && /^-?[0-9]+$/.test(text)
}

function formatExpression(key: string, operator: string, values: readonly string[]): string {
  const list = `(${[...values].sort().join(',')})`
  if (operator === 'In') return `${key} in ${list}`
  if (operator === 'NotIn') return `${key} notin ${list}`
  return operator === 'Exists' ? key : `!${key}`
}
