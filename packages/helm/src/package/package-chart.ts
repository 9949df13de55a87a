import { posix } from 'node:path'
import { type Diagnostic, DiagnosticError, failure, positionAt } from '@seaworthy/diagnostics'
import { SemanticVersion, VersionError } from '@seaworthy/gotemplate'
import { lockSeconds, writeChartLock } from '../chart/chart-lock.ts'
import type { Chart } from '../chart/chart.ts'
import { type ChartFile, textOf } from '../chart/chart-file.ts'
import { writeMetadata } from '../chart/write-metadata.ts'
import { missingDependencies } from '../dependencies.ts'
import { goFaultOfJson } from '../engine/parse-json.ts'
import type { HelmVersion } from '../version.ts'
import { gzipChart } from './gzip.ts'
import { type TarFile, writeTar } from './tar-writer.ts'

export interface PackageOptions {
  readonly helmVersion: HelmVersion
  /** Instead of the version in Chart.yaml. */
  readonly version?: string
  readonly appVersion?: string
  /** What counts as now, in seconds since 1970: files that have no time get it, and in Helm 3 all files do. */
  readonly nowSeconds: number
  /** The time of all files, for packages that are the same whenever they are made: `SOURCE_DATE_EPOCH`. */
  readonly epochSeconds?: number
}

export interface PackedChart {
  /** `NAME-VERSION.tgz`. */
  readonly fileName: string
  readonly bytes: Uint8Array
}

/**
 * Packs a loaded chart as `helm package` does: Chart.yaml written anew, templates and files in their order, and dependencies as
 * folders below charts/. The tar inside is Helm's, byte for byte; what is around it may be compressed otherwise.
 * Throws a `DiagnosticError` with Helm's words.
 */
export function packageChart(chart: Chart, options: PackageOptions): PackedChart {
  const { version = '', appVersion = '', helmVersion } = options
  const metadata = {
    ...chart.metadata,
    ...(version !== '' && { version }),
    ...(appVersion !== '' && { appVersion }),
  }
  refuseApiVersion(metadata.apiVersion, helmVersion)
  refuseVersion(metadata.version)
  refuseMissing(chart)
  return packAsItIs({ ...chart, metadata }, options)
}

/** Packs a loaded chart that may still lack dependencies, as `helm dependency update` packs a folder beside the chart. */
export function packAsItIs(chart: Chart, options: PackageOptions): PackedChart {
  const { metadata } = chart
  const files = [...chartEntries(chart, '', options.helmVersion)]
  const tar = writeTar(files.map((file) => timed(file, options)))
  return { fileName: `${metadata.name}-${metadata.version}.tgz`, bytes: gzipChart(tar, options.helmVersion) }
}

function timed({ name, data, modifiedSeconds }: ChartFile, options: PackageOptions): TarFile {
  const { nowSeconds, epochSeconds, helmVersion } = options
  const own = helmVersion === '4.2' ? modifiedSeconds : undefined
  return { name, data, modifiedSeconds: epochSeconds ?? own ?? nowSeconds }
}

/** Helm 3 takes any. */
function refuseApiVersion(found: string, version: HelmVersion): void {
  if (version !== '4.2' || ['v1', 'v2'].includes(found)) return
  const message = found === 'v3' ? 'invalid chart apiVersion' : 'unsupported chart version'
  throw failure({ code: 'chart-api-version', message, found, expected: 'v1 or v2' })
}

function refuseVersion(version: string): void {
  try {
    SemanticVersion.parse(version)
  } catch (error) {
    if (!(error instanceof VersionError)) throw error
    throw failure({
      code: 'chart-version-invalid',
      message: error.message,
      found: version,
      expected: 'a version such as 1.2.3',
    })
  }
}

function refuseMissing(chart: Chart): void {
  const missing = missingDependencies(chart)
  if (missing.length === 0) return
  throw failure({
    code: 'dependency-missing',
    message: `found in Chart.yaml, but missing in charts/ directory: ${missing.join(', ')}`,
    where: { file: 'Chart.yaml', line: 1, column: 1 },
    help: 'seaworthy dependency build',
  })
}

/** The files of a chart in the order in which Helm writes them, named from above the chart. */
function* chartEntries(chart: Chart, above: string, version: HelmVersion): Generator<ChartFile> {
  const { metadata, chartFile, lock, valuesFile, schema } = chart
  const folder = posix.join(above, metadata.name)
  const isV1 = metadata.apiVersion === 'v1'
  const { dependencies: _kept, ...withoutDependencies } = metadata
  const own = (name: string, text: string, modifiedSeconds: number | undefined): ChartFile => {
    const data = Buffer.from(text)
    return { name: `${folder}/${name}`, data, ...(modifiedSeconds !== undefined && { modifiedSeconds }) }
  }
  yield own('Chart.yaml', writeMetadata(isV1 ? withoutDependencies : metadata), chartFile?.modifiedSeconds)
  if (metadata.apiVersion === 'v2' && lock !== undefined) {
    yield own('Chart.lock', writeChartLock(lock), lockSeconds(lock))
  }
  if (schema !== undefined) refuseBrokenSchema(schema, chart, version)
  const others = [valuesFile, schema, ...chart.templates, ...chart.files]
  for (const file of others) if (file !== undefined) yield { ...file, name: posix.join(folder, file.name) }
  for (const child of chart.dependencies) yield* chartEntries(child, `${folder}/charts`, version)
}

function refuseBrokenSchema(schema: ChartFile, { folder }: Chart, version: HelmVersion): void {
  const text = textOf(schema)
  const fault = goFaultOfJson(text)
  if (fault === undefined) return
  const word = version === '4.2' ? 'invalid' : 'Invalid'
  const diagnostic: Diagnostic = {
    code: 'schema-broken',
    severity: 'error',
    message: `failed to save: ${word} JSON in values.schema.json`,
    where: { file: `${folder}values.schema.json`, ...positionAt(text, Math.max(0, fault.offset - 1)) },
    source: text,
    found: fault.message,
  }
  throw new DiagnosticError([diagnostic])
}
