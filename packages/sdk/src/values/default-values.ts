import type { Declaration } from './declaration.ts'

/** The default of a declaration; an object's is made of its fields'. Undefined where the user must give it. */
export function defaultOf(declaration: Declaration): unknown {
  if (declaration.fields === undefined) return declaration.default
  const defaults = Object.entries(declaration.fields).map(
    ([name, field]) => [name, defaultOf(field)] as const,
  )
  return Object.fromEntries(defaults.filter(([, value]) => value !== undefined))
}
