import type { Diagnostic } from '@seaworthy/diagnostics'
import type { BranchCoverage } from '@seaworthy/gotemplate'
import type { KubeObject } from '@seaworthy/kube'
import type { StreamPart } from './manifest/stream.ts'
import type { Metadata } from './metadata.ts'
import type { ReleaseSources } from './release-sources.ts'
import type { ValueOrigin } from './values/layer.ts'

/** A way into an object: `['spec', 'containers', 0, 'image']`. */
export type FieldPath = readonly (string | number)[]

/** What decided a field: the template place that wrote it and the values it was computed from. */
export interface FieldOrigin {
  /** As Helm names templates: `advisoryhub/templates/web/deployment.yaml`. */
  readonly file: string
  readonly line: number
  readonly column: number
  /** The includes that led there, outermost first. */
  readonly via: readonly { readonly file: string; readonly line: number; readonly column: number }[]
  /** Values paths whose text or number is in the field: `web.replicaCount`. A map or list stands for all in it. */
  readonly values: readonly string[]
  /**
   * Values paths that decided whether it is there, or which of several values it has. A map or list stands for
   * whether it is there and for its keys or its number of items, not for what is in them.
   */
  readonly guards: readonly string[]
  /** What it took from elsewhere: `Release.Name`, `Chart.AppVersion`, `Files config/a.txt`, `random`. */
  readonly inputs: readonly string[]
  /** Values paths that decided at which place of its lists it stands. */
  readonly position: readonly string[]
}

/**
 * A values path that templates read. `leaf`: a value that is no map or list, or is not there; `shape`: whether a map or
 * list is there, its keys or its number of items; `whole`: a map or list with all that is in it. To walk through a map
 * is not to read it.
 */
export interface ValueRead {
  readonly path: string
  readonly extent: 'leaf' | 'shape' | 'whole'
}

export type HookEvent =
  | 'pre-install'
  | 'post-install'
  | 'pre-upgrade'
  | 'post-upgrade'
  | 'pre-rollback'
  | 'post-rollback'
  | 'pre-delete'
  | 'post-delete'
  | 'test'

export type HookDeletePolicy = 'before-hook-creation' | 'hook-succeeded' | 'hook-failed'

export interface Hook {
  readonly events: readonly HookEvent[]
  readonly weight: number
  /** Helm's default, before-hook-creation, where the chart says nothing. */
  readonly deletePolicies: readonly HookDeletePolicy[]
}

export interface RenderedObject {
  readonly object: KubeObject
  /** As in `# Source:`. */
  readonly source: string
  /** The document as rendered, without the separator. */
  readonly text: string
  /** Present on hooks only. */
  readonly hook?: Hook
  /** Where a field (or the nearest field above it) comes from; undefined when rendered without tracing. */
  origin(path: FieldPath): FieldOrigin | undefined
}

/** What a template asked for that another render may answer differently. */
export type RenderEffect = 'lookup' | 'random' | 'clock'

/** Documents in the order in which Helm prints them; `crds` also where `output` leaves them out. */
export interface RenderedParts {
  readonly crds: readonly StreamPart[]
  readonly manifests: readonly StreamPart[]
  readonly hooks: readonly StreamPart[]
}

/** A chart rendered for one release: everything Helm would send, in the order in which it would send it. */
export interface RenderedRelease {
  readonly name: string
  readonly namespace: string
  readonly revision: number
  readonly isUpgrade: boolean
  readonly chart: Metadata
  /** Final values, defaults included. */
  readonly values: Readonly<Record<string, unknown>>
  /** What the user gave (`helm get values`). */
  readonly userValues: Readonly<Record<string, unknown>>
  readonly crds: readonly RenderedObject[]
  /** Ordinary objects, in install order. */
  readonly objects: readonly RenderedObject[]
  /** Hooks in Helm's sorted order. */
  readonly hooks: readonly RenderedObject[]
  readonly notes: string
  /** Byte for byte what `helm template` prints. */
  readonly output: string
  /** The documents that `output` is printed from, those that hold no object included. */
  readonly parts: RenderedParts
  readonly effects: ReadonlySet<RenderEffect>
  /** The file and line, or the flag, that set a value last; defaults of the charts included. */
  readonly valueOrigin?: (path: FieldPath) => ValueOrigin | undefined
  /** What explains it: layers of values, templates. Absent in releases that are not rendered from a chart. */
  readonly sources?: ReleaseSources
  /** The values that templates read, each path and extent once; undefined when rendered without tracing. */
  readonly reads?: readonly ValueRead[]
  /** What of the templates was executed; undefined when it was not asked for. */
  readonly coverage?: readonly BranchCoverage[]
  /** Each message is a line of Helm's log, as the chosen Helm prints it. */
  readonly warnings: readonly Diagnostic[]
}
