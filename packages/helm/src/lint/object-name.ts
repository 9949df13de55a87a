import { goQuote } from '@seaworthy/gotemplate'

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const subdomain = `${label}(\\.${label})*`
const label1035 = '[a-z]([-a-z0-9]*[a-z0-9])?'

/**
 * What Helm says of the name of an object that an API server would refuse; undefined where it would not. Rules by kind, in
 * small letters: validateMetadataNameFunc of rules/template.go, with the words of apimachinery.
 */
export function objectNameText(kind: string, name: string): string | undefined {
  const faults = [...new Set(nameFaults(kind.toLowerCase(), name))].map(
    (fault) => `metadata.name: Invalid value: ${goQuote(name)}: ${fault}`,
  )
  if (faults.length === 0) return undefined
  const all = faults.length === 1 ? faults[0] : `[${faults.join(', ')}]`
  return `object name does not conform to Kubernetes naming requirements: ${goQuote(name)}: ${all}`
}

function nameFaults(kind: string, name: string): string[] {
  if (kind === 'certificatesigningrequest') return []
  if (kind === 'service') return label1035Faults(name)
  if (kind === 'namespace') return labelFaults(name)
  if (['role', 'clusterrole', 'rolebinding', 'clusterrolebinding'].includes(kind))
    return pathSegmentFaults(name)
  return subdomainFaults(name)
}

function tooLong(name: string, most: number): string[] {
  return Buffer.byteLength(name) > most ? [`must be no more than ${most} characters`] : []
}

function isWhole(pattern: string, name: string): boolean {
  return new RegExp(`^${pattern}$`).test(name)
}

function subdomainFaults(name: string): string[] {
  const rule =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an " +
    `alphanumeric character (e.g. 'example.com', regex used for validation is '${subdomain}')`
  return [...tooLong(name, 253), ...(isWhole(subdomain, name) ? [] : [rule])]
}

function labelFaults(name: string): string[] {
  const rule =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an " +
    `alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${label}')`
  if (isWhole(label, name)) return tooLong(name, 63)
  return [...tooLong(name, 63), isWhole(subdomain, name) ? 'must not contain dots' : rule]
}

function label1035Faults(name: string): string[] {
  const rule =
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with " +
    `an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '${label1035}')`
  return [...tooLong(name, 63), ...(isWhole(label1035, name) ? [] : [rule])]
}

function pathSegmentFaults(name: string): string[] {
  if (name === '.' || name === '..') return [`may not be '${name}'`]
  return ['/', '%'].filter((sign) => name.includes(sign)).map((sign) => `may not contain '${sign}'`)
}
