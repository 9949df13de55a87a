import type { RenderedRelease } from '@seaworthy/helm'
import type { KubeObject } from '@seaworthy/kube'
import { mayChangeKinds } from './may-change-kinds.ts'
import { containersOf, podTemplateOf } from './pod-spec.ts'
import { commandLine } from './singletons.ts'

const migrationWord = /(^|[^a-z])migrat(e|ion|ions|or)([^a-z]|$)/i

/**
 * Hook Jobs that change a schema, as `Job/migrate`: `migrate` or `migration` is in their name or command line. Those that bring
 * stored objects of Kubernetes to another version are none: they are meant to run once the new program serves it.
 */
export function migrationsOf(release: RenderedRelease): string[] {
  return release.hooks
    .map(({ object }) => object)
    .filter((object) => object.kind === 'Job' && isMigration(object) && !mayChangeKinds(release, object))
    .map((object) => `${object.kind}/${object.metadata.name}`)
}

function isMigration(object: KubeObject): boolean {
  const template = podTemplateOf(object)
  if (template === undefined) return false
  const words = containersOf(template).flatMap(({ container }) => commandLine(container))
  return [object.metadata.name, ...words].some((word) => migrationWord.test(word))
}
