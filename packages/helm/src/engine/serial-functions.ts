import {
  type FunctionTable,
  type GoValue,
  GoJsonError,
  nilList,
  nilMap,
  TemplateFunctionError,
  type TemplateFunction,
  writeGoJson,
} from '@seaworthy/gotemplate'
import { parseYamlValue, YamlConversionError, YamlSyntaxError, type YamlValue } from '@seaworthy/yaml'
import type { HelmVersion } from '../version.ts'
import { parseGoJson, GoJsonSyntaxError } from './parse-json.ts'
import { readToml } from './read-toml.ts'
import { TomlError } from './toml-error.ts'
import { writeToml } from './write-toml.ts'
import { toYaml, UnwritableError } from './to-yaml.ts'
import { toYamlPretty } from './to-yaml-pretty.ts'
import { yamlLeaves } from './yaml-leaves.ts'

/** Helm's functions that write and read YAML, JSON and TOML (pkg/engine/funcs.go). Errors become text, as in Helm. */
export function serialFunctions(version: HelmVersion): FunctionTable {
  const always: FunctionTable = {
    toYaml: oneValue((value) => orEmpty(() => toYaml(value))),
    toYamlPretty: oneValue((value) => orEmpty(() => toYamlPretty(value))),
    fromYaml: oneText((text) => mapOf(() => parseYamlValue(text), yamlText)),
    fromYamlArray: oneText((text) => listOf(() => parseYamlValue(text), yamlText)),
    toJson: oneValue((value) => orEmpty(() => writeGoJson(value))),
    fromJson: oneText((text) => mapOf(() => parseGoJson(text), jsonText)),
    fromJsonArray: oneText((text) => listOf(() => parseGoJson(text), jsonText)),
    toToml: oneValue((value) => orMessage(() => writeToml(value))),
    fromToml: oneText((text) =>
      mapOf(
        () => readToml(text),
        (error) => error.message,
      ),
    ),
  }
  if (version !== '4.2') return always
  return {
    ...always,
    mustToYaml: oneValue((value) => orPanic(() => toYaml(value))),
    mustToJson: oneValue((value) => orPanic(() => writeGoJson(value))),
    mustToToml: oneValue((value) => orPanic(() => writeToml(value))),
  }
}

function oneValue(call: (value: GoValue) => GoValue): TemplateFunction {
  return { parameters: ['any'], leaves: yamlLeaves, call: ([value]) => call(value ?? null) }
}

function oneText(call: (text: string) => GoValue): TemplateFunction {
  return { parameters: ['string'], leaves: yamlLeaves, call: ([text]) => call(text as string) }
}

function isRefusal(error: unknown): error is Error {
  return (
    error instanceof UnwritableError ||
    error instanceof YamlConversionError ||
    error instanceof YamlSyntaxError ||
    error instanceof GoJsonError ||
    error instanceof GoJsonSyntaxError ||
    error instanceof TomlError
  )
}

function guarded<T>(write: () => T, refused: (error: Error) => T): T {
  try {
    return write()
  } catch (error) {
    if (isRefusal(error)) return refused(error)
    throw error
  }
}

const orEmpty = (write: () => string) => guarded(write, () => '')
const orMessage = (write: () => string) => guarded(write, (error) => error.message)
const orPanic = (write: () => string) =>
  guarded(write, (error) => {
    throw new TemplateFunctionError(error.message)
  })

const yamlText = (error: Error) => `error converting YAML to JSON: ${error.message}`
const jsonText = (error: Error) => error.message
const throughJson = 'error unmarshaling JSON: while decoding JSON: '

/** A map; anything wrong becomes its key `Error`. The null of JSON makes the map nil, that of YAML leaves it. */
function mapOf(read: () => YamlValue | GoValue, explain: (error: Error) => string): GoValue {
  const failed = (text: string): GoValue => new Map([['Error', text]])
  return guarded<GoValue>(
    () => {
      const value = read()
      if (value === null) return explain === jsonText ? nilMap('map[string]interface {}') : new Map()
      return value instanceof Map ? value : failed(mismatch(value, 'map[string]interface {}', explain))
    },
    (error) => failed(explain(error)),
  )
}

/** A list; anything wrong becomes its only item. */
function listOf(read: () => YamlValue | GoValue, explain: (error: Error) => string): GoValue {
  return guarded<GoValue>(
    () => {
      const value = read()
      if (value === null) return explain === jsonText ? nilList() : []
      return Array.isArray(value) ? value : [mismatch(value, '[]interface {}', explain)]
    },
    (error) => [explain(error)],
  )
}

function mismatch(value: GoValue, wanted: string, explain: (error: Error) => string): string {
  const kinds: Readonly<Record<string, string>> = { boolean: 'bool', string: 'string', number: 'number' }
  const kind = kinds[typeof value] ?? (Array.isArray(value) ? 'array' : 'object')
  const prefix = explain === yamlText ? throughJson : ''
  return `${prefix}json: cannot unmarshal ${kind} into Go value of type ${wanted}`
}
