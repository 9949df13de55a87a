import { compilePattern } from '@seaworthy/gotemplate'
import { draftOfUrl } from './draft.ts'
import { type JsonDocument, JsonNumber, type JsonObject } from './json-document.ts'

/**
 * Whether a schema is seen at a glance to be one, by the metaschema of every draft: the keywords that charts use, with the values
 * they must have. Of any other the metaschema judges, which takes ten times as long.
 */
export function isPlainSchema(schema: JsonDocument, depth = 0): boolean {
  if (!(schema instanceof Map) || depth > deepest) return false
  const known = judged.get(schema)
  if (known !== undefined) return known
  const isPlain = [...(schema as JsonObject)].every(([keyword, value]) =>
    isPlainKeyword(keyword, value, depth),
  )
  judged.set(schema, isPlain)
  return isPlain
}

/** Asked of a schema and again of each within it: without this, as often as they are deep. */
const judged = new WeakMap<JsonObject, boolean>()

/** Of what lies deeper the metaschema judges, within its own bounds. */
const deepest = 100

function isPlainKeyword(keyword: string, value: JsonDocument, depth: number): boolean {
  const judge = judges.get(keyword)
  return judge === undefined ? !judgedElsewhere.has(keyword) : judge(value, depth)
}

type Judge = (value: JsonDocument, depth: number) => boolean

const isInner: Judge = (schema, depth) => isPlainSchema(schema, depth + 1)

const isText = (value: JsonDocument) => typeof value === 'string'
const isTruth = (value: JsonDocument) => typeof value === 'boolean'
const isNumber = (value: JsonDocument) => value instanceof JsonNumber
const isPattern = (value: JsonDocument) =>
  typeof value === 'string' && typeof compilePattern(value) !== 'string'
const isCount = (value: JsonDocument) => value instanceof JsonNumber && /^\d{1,9}$/.test(value.text)
const isMapOfSchemas: Judge = (value, depth) =>
  value instanceof Map && [...value.values()].every((each) => isInner(each, depth))
const keysOf = (value: JsonDocument) => (value instanceof Map ? [...(value as JsonObject).keys()] : [])
const isListOfSchemas: Judge = (value, depth) =>
  Array.isArray(value) && value.length > 0 && value.every((each) => isInner(each, depth))

/** Some, and no two alike. */
function areTexts(value: JsonDocument): boolean {
  return (
    Array.isArray(value) && value.length > 0 && value.every(isText) && new Set(value).size === value.length
  )
}

const typeWords = new Set<unknown>(['null', 'boolean', 'number', 'integer', 'string', 'array', 'object'])
const isType = (value: JsonDocument) =>
  typeWords.has(value) || (areTexts(value) && (value as string[]).every((word) => typeWords.has(word)))

/** What a keyword must be in the drafts that have it. */
const judges: ReadonlyMap<string, Judge> = new Map([
  ...named('title description $comment format', isText),
  ...named('uniqueItems deprecated readOnly writeOnly', isTruth),
  ...named('minimum maximum', isNumber),
  ...named('minLength maxLength minItems maxItems minProperties maxProperties', isCount),
  ...named('pattern', isPattern),
  ...named('items propertyNames not if then else', isInner),
  ...named('properties definitions $defs', isMapOfSchemas),
  ...named(
    'patternProperties',
    (value, depth) => isMapOfSchemas(value, depth) && keysOf(value).every(isPattern),
  ),
  ...named('allOf anyOf oneOf', isListOfSchemas),
  ...named('required enum', areTexts),
  ...named('examples', (value) => Array.isArray(value)),
  ...named('additionalProperties', (value, depth) => isTruth(value) || isInner(value, depth)),
  ...named('type', isType),
  ...named('default const', () => true),
  ...named('$schema', (value) => typeof value === 'string' && draftOfUrl(value) !== undefined),
  ...named('$ref', (value) => typeof value === 'string' && /^#\/[\w/$.-]*$/.test(value)),
])

function named(keywords: string, judge: Judge) {
  return keywords.split(' ').map((keyword) => [keyword, judge] as const)
}

/** The other keywords of which a metaschema says anything. */
const judgedElsewhere = new Set(
  (
    '$id id $anchor $dynamicRef $dynamicAnchor $recursiveRef $recursiveAnchor $vocabulary multipleOf ' +
    'exclusiveMaximum exclusiveMinimum additionalItems prefixItems contains maxContains minContains ' +
    'dependencies dependentRequired dependentSchemas contentMediaType ' +
    'contentEncoding contentSchema unevaluatedItems unevaluatedProperties'
  ).split(' '),
)
