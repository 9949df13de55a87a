import { isNil } from '../truth.ts'
import { GoStruct, type GoMap, type GoValue } from '../value.ts'
import { childPath } from './child-path.ts'
import { type Container, containerOf, entriesOf, isContainer, itemAt, type Key } from './container.ts'
import { both, decided, type Dependence, type Extent, ofInput, ofValue } from './dependence.ts'
import { depending, Traced, untraced } from './traced.ts'

/** What is known of a map, list or host object. */
interface Known {
  /** Its path, if it is in the values or in another tree of which names are told. */
  readonly path: string | undefined
  readonly isInput: boolean
  /** Its scalars that were read so far, by key. */
  leaves: Map<Key, Traced> | undefined
  /** What templates put into it, or a function. Hides what the path says. */
  entries: Map<Key, Dependence> | undefined
  /** What decided which keys it has, or how many items. */
  shape: Dependence
  /** What the items depend on of which `entries` has nothing. */
  rest: Dependence
  /** What decided that a key is not there. */
  absent: Dependence
  /** What every item depends on besides. */
  overall: Dependence
  /** The path as a dependence, made once. */
  asShape: Dependence
  asWhole: Dependence
}

/** The values that were read, by how much of them was. */
export type Reads = Readonly<Record<Extent, ReadonlySet<string>>>

/**
 * Where maps and lists come from, by identity: so a path survives variables, `with`, `range`, dicts and includes. Those
 * that templates make have no path of their own; what their items depend on is noted when they are made or changed.
 */
export class ContainerOrigins {
  readonly reads = { leaf: new Set<string>(), shape: new Set<string>(), whole: new Set<string>() }
  private readonly known = new WeakMap<object, Known>()
  /** The paths of what templates changed. */
  private readonly changed = new Set<string>()

  /** Subcharts begin at tables of their own, which are reached before what is above them: `ways` leads to each. */
  constructor(root: GoMap | undefined, ways: Iterable<readonly string[]>) {
    if (root === undefined) return
    this.adopt(root, '', false)
    for (const way of ways) this.adoptWay(root, way)
  }

  private adoptWay(root: GoMap, way: readonly string[]): void {
    let at: GoValue | undefined = root
    let path = ''
    for (const key of way) {
      at = at instanceof Map ? (at as GoMap).get(key) : undefined
      path = childPath(path, key)
      if (at instanceof Map && !this.known.has(at)) this.adopt(at, path, false)
    }
  }

