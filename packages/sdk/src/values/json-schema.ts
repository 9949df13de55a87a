import type { Declaration, JsonSchema } from './declaration.ts'

/** `values.schema.json` of a chart, draft 7. */
export function valuesSchema(root: Declaration): JsonSchema {
  const schema = schemaOf(root) as { properties?: JsonSchema }
  // Helm hands `global` down to every chart that is used as a dependency, closed or not.
  const properties = {
    ...schema.properties,
    global: { type: 'object', description: 'Values of the parent chart' },
  }
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...schema, properties }
}

function schemaOf(declaration: Declaration): JsonSchema {
  const { doc, schema, item, fields } = declaration
  return {
    ...(doc === undefined ? {} : { description: doc }),
    ...(declaration.optional === true ? orNull(schema) : schema),
    ...(fields === undefined ? {} : objectKeywords(fields, declaration.closed === true)),
    ...(item === undefined ? {} : itemKeywords(schema, item)),
  }
}

function orNull(schema: JsonSchema): JsonSchema {
  if (Array.isArray(schema['anyOf'])) return { ...schema, anyOf: [...schema['anyOf'], { type: 'null' }] }
  const choices = Array.isArray(schema['enum']) ? { enum: [...schema['enum'], null] } : {}
  return { ...schema, type: [schema['type'], 'null'], ...choices }
}

/** A default that is there is required: `key: null` deletes it in Helm, and templates count on it. */
function objectKeywords(fields: Readonly<Record<string, Declaration>>, closed: boolean): JsonSchema {
  const required = Object.entries(fields).filter(([, field]) => field.optional !== true)
  return {
    properties: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, schemaOf(field)])),
    ...(required.length === 0 ? {} : { required: required.map(([name]) => name) }),
    ...(closed ? { additionalProperties: false } : {}),
  }
}

function itemKeywords(schema: JsonSchema, item: Declaration): JsonSchema {
  return schema['type'] === 'array' ? { items: schemaOf(item) } : { additionalProperties: schemaOf(item) }
}
