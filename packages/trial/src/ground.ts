import type { Cluster } from '@seaworthy/cluster'
import type { RenderedRelease } from '@seaworthy/helm'
import type { Subject } from './subject.ts'

/** The world in which a scenario begins. */
export interface Ground {
  readonly subject: Subject
  readonly cluster: Cluster
  /** What is installed in it; undefined where nothing is. */
  readonly installed: RenderedRelease | undefined
  /** What was taken for granted of programs while it was laid. */
  readonly assumptions: readonly string[]
  /** Why nothing is tried here: the release is larger than a trial simulates. */
  readonly tooLarge?: string
}

/** A world where a release could not be brought to rest, and why. */
export interface NoGround {
  readonly reason: string
}

export function isGround(ground: Ground | NoGround): ground is Ground {
  return 'cluster' in ground
}
