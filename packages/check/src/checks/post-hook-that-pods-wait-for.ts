import { type Check, finding, nameOf } from '../check.ts'
import { gateOf } from '../graph/migration-gates.ts'
import { migrationsOf } from '../graph/migrations.ts'

const code = 'HOK003'
const slug = 'post-hook-that-pods-wait-for'

/**
 * A migration that runs as a post hook, while an init container of the pods waits for it: with `--wait` Helm waits for the
 * pods before it starts the hook, and the pods wait for the hook.
 */
export const postHookThatPodsWaitFor: Check = {
  code,
  slug,
  *run(graph) {
    const migrations = new Set(migrationsOf(graph.release))
    for (const { rendered } of graph.hookPods) {
      const posts =
        rendered.hook?.events.filter((event) => event === 'post-install' || event === 'post-upgrade') ?? []
      if (posts.length === 0 || !migrations.has(nameOf(rendered))) continue
      for (const workload of graph.workloads) {
        const gate = gateOf(workload.template, [rendered.object.metadata.name])
        if (gate === undefined) continue
        yield finding({ code, slug }, workload.rendered, {
          path: [...gate.path, 'name'],
          message: `init container ${gate.container.name} waits for what ${nameOf(rendered)} does, and that hook runs ${posts.join(' and ')}`,
          cause: `with --wait Helm starts post hooks only once the pods are ready, and these pods are not ready before the hook has run (${rendered.source})`,
          effect:
            'helm install --wait ends at its timeout with the release failed, and so does every tool that waits by itself',
          fix: `run ${nameOf(rendered)} as pre-install,pre-upgrade, or take the init container away and let the program wait`,
        })
      }
    }
  },
}
