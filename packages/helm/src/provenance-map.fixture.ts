import type { FieldOrigin, FieldPath, RenderedObject, RenderedRelease } from './index.ts'
import { fieldsOf } from './provenance-laws.fixture.ts'
import { formatPath } from './values/path-syntax.ts'

/** Every scalar of every object of a release with all that is known of where it comes from, for people to read. */
export function provenanceMap({ objects, hooks }: RenderedRelease): string {
  return [...objects, ...hooks].map(objectMap).join('\n')
}

function objectMap(rendered: RenderedObject): string {
  const { kind, metadata } = rendered.object
  const fields = fieldsOf(rendered.object).map(({ path, value }) => fieldMap(rendered, path, value))
  return `${kind} ${metadata.name} from ${rendered.source}\n${fields.join('')}`
}

function fieldMap(rendered: RenderedObject, path: FieldPath, value: unknown): string {
  const origin = rendered.origin(path)
  if (origin === undefined) return `  ${formatPath(path)} has no origin\n`
  return `  ${formatPath(path)} = ${JSON.stringify(value)}\n    at ${placeOf(origin)}\n${reasonsOf(origin)}`
}

function placeOf({ file, line, column, via }: FieldOrigin): string {
  const calls = via.map((call) => `, via ${call.file}:${call.line}:${call.column}`)
  return `${file}:${line}:${column}${calls.join('')}`
}

function reasonsOf({ values, guards, inputs, position }: FieldOrigin): string {
  return Object.entries({ values, guards, inputs, position })
    .filter(([, names]) => names.length > 0)
    .map(([kind, names]) => `    ${kind} ${names.map((name) => name || 'all').join(', ')}\n`)
    .join('')
}
