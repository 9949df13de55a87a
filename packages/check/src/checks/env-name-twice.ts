import { type Check, finding } from '../check.ts'
import { asArray, containersOf } from '../graph/pod-spec.ts'

const code = 'SCH006'
const slug = 'env-name-twice'

/** One environment variable given twice in a container: Helm 4, which applies on the server's side, is refused. */
export const envNameTwice: Check = {
  code,
  slug,
  *run(graph) {
    for (const { rendered, template } of [...graph.workloads, ...graph.hookPods]) {
      for (const { container, path } of containersOf(template)) {
        const first = new Map<string, number>()
        for (const [index, env] of asArray(container.env).entries()) {
          const before = first.get(env.name)
          first.set(env.name, before ?? index)
          if (before === undefined) continue
          yield finding({ code, slug }, rendered, {
            path: [...path, 'env', index, 'name'],
            message: `container ${container.name} is given ${env.name} twice`,
            cause: `entries ${before + 1} and ${index + 1} of env have the same name`,
            effect:
              'Helm 4 is refused by the API server (duplicate entries for key); with Helm 3 the last one wins without a word',
            fix: 'merge the lists by name before rendering, so that each name comes once',
          })
        }
      }
    }
  },
}
