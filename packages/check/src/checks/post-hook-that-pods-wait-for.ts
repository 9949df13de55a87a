import { type Check, finding, nameOf } from '../check.ts'
import { migrationsOf } from '../graph/migrations.ts'
import { containersOf } from '../graph/pod-spec.ts'
import { commandLine } from '../graph/singletons.ts'
import type { PodMaker } from '../graph/release-graph.ts'

const code = 'HOK003'
const slug = 'post-hook-that-pods-wait-for'

const waitWord = /(^|[^a-z])(wait|until|sleep|migrations?-(done|ready|complete)|check)([^a-z]|$)/i
const migrationWord = /migrat|schema/i

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
        const gate = waitingInit(workload)
        if (gate === undefined) continue
        yield finding({ code, slug }, workload.rendered, {
          path: gate.path,
          message: `init container ${gate.name} waits for what ${nameOf(rendered)} does, and that hook runs ${posts.join(' and ')}`,
          cause: `with --wait Helm starts post hooks only once the pods are ready, and these pods are not ready before the hook has run (${rendered.source})`,
          effect:
            'helm install --wait ends at its timeout with the release failed, and so does every tool that waits by itself',
          fix: `run ${nameOf(rendered)} as pre-install,pre-upgrade, or take the init container away and let the program wait`,
        })
      }
    }
  },
}

function waitingInit({ template }: PodMaker): { name: string; path: (string | number)[] } | undefined {
  for (const { container, path, init } of containersOf(template)) {
    if (!init || container.restartPolicy === 'Always') continue
    const words = [String(container.name ?? ''), ...commandLine(container)].join(' ')
    if (waitWord.test(words) && migrationWord.test(words))
      return { name: String(container.name), path: [...path, 'name'] }
  }
  return undefined
}
