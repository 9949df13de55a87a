import { compilePattern } from '@seaworthy/gotemplate'

/**
 * A test for names from the source of a regular expression. JavaScript's engine goes back over what it has read, as often as
 * there are ways to divide a name between the stars: from three stars on RE2's judges, which never does. Undefined for a class
 * that neither takes.
 */
export function namePattern(source: string, stars: number): ((name: string) => boolean) | undefined {
  if (stars > 2) {
    const pattern = compilePattern(`(?s)^(?:${source})$`)
    return typeof pattern === 'string' ? undefined : (name) => pattern.matcher(name).find()
  }
  try {
    const expression = new RegExp(`^(?:${source})$`, 'su')
    return (name) => expression.test(name)
  } catch (error) {
    // A class such as [z-a], which Go finds wrong too.
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
