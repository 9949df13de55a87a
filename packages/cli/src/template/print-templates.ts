import { spawnSync } from 'node:child_process'
import { type Diagnostic, DiagnosticError } from '@seaworthy/diagnostics'
import {
  type Chart,
  checkReleaseName,
  defaultChartLimits,
  type HelmVersion,
  lookupIn,
  mergeLayers,
  nameFromTemplate,
  printParts,
  renderChart,
  type RenderedRelease,
  RenderingFailure,
  type RenderOptions,
  showOnly,
  type ValueLayer,
} from '@seaworthy/helm'
import { SecureRandom, systemClock } from '@seaworthy/sim'
import type { TemplateFlags } from '../commands/template.ts'
import { renderFlags } from '../flags.ts'
import { deprecations, judgeClusterFlags } from '../helm-flags.ts'
import type { Io } from '../io.ts'
import { loadChartAt } from '../subject/load-chart-at.ts'
import { loadOptions } from '../subject/load-options.ts'
import { fetchSetFiles, readValuesFiles, valueLayers } from '../subject/value-layers.ts'
import { readLookupFiles } from './lookup-file.ts'
import { writeOutputDir } from './output-dir.ts'
import { postRenderer } from './post-render.ts'

/**
 * What `helm template` does with a chart on disk: manifests on standard output or into a folder, Helm's log on standard error.
 * @throws DiagnosticError with everything that keeps it from rendering
 */
export async function printTemplates(
  io: Io,
  path: string,
  name: string | undefined,
  raw: TemplateFlags,
): Promise<void> {
  const say = (line: string) => io.err(`${line}\n`)
  const { helmVersion } = raw
  const loading = loadOptions(raw)
  const asked = askedOf(io, raw, loading.limits.output ?? defaultChartLimits.output)
  sayOfFlags(raw, say)
  const flags = renderFlags(name ?? defaultName(raw), raw)
  const values = valueLayers(io.cwd, flags, await readValuesFiles(io.cwd, flags), await fetchSetFiles(flags))
  const chart = afterValues(values, helmVersion, () => loadChartAt(io.cwd, path, helmVersion, loading))
  if (chart.metadata.deprecated === true) say(deprecation[helmVersion])
  const options: RenderOptions = {
    ...flags,
    releaseName: flags.name,
    values,
    ...asked,
    limits: loading.limits,
    clock: systemClock,
    random: new SecureRandom(),
    log: say,
    includeCrds: raw.includeCrds ?? false,
    skipTests: raw.skipTests ?? false,
    noHooks: !raw.hooks,
    skipSchemaValidation: raw.skipSchemaValidation ?? false,
    ...(raw.showOnly !== undefined && raw.outputDir === undefined && { showOnly: raw.showOnly }),
  }
  checkReleaseName(flags.name, helmVersion, say)
  const release = rendered(io, chart, options, raw.debug === true)
  io.out(raw.outputDir === undefined ? release.output : written(io, release, raw.outputDir, raw))
}

function sayOfFlags(raw: TemplateFlags, say: (line: string) => void): void {
  const { helmVersion } = raw
  for (const line of deprecations({ ...raw }, helmVersion)) say(line)
  for (const line of judgeClusterFlags(raw, helmVersion)) say(line)
}

const deprecation = {
  '4.2': 'level=WARN msg="this chart is deprecated"',
  '3.21': 'WARNING: This chart is deprecated',
} as const

/** What reaches beyond the chart, because a flag says so. */
function askedOf(
  io: Io,
  raw: TemplateFlags,
  maximum: number,
): Pick<RenderOptions, 'postRender' | 'lookup' | 'resolveHost'> {
  const { postRenderer: program = '', postRendererArgs = [], lookupFile, namespace, helmVersion } = raw
  return {
    ...(program !== '' && {
      postRender: postRenderer(io.cwd, program, postRendererArgs, { helmVersion, maximum }),
    }),
    ...(lookupFile !== undefined && { lookup: lookupIn(readLookupFiles(io.cwd, lookupFile), namespace) }),
    ...(raw.enableDns === true && { resolveHost }),
  }
}

function defaultName({ nameTemplate }: TemplateFlags): string {
  if (nameTemplate === undefined || nameTemplate === '') return 'release-name'
  const host = { clock: systemClock, random: new SecureRandom(), noteEffect: () => undefined }
  return nameFromTemplate(nameTemplate, host, process.env)
}

/** Helm merges what the user gives before it loads the chart: where both are wrong, its message is the first one's. */
function afterValues(values: readonly ValueLayer[], version: HelmVersion, load: () => Chart): Chart {
  try {
    return load()
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error
    throw new DiagnosticError([...faultsOf(values, version), ...error.diagnostics])
  }
}

function faultsOf(values: readonly ValueLayer[], version: HelmVersion): readonly Diagnostic[] {
  try {
    mergeLayers(values, version)
    return []
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error
    return error.diagnostics
  }
}

/** A failed rendering shows with `--debug` what there is, as Helm does, and hints at that flag without it. */
function rendered(io: Io, chart: Chart, options: RenderOptions, debug: boolean): RenderedRelease {
  try {
    return renderChart(chart, options)
  } catch (error) {
    if (!(error instanceof RenderingFailure)) throw error
    if (debug) io.out(`${printParts(error.files).trim()}\n`)
    throw debug ? error : new DiagnosticError(hinted(error.diagnostics))
  }
}

function hinted(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const hint = 'Use --debug flag to render out invalid YAML'
  return diagnostics.map((each, index) =>
    index < diagnostics.length - 1 ? each : { ...each, notes: [...(each.notes ?? []), hint] },
  )
}

/** Nothing is left to print, in Helm's eyes, but an empty line; `--show-only` finds nothing in it. */
function written(io: Io, release: RenderedRelease, folder: string, raw: TemplateFlags): string {
  const lines = writeOutputDir(release.parts, {
    cwd: io.cwd,
    folder,
    ...(raw.releaseName === true && { release: release.name }),
    includeCrds: raw.includeCrds ?? false,
  })
  if (raw.showOnly === undefined) return `${lines}\n`
  io.out(lines)
  return showOnly('\n', raw.showOnly, raw.helmVersion)
}

/** Rendering does not wait: a process of its own does. */
function resolveHost(name: string): string {
  const program =
    'require("node:dns").lookup(process.argv[1], (_, address = "") => process.stdout.write(address))'
  const { stdout } = spawnSync(process.execPath, ['-e', program, name], { encoding: 'utf8', timeout: 10_000 })
  return stdout
}
