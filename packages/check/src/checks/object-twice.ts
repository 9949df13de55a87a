import type { RenderedObject } from '@seaworthy/helm'
import { type Check, finding } from '../check.ts'

const code = 'SCH005'
const slug = 'object-twice'

/** The same object rendered twice: Helm 3 stops, Helm 4 lets the last one win without a word. */
export const objectTwice: Check = {
  code,
  slug,
  *run(graph) {
    const seen = new Map<string, RenderedObject>()
    for (const rendered of graph.release.objects) {
      const { object } = rendered
      const key = `${object.apiVersion.split('/')[0]} ${object.kind} ${graph.namespaceOf(rendered)} ${object.metadata.name}`
      const before = seen.get(key)
      seen.set(key, before ?? rendered)
      if (before === undefined) continue
      yield finding({ code, slug }, rendered, {
        path: ['metadata', 'name'],
        message: 'this object is rendered twice',
        cause: `${before.source} renders it too`,
        effect:
          'Helm 3 refuses the install (already exists); with Helm 4 one of the two is lost without a word',
        fix: 'give one of them another name, or render it once',
      })
    }
  },
}