  /** Names the fields of a host object or map: `Release` makes `Release.Name` of its key `Name`. */
  addInput(value: GoValue, name: string): void {
    if (typeof value === 'object' && value !== null && this.knownOf(value) === undefined)
      this.adopt(containerOf(value), name, true)
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

  private knownChild(known: Known, key: Key, value: GoValue): GoValue {
    const { path, entries, overall } = known
    const besides = isNil(value) ? both(overall, known.absent) : overall
    if (path !== undefined && entries?.has(key) !== true)
      return depending(this.pathChild(known, path, key, value), besides)
    let dependence = entries?.has(key) === true ? entries.get(key) : known.rest
    if (typeof key === 'number') dependence = both(dependence, decided(known.shape))
    if (isContainer(value) && this.knownOf(value) === undefined)
      this.make(value, { shape: decided(known.rest), rest: known.rest })
    return depending(value, both(dependence, besides))
  }

  private pathChild(known: Known, path: string, key: Key, value: GoValue): GoValue {
    const before = known.leaves?.get(key)
    if (before !== undefined && before.value === value) return before
    if (isContainer(value) || (value instanceof GoStruct && known.isInput)) {
      if (this.knownOf(value) === undefined)
        this.adopt(containerOf(value), pathOf(known, path, key), known.isInput)
      return value
    }
    const name = pathOf(known, path, key)
    if (!known.isInput) this.reads.leaf.add(name)
    const leaf = new Traced(value, known.isInput ? ofInput(name) : ofValue(name, 'leaf'))
    known.leaves ??= new Map()
    known.leaves.set(key, leaf)
    return leaf
  }

  /** The key of an entry as a text of its own. In a map that a template made the entry only decides that it is there. */
  keyOf(container: GoValue, key: string): GoValue {
    const element = this.child(container, key, null)
    if (!(element instanceof Traced)) return key
    const known = this.knownOf(untraced(container))
    const isWritten = known?.path !== undefined && known.entries?.has(key) !== true
    return new Traced(key, isWritten ? element.dependence : decided(element.dependence))
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
    if (known.path !== undefined && !this.isChanged(known.path)) return this.ofPath(known, extent, container)
    return extent === 'shape'
      ? this.shapeOf(known, container)
      : this.ofChanged(known, container, new Set([container]))
  }

  private shapeOf(known: Known, container: object): Dependence {
    const own = known.path === undefined ? undefined : this.ofPath(known, 'shape', container)
    return both(both(own, known.shape), known.overall)
  }

  /** All of a container of which a part was made by templates. */
  private ofChanged(known: Known, container: object, seen: Set<object>): Dependence {
    const own = known.path === undefined ? undefined : this.ofPath(known, 'whole', container)
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
    if (known.path !== undefined && !this.isChanged(known.path)) return this.ofPath(known, 'whole', container)
    return this.ofChanged(known, container, seen)
  }

  private ofPath(known: Known, extent: 'shape' | 'whole', container: object): Dependence {
    const before = known[extent === 'shape' ? 'asShape' : 'asWhole']
    if (before !== undefined) return before
    const path = known.path ?? ''
    if (!known.isInput) this.reads[extent].add(path)
    const made = known.isInput ? ofInput(path) : ofValue(path, extent, container as Container)
    known[extent === 'shape' ? 'asShape' : 'asWhole'] = made
    return made
  }

  /** Whether templates changed something at a path or below it. */
  private isChanged(path: string): boolean {
    for (const changed of this.changed) if (isAtOrBelow(changed, path)) return true
    return false
  }

  /** The values at the ends of ways into a container that has a path and was never changed. */
  pathResolver(container: GoValue): ((way: readonly Key[]) => Dependence) | undefined {
    const known = this.knownOf(container)
    const path = known?.path
    if (known === undefined || path === undefined || this.isChanged(path)) return undefined
    if (known.isInput) return () => ofInput(path)
    return (way) => ofWay(path, way)
  }

  /** A container that a function made: undefined parts depend on nothing. */
  make(container: GoValue, parts: Partial<Pick<Known, 'shape' | 'rest' | 'absent'>>): void {
    if (!isContainer(container) || this.known.has(container)) return
    Object.assign(this.adopt(container, undefined, false), parts)
  }

  /** Remembers what is now in a container under a key: the value, and what else decided it. */
  put(container: GoValue, key: Key, value: GoValue, besides?: Dependence): void {
    const known = this.changeable(container)
    if (known === undefined) return
    known.entries ??= new Map()
    known.entries.set(key, both(value instanceof Traced ? value.dependence : undefined, besides))
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

  private changeable(container: GoValue): Known | undefined {
    const raw = untraced(container)
    if (typeof raw !== 'object' || raw === null) return undefined
    const known = this.knownOf(raw) ?? this.adopt(containerOf(raw), undefined, false)
    if (known.path !== undefined) this.changed.add(known.path)
    return known
  }

  /** A deep copy depends, item by item, on what was copied. */
  copy(source: GoValue, copied: GoValue): void {
    const [from, to] = [containerOf(source as object), containerOf(copied as object)]
    if (!isContainer(from) || !isContainer(to) || this.known.has(to)) return
    const known = this.known.get(from)
    if (known !== undefined) {
      const entries = known.entries === undefined ? undefined : new Map(known.entries)
      this.known.set(to, { ...known, leaves: undefined, entries })
    }
    if (known?.path !== undefined && !this.isChanged(known.path)) return
    for (const [key, item] of entriesOf(from)) {
      if (isContainer(item)) this.copy(this.reached(from, key, item), itemAt(to, key))
    }
  }

  private reached(container: GoValue, key: Key, item: GoValue): GoValue {
    return untraced(this.child(container, key, item))
  }

  private adopt(object: object, path: string | undefined, isInput: boolean): Known {
    const known: Known = {
      path,
      isInput,
      leaves: undefined,
      entries: undefined,
      shape: undefined,
      rest: undefined,
      absent: undefined,
      overall: undefined,
      asShape: undefined,
      asWhole: undefined,
    }
    this.known.set(object, known)
    return known
  }

  isKnown(value: GoValue): boolean {
    return this.knownOf(value) !== undefined
  }

  private knownOf(value: GoValue): Known | undefined {
    if (typeof value !== 'object' || value === null) return undefined
    return this.known.get(containerOf(value))
  }
}

function isAtOrBelow(path: string, above: string): boolean {
  if (!path.startsWith(above)) return false
  return above === '' || path.length === above.length || '.['.includes(path.charAt(above.length))
}

/** Files are called by their names, all else by the way to it. */
function pathOf({ isInput }: Known, path: string, key: Key): string {
  return isInput && /^Files\b/.test(path) ? `Files ${key}` : childPath(path, key)
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
