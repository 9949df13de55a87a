// Renders a compiled chart in memory, for tests.
import { type HelmVersion, loadFolder, memoryFiles, type RenderedRelease, renderChart } from '@seaworthy/helm'
import { fixedClock, stream } from '@seaworthy/sim'
import type { CompiledChart } from './compile/compile-chart.ts'

export function render(
  compiled: CompiledChart,
  values: Readonly<Record<string, unknown>>,
  helmVersion: HelmVersion,
): RenderedRelease {
  return renderChart(loadFolder(memoryFiles(Object.fromEntries(compiled))), {
    releaseName: 'rel',
    namespace: 'default',
    values: [{ kind: 'values', name: 'values', values }],
    helmVersion,
    clock: fixedClock(0),
    random: stream(1, 'render'),
  })
}

/** Template file, under `templates/`, to the object that it gave. */
export function objectsOf(rendered: RenderedRelease): ReadonlyMap<string, unknown> {
  const all = [...rendered.objects, ...rendered.hooks]
  return new Map(all.map(({ source, object }) => [source.replace(/^[^/]+\/templates\//, ''), object]))
}
