import type { RenderedObject, RenderedRelease } from '@seaworthy/helm'
import { findKind, type Json, type KubeObject } from '@seaworthy/kube'
import { type PodTemplate, podTemplateOf } from './pod-spec.ts'

/** An object that makes pods, with the template it makes them from. */
export interface PodMaker {
  readonly rendered: RenderedObject
  readonly template: PodTemplate
  readonly namespace: string
}

/** A release as checks ask it: objects by kind and name, what makes pods, and in which order things come to be. */
export class ReleaseGraph {
  readonly release: RenderedRelease
  /** Ordinary objects and hooks. */
  readonly all: readonly RenderedObject[]
  /** Ordinary workloads. */
  readonly workloads: readonly PodMaker[]
  /** Pods and Jobs that are hooks. */
  readonly hookPods: readonly PodMaker[]
  /** Kinds of other people's operators are in the release: pods may come from them that nobody can see here. */
  readonly hasCustomResources: boolean
  /** `Secret/env`: what is in the namespace before the release. */
  readonly provided: ReadonlySet<string>
  private readonly byName: ReadonlyMap<string, RenderedObject>

  constructor(release: RenderedRelease, provided: readonly KubeObject[] = []) {
    this.release = release
    this.provided = new Set(provided.map(({ kind, metadata }) => `${kind}/${metadata.name}`))
    this.all = [...release.hooks, ...release.objects]
    this.workloads = release.objects.flatMap((each) => podMaker(each, release))
    this.hookPods = release.hooks.flatMap((each) => podMaker(each, release))
    this.hasCustomResources = this.all.some(({ object }) => findKind(object)?.builtIn !== true)
    this.byName = new Map(
      this.all.map((each) => [
        key(each.object.kind, each.object.metadata.name, this.namespaceOf(each)),
        each,
      ]),
    )
  }

  namespaceOf({ object }: RenderedObject): string {
    return object.metadata.namespace ?? this.release.namespace
  }

  /** An object of the release by kind and name, in the release's namespace unless another is given. */
  find(kind: string, name: string, namespace = this.release.namespace): RenderedObject | undefined {
    return this.byName.get(key(kind, name, namespace))
  }
}

/** A list field of an object, or none. */
export function listAt(value: Json): Json[] {
  return Array.isArray(value) ? value : []
}

function podMaker(rendered: RenderedObject, release: RenderedRelease): PodMaker[] {
  const template = podTemplateOf(rendered.object)
  if (template === undefined) return []
  return [{ rendered, template, namespace: rendered.object.metadata.namespace ?? release.namespace }]
}

function key(kind: string, name: string, namespace: string): string {
  return `${kind}/${namespace}/${name}`
}
