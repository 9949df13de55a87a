/** What a keyword says of a value that it refuses, in the words of santhosh-tekuri/jsonschema 6 (kind.go). */
export function keywordText(
  keyword: string,
  wanted: unknown,
  got: unknown,
  errors: readonly string[],
): string {
  switch (keyword) {
    case 'type':
      return `got ${typeWord(got)}, want ${[wanted].flat().join(' or ')}`
    case 'enum':
      return oneOf(wanted as readonly unknown[])
    case 'const':
      return isPlain(wanted) ? `value must be ${display(wanted)}` : "'const' failed"
    case 'required':
      return missing(names(errors))
    case 'additionalProperties':
      return `additional properties ${names(errors).sort().map(quote).join(', ')} not allowed`
    case 'pattern':
      return `${display(got)} does not match pattern ${quote(String(wanted))}`
    case 'format':
      return `${display(got)} is not valid ${String(wanted)}`
    case 'propertyNames':
      return `invalid propertyName ${names(errors).map(quote).join(', ')}`
    case 'contains':
      return 'no items match contains schema'
    case 'uniqueItems':
      return equalItems(got as readonly unknown[])
    case 'dependentRequired':
    case 'dependencies':
      return `properties required that are missing: ${errors.join(' ')}`
    default:
      return measured(keyword, wanted, got, errors)
  }
}

const lengths: Readonly<Record<string, (value: never) => number>> = {
  minLength: (text: string) => Array.from(text).length,
  maxLength: (text: string) => Array.from(text).length,
  minItems: (list: readonly unknown[]) => list.length,
  maxItems: (list: readonly unknown[]) => list.length,
  minProperties: (object: object) => Object.keys(object).length,
  maxProperties: (object: object) => Object.keys(object).length,
  minimum: (value: number) => value,
  maximum: (value: number) => value,
  exclusiveMinimum: (value: number) => value,
  exclusiveMaximum: (value: number) => value,
  multipleOf: (value: number) => value,
}

function measured(keyword: string, wanted: unknown, got: unknown, errors: readonly string[]): string {
  const measure = lengths[keyword]
  if (measure === undefined) return errors.join(' ')
  return `${keyword}: got ${measure(got as never)}, want ${String(wanted)}`
}

function typeWord(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value
}

function isPlain(value: unknown): boolean {
  return value === null || typeof value !== 'object'
}

function oneOf(wanted: readonly unknown[]): string {
  if (!wanted.every(isPlain)) return "'enum' failed"
  const [first] = wanted
  return wanted.length === 1
    ? `value must be ${display(first)}`
    : `value must be one of ${wanted.map(display).join(', ')}`
}

function display(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (value === null) return '<nil>'
  return typeof value === 'object' ? 'value' : JSON.stringify(value)
}

function quote(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

/** The name that stands in double quotes in each of the validator's messages. */
function names(errors: readonly string[]): string[] {
  return errors.map((error) => /"((?:[^"\\]|\\.)*)"/.exec(error)?.[1] ?? error)
}

function missing(properties: readonly string[]): string {
  return `missing propert${properties.length === 1 ? 'y' : 'ies'} ${properties.map(quote).join(', ')}`
}

function equalItems(items: readonly unknown[]): string {
  const texts = items.map((item) => JSON.stringify(item))
  const second = texts.findIndex((text, at) => texts.indexOf(text) < at)
  return `items at ${texts.indexOf(texts[second] as string)} and ${second} are equal`
}
