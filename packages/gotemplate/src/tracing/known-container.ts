import { childPath } from './child-path.ts'
import type { Container, Key } from './container.ts'
import type { Decided, Dependence, Extent } from './dependence.ts'
import type { Traced } from './traced.ts'

/** What is known of a map, list or host object. Its path is put together when somebody asks. */
export class KnownContainer {
  readonly isInput: boolean
  /** Its scalars that were read so far, by key. */
  leaves: Map<Key, Traced> | undefined = undefined
  /** What templates put into it, or a function. Hides what the path says. */
  entries: Map<Key, Dependence> | undefined = undefined
  /** What decided which keys it has, or how many items. */
  shape: Dependence = undefined
  /** What the items depend on of which `entries` has nothing. */
  rest: Dependence = undefined
  /** What decided that a key is not there. */
  absent: Dependence = undefined
  /** What every item depends on besides. */
  overall: Dependence = undefined
  /** The path as a dependence, made once. */
  asShape: Dependence = undefined
  asWhole: Dependence = undefined
  private readonly above: KnownContainer | undefined
  private readonly key: Key
  private name: string | undefined

  private constructor(
    isInput: boolean,
    name: string | undefined,
    above: KnownContainer | undefined,
    key: Key,
  ) {
    this.isInput = isInput
    this.name = name
    this.above = above
    this.key = key
  }

  /** In the values or in another tree of which names are told, at this path. */
  static named(path: string, isInput: boolean): KnownContainer {
    return new KnownContainer(isInput, path, undefined, '')
  }

  /** In no tree: a template or a function made it. */
  static made(): KnownContainer {
    return new KnownContainer(false, undefined, undefined, '')
  }

  /** What is under a key of this one, which has a path. */
  below(key: Key): KnownContainer {
    return new KnownContainer(this.isInput, undefined, this, key)
  }

  /** Of a copy of the container the same is known, until one of the two is changed. */
  copied(): KnownContainer {
    const copy = new KnownContainer(this.isInput, this.name, this.above, this.key)
    copy.entries = this.entries === undefined ? undefined : new Map(this.entries)
    copy.shape = this.shape
    copy.rest = this.rest
    copy.absent = this.absent
    copy.overall = this.overall
    copy.asShape = this.asShape
    copy.asWhole = this.asWhole
    return copy
  }

  get hasPath(): boolean {
    return this.name !== undefined || this.above !== undefined
  }

  get path(): string | undefined {
    if (this.above !== undefined) this.name ??= this.above.pathOf(this.key)
    return this.name
  }

  /** Files are called by their names, all else by the way to it. */
  pathOf(key: Key): string {
    const path = this.path ?? ''
    return this.isInput && /^Files\b/.test(path) ? `Files ${key}` : childPath(path, key)
  }
}

/** A value of the tree that a container with a path is in, of which the path is written when somebody asks. */
export class ValueInTree {
  readonly kind: 'value' | 'input'
  readonly extent: Extent
  /** What it is, if it is a container: a map that decided as a whole is named with all in it. */
  readonly container: Container | undefined
  asDecided: Decided | undefined = undefined
  private readonly at: KnownContainer
  private readonly key: Key | undefined

  constructor(at: KnownContainer, key: Key | undefined, extent: Extent, container: Container | undefined) {
    this.kind = at.isInput ? 'input' : 'value'
    this.extent = extent
    this.container = container
    this.at = at
    this.key = key
  }

  get path(): string {
    return this.key === undefined ? (this.at.path ?? '') : this.at.pathOf(this.key)
  }
}
