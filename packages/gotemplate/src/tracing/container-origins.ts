import { isNil } from '../truth.ts'
import { GoStruct, type GoMap, type GoValue } from '../value.ts'
import { childPath } from './child-path.ts'
import { type Container, containerOf, entriesOf, isContainer, itemAt, type Key } from './container.ts'
import { both, decided, type Dependence, type Extent, ofInput, ofValue } from './dependence.ts'
import { KnownContainer, ValueInTree } from './known-container.ts'
import { depending, Traced, untraced } from './traced.ts'

/** The values that were read, by how much of them was. */
export type Reads = Readonly<Record<Extent, ReadonlySet<string>>>

/**
 * Where maps and lists come from, by identity: so a path survives variables, `with`, `range`, dicts and includes. Those
 * that templates make have no path of their own; what their items depend on is noted when they are made or changed.
 */
export class ContainerOrigins {
  private readonly read: ValueInTree[] = []
  private readonly known = new WeakMap<object, KnownContainer>()
  /** The paths of what templates changed, and those above them. */
  private readonly changed = new Set<string>()

  /** Subcharts begin at tables of their own, which are reached before what is above them: `ways` leads to each. */
  constructor(root: GoMap | undefined, ways: Iterable<readonly string[]>) {
    if (root === undefined) return
    this.known.set(root, KnownContainer.named('', false))
    for (const way of ways) this.adoptWay(root, way)
  }

  private adoptWay(root: GoMap, way: readonly string[]): void {
    let at: GoValue | undefined = root
    let path = ''
    for (const key of way) {
      at = at instanceof Map ? (at as GoMap).get(key) : undefined
      path = childPath(path, key)
      if (at instanceof Map && !this.known.has(at)) this.known.set(at, KnownContainer.named(path, false))
    }
  }

  /** The values that were read so far. */
  get reads(): Reads {
    const reads = { leaf: new Set<string>(), shape: new Set<string>(), whole: new Set<string>() }
    for (const { path, extent } of this.read) reads[extent].add(path)
    return reads
  }

  /** Names the fields of a host object or map: `Release` makes `Release.Name` of its key `Name`. */
  addInput(value: GoValue, name: string): void {
    if (typeof value === 'object' && value !== null && this.knownOf(value) === undefined)
      this.known.set(containerOf(value), KnownContainer.named(name, true))
  }

  /** The name of what a method of a host object answers: a file, a question to a set, a field. */
  inputOf(value: GoValue, method: string, args: readonly GoValue[]): string | undefined {
    const known = this.knownOf(value)
    if (known?.path === undefined || !known.isInput) return undefined
    const [asked] = args.map(untraced)
    if ((known.path === 'Files' || method === 'Has') && typeof asked === 'string')
      return `${known.path} ${asked}`
    return known.path.startsWith('Files ') ? known.path : childPath(known.path, method)
  }

  /** An element of a container, with what it depends on. A key that is not there gives null. */
  child(container: GoValue, key: Key, value: GoValue): GoValue {
    const known = this.knownOf(untraced(container))
    const found = known === undefined ? value : this.knownChild(known, key, value)
    return container instanceof Traced ? depending(found, container.dependence) : found
  }

  private knownChild(known: KnownContainer, key: Key, value: GoValue): GoValue {
    const { entries, overall } = known
    const besides = isNil(value) ? both(overall, known.absent) : overall
    const isPut = entries?.has(key) === true
    if (known.hasPath && !isPut) return depending(this.pathChild(known, key, value), besides)
    let dependence = isPut ? entries.get(key) : known.rest
    if (typeof key === 'number') dependence = both(dependence, decided(known.shape))
    if (isContainer(value) && this.knownOf(value) === undefined)
      this.make(value, { shape: decided(known.rest), rest: known.rest })
    return depending(value, both(dependence, besides))
  }

  private pathChild(known: KnownContainer, key: Key, value: GoValue): GoValue {
    const before = known.leaves?.get(key)
    if (before !== undefined && before.value === value) return before
    if (isContainer(value) || (value instanceof GoStruct && known.isInput)) {
      if (this.knownOf(value) === undefined) this.known.set(containerOf(value), known.below(key))
      return value
    }
    return this.newLeaf(known, key, value)
  }

