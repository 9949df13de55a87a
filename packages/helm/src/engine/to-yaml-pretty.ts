import type { GoValue } from '@seaworthy/gotemplate'
import { writeYamlPretty } from '@seaworthy/yaml'
import { writable } from './to-yaml.ts'

/** `toYamlPretty`: go-yaml v3, lists indented, nothing folded. */
export function toYamlPretty(value: GoValue): string {
  return writeYamlPretty(writable(value)).replace(/\n$/, '')
}
