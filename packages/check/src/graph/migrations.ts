import type { RenderedRelease } from '@seaworthy/helm'
import type { KubeObject } from '@seaworthy/kube'
import { commandLine, commandsOf, hasInOrder } from './command-line.ts'
import { mayChangeKinds } from './may-change-kinds.ts'
import { containersOf, podTemplateOf } from './pod-spec.ts'

const migrationWord = /(^|[^a-z])migrat(e|ion|ions|or)([^a-z]|$)/i

/** Commands that bring a schema to its new version without the word, as words in this order. */
const tools: readonly (readonly string[])[] = [
  ['alembic', 'upgrade'],
  ['flask', 'db', 'upgrade'],
  ['rails', 'db:schema:load'],
  ['rails', 'db:setup'],
  ['rails', 'db:prepare'],
  ['rake', 'db:schema:load'],
  ['rake', 'db:setup'],
  ['rake', 'db:prepare'],
  ['liquibase', 'update'],
  ['goose', 'up'],
  ['dbmate', 'up'],
  ['atlas', 'schema', 'apply'],
  ['sqitch', 'deploy'],
  ['dotnet', 'ef', 'database', 'update'],
  ['flyway', 'migrate'],
]

/**
 * Hook Jobs that change a schema, as `Job/migrate`: `migrate` or `migration` is in their name or command
 * line, or a tool that is known for it runs. Those that bring
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
  const containers = containersOf(template).map(({ container }) => container)
  const words = containers.flatMap(commandLine)
  const commands = containers.flatMap(commandsOf)
  if (commands.some((command) => tools.some((tool) => hasInOrder(command, tool)))) return true
  return [object.metadata.name, ...words].some((word) => migrationWord.test(word))
}
