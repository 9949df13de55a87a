import { emitFields } from '../compile/emit.ts'
import { frameOf, Scope } from '../compile/scope.ts'
import type { Declaration } from './declaration.ts'

/** `values.yaml`: every value with its default, what it means and what is allowed above it. */
export function valuesYaml(root: Declaration): string {
  const sections = Object.entries(root.fields ?? {}).map(([name, field]) =>
    valueLines(name, field, 0).join('\n'),
  )
  return `${sections.join('\n\n')}\n`
}

function valueLines(name: string, declaration: Declaration, depth: number): readonly string[] {
  const comment = commentOf(declaration).map((each) => `${' '.repeat(depth)}# ${each}`)
  const { fields } = declaration
  if (fields === undefined) return [...comment, ...defaultLines(name, declaration, depth)]
  const inner = Object.entries(fields).flatMap(([key, field]) => valueLines(key, field, depth + 2))
  return [...comment, `${' '.repeat(depth)}${name}:`, ...inner]
}

/** A value that the user must give stands there as a comment. */
function defaultLines(
  name: string,
  { default: value, result }: Declaration,
  depth: number,
): readonly string[] {
  const pad = ' '.repeat(depth)
  if (value === undefined) return [`${pad}# ${name}:`]
  if (value === '') return [`${pad}${name}: ""`]
  const lines = emitFields({ [name]: value }, depth, plainScope())
  return lines.length === 0 && result.type === 'data' ? [`${pad}${name}: {}`] : lines
}

function plainScope(): Scope {
  return new Scope(
    frameOf(() => {
      throw new TypeError('a default holds no expression')
    }),
  )
}

function commentOf(declaration: Declaration): readonly string[] {
  const lines = (declaration.doc ?? '').split('\n').filter((each) => each !== '')
  const allowed = allowedText(declaration)
  return allowed === undefined ? lines : [...lines, allowed]
}

function allowedText({ schema, default: value, fields }: Declaration): string | undefined {
  const {
    enum: choices,
    minimum,
    maximum,
  } = schema as { enum?: unknown[]; minimum?: number; maximum?: number }
  if (choices !== undefined) return `One of ${choices.join(', ')}.`
  if (minimum !== undefined && maximum !== undefined) return `From ${minimum} to ${maximum}.`
  if (minimum !== undefined) return `At least ${minimum}.`
  if (maximum !== undefined) return `At most ${maximum}.`
  return value === undefined && fields === undefined ? 'Required.' : undefined
}
