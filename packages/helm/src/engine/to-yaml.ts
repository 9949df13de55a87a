import { type GoValue, GoStruct, isNilList, isNilMap, Int64, Missing } from '@seaworthy/gotemplate'
import { type WritableYaml, writeYaml, YamlConversionError, YamlSyntaxError } from '@seaworthy/yaml'

/** Halves of pairs too: an expression with a class of Unicode takes long to make. */
const surrogate = /[\ud800-\udfff]/

/** What Go cannot write as JSON, and so not as YAML. */
export class UnwritableError extends Error {
  override readonly name = 'UnwritableError'
}

/** A value as `toYaml` writes it, without the last newline. Throws `UnwritableError` or `YamlConversionError`. */
export function toYaml(value: GoValue): string {
  const text = writeYaml(writable(value))
  return text.endsWith('\n') ? text.slice(0, -1) : text
}

/** As `toYaml`, and as Helm does in a template: what cannot be written is nothing. */
export function toYamlOrEmpty(value: GoValue): string {
  try {
    return toYaml(value)
  } catch (error) {
    if (
      error instanceof UnwritableError ||
      error instanceof YamlConversionError ||
      error instanceof YamlSyntaxError
    )
      return ''
    throw error
  }
}

export function writable(value: GoValue): WritableYaml {
  if (value === null || value instanceof Missing || isNilList(value) || isNilMap(value)) return null
  if (typeof value === 'string')
    return surrogate.test(value) ? value.replace(/\p{Surrogate}/gu, '\ufffd') : value
  if (typeof value !== 'object') return value
  if (value instanceof Int64) return value.value
  if (value instanceof GoStruct) {
    const json = value.jsonValue()
    if (json === undefined) throw new UnwritableError(`json: unsupported type: ${value.typeName}`)
    return writable(json)
  }
  if (Array.isArray(value)) return value.map((item) => writable(item as GoValue))
  return new Map(Array.from(value as ReadonlyMap<string, GoValue>, ([key, item]) => [key, writable(item)]))
}
