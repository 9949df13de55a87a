import { parseTime, utc } from '@seaworthy/gotemplate'
import { scalarText, toValue, writeYaml, type YamlNode } from '@seaworthy/yaml'
import type { Dependency } from '../metadata.ts'
import type { HelmVersion } from '../version.ts'
import { isNull, StructError, StructReader } from './decode.ts'
import { readDependencies } from './read-metadata.ts'
import { dependencyFields } from './write-metadata.ts'

/** Which versions of its dependencies a chart was built with. */
export interface ChartLock {
  readonly dependencies: readonly Dependency[]
  readonly digest: string
  /** RFC 3339, as Go writes it. */
  readonly generated: string
}

const layout = '2006-01-02T15:04:05Z07:00'
const never = '0001-01-01T00:00:00Z'

/** Nothing where nothing is written. Throws `StructError`. */
export function readChartLock(root: YamlNode | undefined, version: HelmVersion): ChartLock | undefined {
  if (root === undefined || isNull(root)) return undefined
  const type = version === '4.2' ? 'v2.Lock' : 'chart.Lock'
  const lock = new StructReader(root, 'Lock', { into: `Go value of type ${type}` })
  return {
    dependencies: readDependencies(lock, version),
    digest: lock.text('digest'),
    generated: readTime(lock.node('generated')),
  }
}

/** `time.Time` as encoding/json reads it and writes it again: nine digits of a second at most, and no zeros at their end. */
function readTime(node: YamlNode | undefined): string {
  if (node === undefined || isNull(node)) return never
  const text = node.kind === 'scalar' ? (scalarText(node) ?? '') : ''
  if (typeof toValue(node) !== 'string')
    throw timeError('Time.UnmarshalJSON: input is not a JSON string', node)
  const read = parseTime(layout, text, utc)
  if (typeof read === 'string') throw timeError(read, node)
  return text
    .replace(/[.,](\d{1,9})\d*/, (_all, digits: string) => `.${digits}`)
    .replace(/(\.\d*?)0+(?=[Z+-])/, '$1')
    .replace(/\.(?=[Z+-])/, '')
    .replace(/[+-]00:00$/, 'Z')
}

function timeError(message: string, node: YamlNode): StructError {
  return new StructError(message, node)
}

/** When the lock was made, in seconds since 1970; undefined where it does not say. */
export function lockSeconds({ generated }: ChartLock): number | undefined {
  const read = parseTime(layout, generated, utc)
  if (generated === never || typeof read === 'string') return undefined
  return read.seconds + read.nanoseconds / 1e9
}

/** Chart.lock as Helm writes it. */
export function writeChartLock({ dependencies, digest, generated }: ChartLock): string {
  return writeYaml({ dependencies: dependencies.map(dependencyFields), digest, generated })
}
