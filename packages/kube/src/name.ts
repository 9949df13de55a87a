const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const labelPattern = new RegExp(`^${label}$`)
const subdomainPattern = new RegExp(`^${label}(\\.${label})*$`)
const label1035Pattern = /^[a-z]([-a-z0-9]*[a-z0-9])?$/
const keyPattern = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/

/** RFC 1123 label, up to 63 characters: names of namespaces, containers, ports by another rule. */
export function isDnsLabel(text: string): boolean {
  return text.length <= 63 && labelPattern.test(text)
}

/** RFC 1123 subdomain, up to 253 characters: the name of most objects. */
export function isDnsSubdomain(text: string): boolean {
  return text.length <= 253 && subdomainPattern.test(text)
}

/** RFC 1035 label, up to 63 characters, beginning with a letter: what Services had to have before 1.34. */
export function isDns1035Label(text: string): boolean {
  return text.length <= 63 && label1035Pattern.test(text)
}

/** The name of a container port: up to 15 characters, a letter somewhere, no double, first or last hyphen. */
export function isPortName(text: string): boolean {
  return text.length <= 15 && /^[-a-z0-9]+$/.test(text) && /[a-z]/.test(text) && !/--|^-|-$/.test(text)
}

/** A key of labels, annotations, node selectors: an optional DNS prefix and a name of up to 63 characters. */
export function isLabelKey(text: string): boolean {
  const parts = text.split('/')
  const name = parts.at(-1) ?? ''
  if (parts.length > 2 || (parts.length === 2 && !isDnsSubdomain(parts[0] ?? ''))) return false
  return name.length <= 63 && keyPattern.test(name)
}

/** A label's value: up to 63 characters, may be empty. */
export function isLabelValue(text: string): boolean {
  return text.length <= 63 && (text === '' || keyPattern.test(text))
}

/** Without vowels and look-alikes, so that no word is spelt by accident (k8s.io/apimachinery/pkg/util/rand). */
const suffixAlphabet = 'bcdfghjklmnpqrstvwxz2456789'

/** Whoever can draw a whole number in [0, limit): a `Random` of sim. */
export interface Chance {
  below(limit: number): number
}

/** Random characters as Kubernetes puts them into names. */
export function nameSuffix(chance: Chance, length = 5): string {
  return Array.from({ length }, () => suffixAlphabet.charAt(chance.below(suffixAlphabet.length))).join('')
}

/** A name from `generateName`: the base cut so that the whole has at most 63 characters, then five random ones. */
export function generateName(base: string, chance: Chance): string {
  return base.slice(0, 58) + nameSuffix(chance)
}