  private newLeaf(known: KnownContainer, key: Key, value: GoValue): Traced {
    const leaf = new Traced(value, this.inTree(known, key, 'leaf', undefined))
    known.leaves ??= new Map()
    known.leaves.set(key, leaf)
    return leaf
  }

  private inTree(
    known: KnownContainer,
    key: Key | undefined,
    extent: Extent,
    container: Container | undefined,
  ): ValueInTree {
    const value = new ValueInTree(known, key, extent, container)
    if (!known.isInput) this.read.push(value)
    return value
  }

  /** The key of an entry as a text of its own. In a map that a template made the entry only decides that it is there. */
  keyOf(container: GoValue, key: string): GoValue {
    const known = this.knownOf(untraced(container))
    if (known?.hasPath !== true || known.entries?.has(key) === true) {
      const element = this.child(container, key, null)
      return element instanceof Traced ? new Traced(key, decided(element.dependence)) : key
    }
    const { dependence } = known.leaves?.get(key) ?? this.newLeaf(known, key, null)
    const besides = both(known.overall, known.absent)
    const all = both(dependence, besides)
    return new Traced(key, container instanceof Traced ? both(all, container.dependence) : all)
  }

  /** What a value depends on, with all that is in it or with its keys and length only. */
  of(value: GoValue, extent: 'shape' | 'whole'): Dependence {
    const raw = untraced(value)
    const inside = typeof raw === 'object' && raw !== null ? this.ofObject(raw, extent) : undefined
    return value instanceof Traced ? both(value.dependence, inside) : inside
  }

  private ofObject(object: object, extent: 'shape' | 'whole'): Dependence {
    const container = containerOf(object)
    const known = this.known.get(container)
    if (known === undefined) return extent === 'shape' ? undefined : this.ofItems(container, new Set())
    if (this.isUnchanged(known)) return this.ofPath(known, extent, container)
    return extent === 'shape'
      ? this.shapeOf(known, container)
      : this.ofChanged(known, container, new Set([container]))
  }

  private shapeOf(known: KnownContainer, container: object): Dependence {
    const own = !known.hasPath ? undefined : this.ofPath(known, 'shape', container)
    return both(both(own, known.shape), known.overall)
  }

  /** All of a container of which a part was made by templates. */
  private ofChanged(known: KnownContainer, container: object, seen: Set<object>): Dependence {
    const own = !known.hasPath ? undefined : this.ofPath(known, 'whole', container)
    let whole = both(both(own, this.shapeOf(known, container)), known.rest)
    for (const entry of known.entries?.values() ?? []) whole = both(whole, entry)
    return known.isInput ? whole : both(whole, this.ofItems(container, seen))
  }

  private ofItems(container: object, seen: Set<object>): Dependence {
    let whole: Dependence
    if (!isContainer(container)) return whole
    for (const item of container instanceof Map ? container.values() : container)
      if (typeof item === 'object' && item !== null)
        whole = both(whole, this.ofItem(containerOf(item as object), seen))
    return whole
  }

  private ofItem(container: object, seen: Set<object>): Dependence {
    if (seen.has(container)) return undefined
    seen.add(container)
    const known = this.known.get(container)
    if (known === undefined) return this.ofItems(container, seen)
    if (this.isUnchanged(known)) return this.ofPath(known, 'whole', container)
    return this.ofChanged(known, container, seen)
  }

  private ofPath(known: KnownContainer, extent: 'shape' | 'whole', container: object): Dependence {
    const isShape = extent === 'shape'
    const before = isShape ? known.asShape : known.asWhole
    if (before !== undefined) return before
    const made = this.inTree(known, undefined, extent, container as Container)
    if (isShape) known.asShape = made
    else known.asWhole = made
    return made
  }

  /** Whether it has a path, and templates changed nothing there or below. */
  private isUnchanged(known: KnownContainer): boolean {
    return known.hasPath && (this.changed.size === 0 || !this.changed.has(known.path ?? ''))
  }

