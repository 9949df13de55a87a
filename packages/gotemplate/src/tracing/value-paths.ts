import { GoStruct, type GoMap, type GoValue } from '../value.ts'
import { noPaths, type Paths, union } from './paths.ts'
import { Traced } from './traced.ts'

interface KnownContainer {
  readonly path: string
  /** The scalars in it that were read so far. */
  readonly scalars: Map<string | number, Traced>
}

/**
 * Which values path a map or list has, by identity: so a path survives variables, `with`, `range`, dicts and includes.
 * Maps and lists that templates make have no path of their own, but their entries may be known.
 */
export class ValuePaths {
  private readonly known = new WeakMap<object, KnownContainer>()
  private readonly entries = new WeakMap<object, Map<string | number, Traced>>()

  constructor(root: GoMap | undefined) {
    if (root !== undefined) this.register(root, '')
  }

  /** A container and all inside it that is not known yet. */
  register(value: GoValue, path: string): void {
    if (typeof value !== 'object' || value === null || this.known.has(value)) return
    if (value instanceof Map) {
      this.known.set(value, { path, scalars: new Map() })
      for (const [key, item] of value as GoMap) this.register(item, childPath(path, key))
    } else if (Array.isArray(value)) {
      this.known.set(value, { path, scalars: new Map() })
      value.forEach((item: GoValue, index) => this.register(item, childPath(path, index)))
    }
  }

  pathOf(value: GoValue): string | undefined {
    return this.knownContainer(value)?.path
  }

  private knownContainer(value: GoValue): KnownContainer | undefined {
    return typeof value === 'object' && value !== null ? this.known.get(containerOf(value)) : undefined
  }

  /** What is known of a value as a whole. */
  of(value: GoValue): Paths {
    if (value instanceof Traced) return value.paths
    const path = this.pathOf(value)
    if (path !== undefined) return [path]
    return typeof value === 'object' && value !== null ? this.ofEntries(value) : noPaths
  }

  private ofEntries(value: object): Paths {
    let paths = noPaths
    for (const entry of this.entries.get(value)?.values() ?? []) paths = union(paths, entry.paths)
    return paths
  }

  /** An element of a container, with its path where that is known. */
  child(container: GoValue, key: string | number, value: GoValue): GoValue {
    const raw = container instanceof Traced ? container.value : container
    const known = this.knownContainer(raw)
    if (known !== undefined) return this.knownChild(known, key, value)
    if (this.pathOf(value) !== undefined) return value
    const entry = typeof raw === 'object' && raw !== null ? this.entries.get(raw)?.get(key) : undefined
    if (entry !== undefined && entry.value === value) return entry
    return container instanceof Traced && container.paths.length > 0
      ? new Traced(value, container.paths)
      : value
  }

  private knownChild({ path, scalars }: KnownContainer, key: string | number, value: GoValue): GoValue {
    if (isContainer(value)) {
      if (!this.known.has(value as object)) this.register(value, childPath(path, key))
      return value
    }
    const before = scalars.get(key)
    if (before !== undefined && before.value === value) return before
    const traced = new Traced(value, [childPath(path, key)])
    scalars.set(key, traced)
    return traced
  }

  /** Remembers what a template put into a container of its own. */
  noteEntry(container: GoValue, key: string | number, value: GoValue): void {
    if (typeof container !== 'object' || container === null || !(value instanceof Traced)) return
    const entries = this.entries.get(container) ?? new Map<string | number, Traced>()
    this.entries.set(container, entries.set(key, value))
  }
}

function containerOf(value: object): object {
  return value instanceof GoStruct ? (value.underlying() ?? value) : value
}

function isContainer(value: GoValue): boolean {
  return value instanceof Map || Array.isArray(value)
}

/** `a.b`, `a[0]`, and `a["b.c"]` for a key that would not read as one. */
export function childPath(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`
  if (!/^[\w-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`
  return path === '' ? key : `${path}.${key}`
}
