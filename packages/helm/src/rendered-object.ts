import type { KubeObject } from '@seaworthy/kube'
import { toObject, toValue } from '@seaworthy/yaml'
import type { Manifest } from './manifest/manifest.ts'
import { withFields } from './on-demand.ts'
import { fieldOrigin } from './provenance.ts'
import type { RenderedObject } from './rendered.ts'
import type { ValueNaming } from './value-naming.ts'

/** Documents in which nothing is written, or only comments, are printed but are no objects. */
export function renderedObject(manifest: Manifest, naming: ValueNaming): RenderedObject[] {
  const { head, source, text, hook, output, start } = manifest
  if (!head.isWritten) return []
  const fields = withFields({ object: () => toObject(toValue(head.root)) as KubeObject })
  return [
    Object.assign(fields, {
      source,
      text,
      ...(hook !== undefined && { hook }),
      origin: (path: Parameters<RenderedObject['origin']>[0]) =>
        fieldOrigin({ root: head.root, output, start, source, naming }, path),
    }),
  ]
}
