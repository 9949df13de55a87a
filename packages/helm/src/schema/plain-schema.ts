import { draftOfUrl } from './draft.ts'
import { type JsonDocument, JsonNumber } from './json-document.ts'

/**
 * Whether a schema is seen at a glance to be one, by the metaschema of every draft: the keywords that charts use, with the values
 * they must have. Of any other the metaschema judges, which takes ten times as long.
 */
export function isPlainSchema(schema: JsonDocument, depth = 0): boolean {
  if (!(schema instanceof Map) || depth > deepest) return false
  for (const [keyword, value] of schema as ReadonlyMap<string, JsonDocument>) {
    // `$schema` within another begins a schema of its own.
    if (keyword === '$schema' && typeof value === 'string' && draftOfUrl(value) !== undefined) continue
    if (!isPlainKeyword(keyword, value, depth)) return false
  }
  return true
}

/** Of what lies deeper the metaschema judges, within its own bounds. */
const deepest = 100

function isPlainKeyword(keyword: string, value: JsonDocument, depth: number): boolean {
  const judge = judges.get(keyword)
  return judge === undefined ? !judgedElsewhere.has(keyword) : judge(value, depth)
}

type Judge = (value: JsonDocument, depth: number) => boolean

const isInner: Judge = (schema, depth) =>
  schema instanceof Map && !schema.has('$schema') && isPlainSchema(schema, depth + 1)

const isText = (value: JsonDocument) => typeof value === 'string'
const isTruth = (value: JsonDocument) => typeof value === 'boolean'
const isNumber = (value: JsonDocument) => value instanceof JsonNumber
const isCount = (value: JsonDocument) => value instanceof JsonNumber && /^\d{1,9}$/.test(value.text)
const isMapOfSchemas: Judge = (value, depth) =>
  value instanceof Map && [...value.values()].every((each) => isInner(each, depth))
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
  ...named('items not if then else', isInner),
  ...named('properties definitions $defs', isMapOfSchemas),
  ...named('allOf anyOf oneOf', isListOfSchemas),
  ...named('required enum', areTexts),
  ...named('additionalProperties', (value, depth) => isTruth(value) || isInner(value, depth)),
  ...named('type', isType),
  ...named('default', () => true),
  ...named('$ref', (value) => typeof value === 'string' && /^#\/[\w/$.-]*$/.test(value)),
])

function named(keywords: string, judge: Judge) {
  return keywords.split(' ').map((keyword) => [keyword, judge] as const)
}

/** The other keywords of which a metaschema says anything. */
const judgedElsewhere = new Set(
  (
    '$schema $id id $anchor $dynamicRef $dynamicAnchor $recursiveRef $recursiveAnchor $vocabulary examples multipleOf ' +
    'exclusiveMaximum exclusiveMinimum pattern additionalItems prefixItems contains maxContains minContains ' +
    'patternProperties dependencies dependentRequired dependentSchemas propertyNames const contentMediaType ' +
    'contentEncoding contentSchema unevaluatedItems unevaluatedProperties'
  ).split(' '),
)
