import type { Expr } from '../expr/expr.ts'
import type { Condition } from '../expr/expr.ts'
import type { Items, Maybe } from '../block/block.ts'
import type { Resource } from './resource.ts'

/** One line of NOTES.txt, or lines that depend on the values. */
export type NoteLine = string | Expr<string> | Maybe<NoteLine | readonly NoteLine[]> | Items<NoteLine>

/** A combination of values that the chart refuses, and what it tells the user. */
export interface Guard {
  readonly when: Condition
  readonly message: string | Expr<string>
}

export interface ChartOptions {
  readonly name: string
  readonly version: string
  readonly appVersion?: string
  readonly description?: string
  readonly kubeVersion?: string
  readonly type?: 'application' | 'library'
  readonly home?: string
  readonly icon?: string
  readonly keywords?: readonly string[]
  readonly sources?: readonly string[]
  readonly maintainers?: readonly { readonly name: string; readonly email?: string; readonly url?: string }[]
  readonly annotations?: Readonly<Record<string, string>>
  readonly dependencies?: readonly Readonly<Record<string, unknown>>[]
  /** What `defineValues` gave. */
  readonly values: Expr<object>
  readonly resources: readonly Resource[]
  /** Every combination that is refused, all told at once. */
  readonly validate?: readonly Guard[]
  readonly notes?: readonly NoteLine[]
  /** Further files of the chart, by path: `files/rules.yaml`, `README.md`, `ci/okd-values.yaml`. */
  readonly files?: Readonly<Record<string, string>>
  /** Template files written by hand: path under `templates/` to text. The escape for what the sdk cannot say. */
  readonly rawTemplates?: Readonly<Record<string, string>>
  /** Lines of `.helmignore`. */
  readonly helmIgnore?: readonly string[]
}
