import type { YamlValue } from '@seaworthy/yaml'

/** Chart.yaml, as Helm reads it. */
export interface Metadata {
  readonly apiVersion: string
  readonly name: string
  readonly version: string
  readonly appVersion?: string
  readonly description?: string
  readonly kubeVersion?: string
  readonly type?: string
  readonly annotations?: Readonly<Record<string, string>>
  readonly home?: string
  readonly icon?: string
  readonly sources?: readonly string[]
  readonly keywords?: readonly string[]
  readonly maintainers?: readonly Maintainer[]
  readonly condition?: string
  readonly tags?: string
  readonly deprecated?: boolean
  readonly dependencies?: readonly Dependency[]
  /** Where these lists have an entry in which nothing is written; such a chart does not load. */
  readonly emptyMaintainer?: number
  readonly emptyDependency?: number
  readonly [field: string]: unknown
}

export interface Maintainer {
  readonly name: string
  readonly email: string
  readonly url: string
}

/** One entry of `dependencies` in Chart.yaml (or of requirements.yaml in a v1 chart). */
export interface Dependency {
  readonly name: string
  /** A range; empty matches every version. */
  readonly version: string
  readonly repository: string
  /** Values paths, separated by commas: the first that holds a boolean decides. */
  readonly condition: string
  readonly tags: readonly string[]
  readonly alias: string
  readonly importValues: readonly ImportValues[]
  /** `enabled: true` as it is written: Helm decides it anew, and packs it again. */
  readonly enabledGiven?: true
  /** `import-values` as it is written, for what Helm hashes and packs. */
  readonly importValuesGiven?: readonly YamlValue[]
}

/** The child's table `child` is merged under the parent's `parent`; a plain name stands for `exports.NAME` into the root. */
export type ImportValues = string | { readonly child: string; readonly parent: string }
