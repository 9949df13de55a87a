import type { RenderedObject, RenderedRelease } from '@seaworthy/helm'
import type { Json, KubeObject } from '@seaworthy/kube'

/** Tags that stand for images of a certain fate; `scenarioBehaviours` says what they do. */
export const fates = {
  /** Works like the one before. */
  next: 'trial-next',
  /** Starts, and its probes never succeed. */
  neverReady: 'trial-never-ready',
  /** Cannot be pulled. */
  notPullable: 'trial-not-pullable',
  /** Ends at once with code 1. */
  failing: 'trial-failing',
} as const

/** A release with images changed: `choose` gives the tag for a container, or undefined to leave it. */
export function withImages(
  release: RenderedRelease,
  choose: (container: Json, object: RenderedObject) => string | undefined,
): RenderedRelease {
  const change = (rendered: RenderedObject): RenderedObject => ({
    ...rendered,
    object: mapContainers(rendered.object, (container) => {
      const tag = choose(container, rendered)
      return tag === undefined
        ? container
        : { ...container, image: retagged(String(container.image ?? ''), tag) }
    }),
  })
  return { ...release, objects: release.objects.map(change), hooks: release.hooks.map(change) }
}

/** `registry:5000/web:1.2@sha256:…` with another tag; a digest is dropped. */
export function retagged(image: string, tag: string): string {
  const name = image.split('@')[0] ?? ''
  const slash = name.lastIndexOf('/')
  const colon = name.indexOf(':', slash + 1)
  return `${colon === -1 ? name : name.slice(0, colon)}:${tag}`
}

function mapContainers(object: KubeObject, map: (container: Json) => Json): KubeObject {
  if (object.kind === 'Pod') return { ...object, spec: mapPodSpec(object.spec, map) }
  if (object.kind === 'CronJob') return object
  const podSpec = object.spec?.template?.spec
  if (podSpec === undefined) return object
  const template = { ...object.spec.template, spec: mapPodSpec(podSpec, map) }
  return { ...object, spec: { ...object.spec, template } }
}

function mapPodSpec(spec: Json, map: (container: Json) => Json): Json {
  const changed = { ...spec }
  for (const field of ['initContainers', 'containers']) {
    if (Array.isArray(spec?.[field])) changed[field] = spec[field].map(map)
  }
  return changed
}
