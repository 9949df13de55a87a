import type { RenderedRelease } from '@seaworthy/helm'
import type { KubeObject } from '@seaworthy/kube'
import { commandsOf } from './command-line.ts'
import { containersOf, podTemplateOf } from './pod-spec.ts'
import { schedulerOf } from './schedulers.ts'

/** On a workload or its pods, `"true"`: of this, two must never run at once. */
export const SINGLETON_ANNOTATION = 'seaworthy.dev/singleton'

export interface Singleton {
  /** `Deployment/beat` */
  readonly workload: string
  readonly object: KubeObject
  /** How it is known, for messages. */
  readonly because: string
}

/** The workloads of which two must never run at once: declared by annotation, or a program that is known for it. */
export function singletonsOf(release: RenderedRelease): Singleton[] {
  return release.objects.flatMap(({ object }) => {
    if (object.kind === 'Job' || object.kind === 'CronJob') return []
    const because = singletonReason(object)
    return because === undefined
      ? []
      : [{ workload: `${object.kind}/${object.metadata.name}`, object, because }]
  })
}

function singletonReason(object: KubeObject): string | undefined {
  const template = podTemplateOf(object)
  if (template === undefined) return undefined
  for (const metadata of [object.metadata, template.metadata]) {
    if (metadata.annotations?.[SINGLETON_ANNOTATION] === 'true') return `annotation ${SINGLETON_ANNOTATION}`
  }
  for (const { container, init } of containersOf(template)) {
    const program = init
      ? undefined
      : commandsOf(container)
          .map(schedulerOf)
          .find((each) => each !== undefined)
    if (program !== undefined) return `it runs \`${program}\``
  }
  return undefined
}
