import { yamlField } from '../compile/yaml-lines.ts'
import { yamlText } from '../compile/yaml-text.ts'
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
  return [...comment, `${' '.repeat(depth)}${yamlText(name)}:`, ...inner]
}

/** A value that the user must give stands there as a comment. */
function defaultLines(name: string, { default: value }: Declaration, depth: number): readonly string[] {
  return value === undefined ? [`${' '.repeat(depth)}# ${name}:`] : yamlField(yamlText(name), value, depth)
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
