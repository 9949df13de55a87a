import { type Diagnostic, DiagnosticError, failure, positionAt } from '@seaworthy/diagnostics'
import { YamlConversionError, YamlSyntaxError } from '@seaworthy/yaml'
import { StructError } from './decode.ts'

/** A chart that cannot be loaded. `message` is what Helm prints after `Error: `. */
export function loadFailure(message: string, more: Partial<Diagnostic> = {}): DiagnosticError {
  return failure({ code: 'chart-invalid', ...more, message })
}

/** Whether an error says what is wrong with a YAML text. */
export function isYamlFault(error: unknown): error is YamlSyntaxError | YamlConversionError | StructError {
  return (
    error instanceof YamlSyntaxError || error instanceof YamlConversionError || error instanceof StructError
  )
}

/** A fault in a YAML file of a chart, at its place, behind Helm's words for what it was doing. */
export function yamlFailure(
  doing: string,
  error: Error & { offset?: number | undefined },
  file: string,
  text: string,
): DiagnosticError {
  const { offset, message } = error
  const detail = error instanceof StructError ? message : `error converting YAML to JSON: ${message}`
  return failure({
    code: error instanceof StructError ? 'chart-invalid' : 'yaml-syntax',
    message: `${doing}: ${detail}`,
    ...(offset !== undefined && { where: { file, ...positionAt(text, offset) }, source: text }),
    ...(offset === undefined && { where: { file, line: 1, column: 1 } }),
  })
}

/** Says of every fault found while a subchart is loaded that it is one. */
export function inSubchart<T>(name: string, parent: string, load: () => T): T {
  try {
    return load()
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error
    const before = `error unpacking subchart ${name} in ${parent}: `
    throw new DiagnosticError(error.diagnostics.map((each) => ({ ...each, message: before + each.message })))
  }
}
