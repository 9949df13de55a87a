import { positionAt } from '@seaworthy/diagnostics'
import { parseYamlValue, YamlConversionError, YamlSyntaxError, type YamlValue } from '@seaworthy/yaml'
import { registryFailure } from '../failure.ts'

/** A YAML file of Helm's own, its first document. Faults are Helm's words at their place. */
export function readYamlFile(path: string, text: string): YamlValue {
  try {
    return parseYamlValue(text)
  } catch (error) {
    if (!(error instanceof YamlSyntaxError || error instanceof YamlConversionError)) throw error
    const where = {
      file: path,
      ...(error.offset === undefined ? { line: 1, column: 1 } : positionAt(text, error.offset)),
    }
    throw registryFailure(`error converting YAML to JSON: ${error.message}`, {
      code: 'yaml-syntax',
      where,
      ...(error.offset === undefined ? {} : { source: text }),
    })
  }
}
