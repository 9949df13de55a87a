/** One reason why a value does not fit a schema; reasons within `anyOf` and the like are below it. */
export interface SchemaCause {
  /** Path of the value. */
  readonly instance: readonly string[]
  readonly text: string
  readonly causes: readonly SchemaCause[]
}

/** Causes as Helm prints them: one line each, nested ones indented. */
export function printCauses(causes: readonly SchemaCause[], indent = ''): string {
  return causes
    .map(({ instance, text, causes: below }) => {
      const line = `${indent}- at '${pointer(instance)}': ${text}`
      return below.length === 0 ? line : `${line}\n${printCauses(below, `${indent}  `)}`
    })
    .join('\n')
}

function pointer(path: readonly string[]): string {
  return path
    .map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll("'", "\\'")}`)
    .join('')
}

/** Several causes of one value as one; santhosh-tekuri/jsonschema calls the group "validation failed". */
export function grouped(instance: readonly string[], causes: readonly SchemaCause[]): readonly SchemaCause[] {
  return causes.length < 2 ? causes : [{ instance, text: 'validation failed', causes }]
}
