import type { RenderedRelease } from '@seaworthy/helm'
import type { Json, KubeObject } from '@seaworthy/kube'
import { containersOf, podTemplateOf } from './pod-spec.ts'

/** On a workload or its pods, `"true"`: of this, two must never run at once. */
export const SINGLETON_ANNOTATION = 'seaworthy.dev/singleton'

/** Programs known to do every periodic task twice when they run twice, by words of their command line in a row. */
const knownSchedulers: readonly (readonly string[])[] = [
  ['celery', 'beat'],
  ['airflow', 'dag-processor'],
]

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
    const words = commandLine(container)
    const known = init ? undefined : knownSchedulers.find((program) => hasProgram(words, program))
    if (known !== undefined) return `it runs \`${known.join(' ')}\``
  }
  return undefined
}

/** The first word is the program, the others follow it with options in between: `celery -A config beat`. */
function hasProgram(words: readonly string[], [name = '', ...rest]: readonly string[]): boolean {
  const at = words.findIndex((word) => word === name || word.endsWith(`/${name}`))
  return at !== -1 && rest.every((word) => words.indexOf(word, at) !== -1)
}

/** Command and arguments as single words; a shell's script is taken apart too. */
export function commandLine(container: Json): string[] {
  const parts: unknown[] = [...(container.command ?? []), ...(container.args ?? [])]
  return parts.flatMap((part) => String(part).split(/\s+/)).filter((word) => word !== '')
}