  /** The values at the ends of ways into a container that has a path and was never changed. */
  pathResolver(container: GoValue): ((way: readonly Key[]) => Dependence) | undefined {
    const known = this.knownOf(container)
    if (known === undefined || !this.isUnchanged(known)) return undefined
    const path = known.path ?? ''
    if (known.isInput) return () => ofInput(path)
    return (way) => ofWay(path, way)
  }

  /** A container that a function made: undefined parts depend on nothing. */
  make(container: GoValue, parts: Partial<Pick<KnownContainer, 'shape' | 'rest' | 'absent'>>): void {
    if (!isContainer(container) || this.known.has(container)) return
    Object.assign(this.adoptMade(container), parts)
  }

  /** Remembers what is now in a container under a key: the value, and what else decided it. */
  put(container: GoValue, key: Key, value: GoValue, besides?: Dependence): void {
    const dependence = both(value instanceof Traced ? value.dependence : undefined, besides)
    if (dependence === undefined && this.isNothing(container, key)) return
    const known = this.changeable(container)
    if (known === undefined) return
    known.entries ??= new Map()
    known.entries.set(key, dependence)
  }

  /** Whether nothing is known of what is under a key. */
  private isNothing(container: GoValue, key: Key): boolean {
    const known = this.knownOf(untraced(container))
    if (known === undefined) return true
    return !known.hasPath && known.rest === undefined && known.entries?.has(key) !== true
  }

  /** Something decided which keys came into a map, and which did not. */
  reshape(container: GoValue, by: Dependence): void {
    const known = this.changeable(container)
    if (known === undefined) return
    known.absent = both(known.absent, by)
    known.shape = both(known.shape, by)
  }

  /** Something decided whether a key was changed; without a key, whether any was. */
  taint(container: GoValue, key: Key | undefined, by: Dependence): void {
    const raw = untraced(container)
    const known = this.changeable(raw)
    if (known === undefined) return
    if (key === undefined) {
      known.overall = both(known.overall, by)
      known.shape = both(known.shape, by)
    } else this.put(raw, key, this.child(raw, key, itemAt(raw, key)), by)
  }

  private changeable(container: GoValue): KnownContainer | undefined {
    const raw = untraced(container)
    if (typeof raw !== 'object' || raw === null) return undefined
    const known = this.knownOf(raw) ?? this.adoptMade(containerOf(raw))
    for (const path of waysTo(known.path)) this.changed.add(path)
    return known
  }

  /** A deep copy depends, item by item, on what was copied. */
  copy(source: GoValue, copied: GoValue): void {
    const [from, to] = [containerOf(source as object), containerOf(copied as object)]
    if (!isContainer(from) || !isContainer(to) || this.known.has(to)) return
    const known = this.known.get(from)
    if (known !== undefined) this.known.set(to, known.copied())
    if (known !== undefined && this.isUnchanged(known)) return
    for (const [key, item] of entriesOf(from)) {
      if (isContainer(item)) this.copy(this.reached(from, key, item), itemAt(to, key))
    }
  }

  private reached(container: GoValue, key: Key, item: GoValue): GoValue {
    return untraced(this.child(container, key, item))
  }

  private adoptMade(object: object): KnownContainer {
    const known = KnownContainer.made()
    this.known.set(object, known)
    return known
  }

  isKnown(value: GoValue): boolean {
    return this.knownOf(value) !== undefined
  }

  private knownOf(value: GoValue): KnownContainer | undefined {
    if (typeof value !== 'object' || value === null) return undefined
    return this.known.get(containerOf(value))
  }
}

/** A path and those of what it is in. */
function waysTo(path: string | undefined): readonly string[] {
  if (path === undefined) return []
  return ['', path, ...Array.from(path.matchAll(/[.[]/g), ({ index }) => path.slice(0, index))]
}

/** The value at the end of a way. At which index an item of a list stands depends on the list. */
function ofWay(path: string, way: readonly Key[]): Dependence {
  let at = path
  let lists: Dependence
  for (const key of way) {
    if (typeof key === 'number') lists = both(lists, decided(ofValue(at, 'shape')))
    at = childPath(at, key)
  }
  return both(ofValue(at, 'leaf'), lists)
}
