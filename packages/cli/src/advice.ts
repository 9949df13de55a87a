// A table: what to do about each kind of wrong input that does not say so itself.
import type { Diagnostic } from '@seaworthy/diagnostics'

const advice: Readonly<Record<string, string>> = {
  'yaml-syntax': 'correct the YAML there; mostly it is the indentation, or a text that needs quotes',
  'yaml-duplicate-key': 'keep one of the two',
  'manifest-yaml':
    'look at the template that wrote it; mostly it is an indent, or a value that needs `quote`',
  'template-failed': 'give the values that the chart asks for, with -f or --set',
  'template-execution': 'look at that line of the template, and at the values that it reads',
  'template-parse': 'correct the template at that place',
  'template-unknown': 'define the template, or correct its name',
  'values-schema': 'correct the value, or change what values.schema.json demands of it',
  'values-type': 'correct the value, or its place in the file',
  'values-not-a-map': 'write the values as KEY: VALUE lines',
  'set-invalid':
    'the form of --set is a.b=1,c[0]=x, with \\, for a comma inside a value; of --set-json a={"b":1}',
  'chart-archive': 'name a folder with a Chart.yaml, or an archive that `helm package` made',
  'chart-invalid': 'correct the Chart.yaml',
  'chart-yaml-missing': 'name the folder that holds the Chart.yaml',
  'dependency-missing': 'fetch them first: helm dependency build CHART',
}

/** Each with what to do next; of several alike only the last says it. */
export function advised(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.map((each, index) => {
    const help = advice[each.code]
    const isLast = !diagnostics.slice(index + 1).some(({ code }) => code === each.code)
    return each.help !== undefined || help === undefined || !isLast ? each : { ...each, help }
  })
}
