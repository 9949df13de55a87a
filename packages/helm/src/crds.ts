import type { Diagnostic } from '@seaworthy/diagnostics'
import type { KubeObject } from '@seaworthy/kube'
import { parseDocuments, toObject, toValue } from '@seaworthy/yaml'
import { crdFiles } from './chart/chart.ts'
import { textOf } from './chart/chart-file.ts'
import { isYamlFault } from './chart/load-error.ts'
import type { ResolvedChart } from './resolved-chart.ts'
import type { StreamPart } from './manifest/stream.ts'
import type { RenderedObject } from './rendered.ts'

/** The files of crds/ of a chart, then those of its subcharts. */
export function crdParts(root: ResolvedChart): StreamPart[] {
  const own = crdFiles({ ...root.chart, dependencies: [] }, root.path)
  const parts = own.map(({ source, file }) => ({ source, text: textOf(file) }))
  return [...parts, ...root.dependencies.flatMap(crdParts)]
}

/** What they hold. A file that is no YAML holds nothing, which is a warning: Helm prints it without a look at it. */
export function crdObjects(parts: readonly StreamPart[]): {
  readonly crds: RenderedObject[]
  readonly crdWarnings: Diagnostic[]
} {
  const crdWarnings: Diagnostic[] = []
  const crds = parts.flatMap((part) => {
    try {
      return objectsOf(part)
    } catch (error) {
      if (!isYamlFault(error)) throw error
      crdWarnings.push({
        code: 'crd-yaml',
        severity: 'warning',
        message: `${part.source} cannot be read: ${error.message}`,
      })
      return []
    }
  })
  return { crds, crdWarnings }
}

function objectsOf({ source, text }: StreamPart): RenderedObject[] {
  return Array.from(parseDocuments(text), ({ root }) => toObject(toValue(root)))
    .filter((object) => object !== null)
    .map((object) => ({ object: object as KubeObject, source, text, origin: () => undefined }))
}
