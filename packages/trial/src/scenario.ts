import type { RenderedRelease } from '@seaworthy/helm'
import type { Operation } from '@seaworthy/kube'
import type { Report } from '@seaworthy/release'
import type { Property } from './property.ts'
import type { Ground } from './ground.ts'
import type { OperationEnd } from './outcome.ts'
import type { Subject } from './subject.ts'

/** What a scenario does in one run. */
export interface Operate {
  /** Who does it, in a timeline: `helm`, `kubectl`. */
  readonly by: string
  /** What is being released; undefined for a drain. */
  readonly rendered: RenderedRelease | undefined
  operation(report: Report): Operation<OperationEnd>
}

/** One thing that owners of a release do, or that happens to it, and what must hold meanwhile. */
export interface Scenario {
  /** As reports and `--scenario` name it: `upgrade-image`. */
  readonly name: string
  /** One line for people. */
  readonly title: string
  /** Where it begins. */
  readonly from: 'empty' | 'installed'
  /** Nothing is released in it, so that `--wait` makes no difference: it is tried once. */
  readonly releasesNothing?: boolean
  properties(wait: boolean): readonly Property[]
  /** Why it says nothing about this subject; undefined when it does. */
  notApplicable?(subject: Subject, installed: RenderedRelease | undefined): string | undefined
  prepare(ground: Ground, wait: boolean, seed: number): Operate
}
