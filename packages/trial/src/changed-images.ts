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

const changed = new WeakMap<RenderedRelease, Map<string, RenderedRelease>>()

/**
 * A release with images changed: `choose` gives the tag for a container, or undefined to leave it. `change` names what is chosen: a
 * release that is changed in the same way again is the same, down to its objects, so that what was judged once is known.
 */
export function withImages(
  release: RenderedRelease,
  change: string,
  choose: (container: Json, object: RenderedObject) => string | undefined,
): RenderedRelease {
  const known = changed.get(release) ?? new Map<string, RenderedRelease>()
  changed.set(release, known)
  const result = known.get(change) ?? changeImages(release, choose)
  known.set(change, result)
  return result
}

function changeImages(
  release: RenderedRelease,
  choose: (container: Json, object: RenderedObject) => string | undefined,
): RenderedRelease {
  const changeObject = (rendered: RenderedObject): RenderedObject => ({
    ...rendered,
    object: mapContainers(rendered.object, (container) => {
      const tag = choose(container, rendered)
      return tag === undefined
        ? container
        : { ...container, image: retagged(String(container.image ?? ''), tag) }
    }),
  })
  return { ...release, objects: release.objects.map(changeObject), hooks: release.hooks.map(changeObject) }
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
