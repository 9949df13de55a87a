import { type Chart, crdFiles } from './chart/chart.ts'
import { type ChartFile, textOf } from './chart/chart-file.ts'
import { writeMetadata } from './chart/write-metadata.ts'
import { printJsonPath } from './jsonpath/json-path.ts'
import type { HelmVersion } from './version.ts'

/** What of a chart `helm show` prints. */
export type ShownPart = 'all' | 'chart' | 'values' | 'readme' | 'crds'

/** What `helm show` prints of a chart (`pkg/action/show.go`); `jsonPath` picks from its values. */
export function showChart(chart: Chart, part: ShownPart, version: HelmVersion, jsonPath = ''): string {
  const shows = (one: ShownPart) => part === one || part === 'all'
  const separator = part === 'all' ? '---\n' : ''
  const readme = chart.files.find(({ name }) => /^readme(\.md|\.txt)?$/i.test(name))
  return [
    shows('chart') ? `${writeMetadata(chart.metadata)}\n` : '',
    shows('values') ? shownValues(chart, separator, jsonPath) : '',
    shows('readme') ? shown(readme, separator) : '',
    shows('crds') ? crds(chart, separator, version) : '',
  ].join('')
}

/** A chart without a values.yaml has none to ask. */
function shownValues({ valuesFile, values }: Chart, separator: string, jsonPath: string): string {
  if (valuesFile === undefined || jsonPath === '') return shown(valuesFile, separator)
  return printJsonPath(jsonPath, values)
}

function shown(file: ChartFile | undefined, separator: string): string {
  return file === undefined ? '' : `${separator}${textOf(file)}\n`
}

/** Helm 4 puts a separator before each file that begins with none, Helm 3 before the first and only among all else. */
function crds(chart: Chart, separator: string, version: HelmVersion): string {
  const texts = crdFiles(chart).map(({ file }) => textOf(file))
  const before = (text: string, index: number) => {
    if (text.startsWith('---')) return ''
    return version === '4.2' ? '---\n' : index === 0 ? separator : ''
  }
  return texts.map((text, index) => `${before(text, index)}${text}\n`).join('')
}
