import type { FieldPath, RenderedRelease } from '@seaworthy/helm'
import { containersOf, type PodTemplate, podTemplateOf } from './pod-spec.ts'
import { commandLine } from './singletons.ts'

const waitWord = /(^|[^a-z])(wait|until|sleep|migrations?-(done|ready|complete)|check)([^a-z]|$)/i
const migrationWord = /migrat|schema/i

/** An init container that keeps a pod from starting before the schema is the new one. */
export interface MigrationGate {
  /** `Deployment/web` */
  readonly workload: string
  readonly container: string
  readonly image: string
}

/** The workloads of a release whose pods wait for a migration. Their names and commands tell: waiting, and a migration. */
export function migrationGatesOf(release: RenderedRelease): MigrationGate[] {
  return release.objects.flatMap(({ object }) => {
    const template = podTemplateOf(object)
    const gate = template === undefined ? undefined : gateOf(template)
    if (gate === undefined) return []
    const { name, image } = gate.container
    return [
      {
        workload: `${object.kind}/${object.metadata.name}`,
        container: String(name),
        image: String(image ?? ''),
      },
    ]
  })
}

/** The first init container of a pod that waits for a migration. */
export function gateOf(
  template: PodTemplate,
): { container: ReturnType<typeof containersOf>[number]['container']; path: FieldPath } | undefined {
  return containersOf(template).find(({ container, init }) => {
    if (!init || container.restartPolicy === 'Always') return false
    const words = [String(container.name ?? ''), ...commandLine(container)].join(' ')
    return waitWord.test(words) && migrationWord.test(words)
  })
}
