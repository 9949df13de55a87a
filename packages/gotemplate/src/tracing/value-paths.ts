import { GoStruct, type GoMap, type GoValue } from '../value.ts'
import { noPaths, type Paths, union } from './paths.ts'
import { Traced } from './traced.ts'

/**
 * Which values path a map or list has, by identity: so a path survives variables, `with`, `range`, dicts and includes.
 * Maps and lists that templates make have no path of their own, but their entries may be known.
 */
export class ValuePaths {
  private readonly paths = new WeakMap<object, string>()
  private readonly entries = new WeakMap<object, Map<string | number, Traced>>()

  constructor(root: GoMap | undefined) {
    if (root !== undefined) this.register(root, '')
  }

  /** A container and all inside it that is not known yet. */
  register(value: GoValue, path: string): void {
    if (typeof value !== 'object' || value === null || this.paths.has(value)) return
    if (value instanceof Map) {
      this.paths.set(value, path)
      for (const [key, item] of value as GoMap) this.register(item, childPath(path, key))
    } else if (Array.isArray(value)) {
      this.paths.set(value, path)
      value.forEach((item: GoValue, index) => this.register(item, childPath(path, index)))
    }
  }

  pathOf(value: GoValue): string | undefined {
    return typeof value === 'object' && value !== null ? this.paths.get(containerOf(value)) : undefined
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
    const base = this.pathOf(raw)
    if (base !== undefined) {
      const path = childPath(base, key)
      if (!isContainer(value)) return new Traced(value, [path])
      this.register(value, path)
      return value
    }
    if (this.pathOf(value) !== undefined) return value
    const entry = typeof raw === 'object' && raw !== null ? this.entries.get(raw)?.get(key) : undefined
    if (entry !== undefined && entry.value === value) return entry
    return container instanceof Traced && container.paths.length > 0
      ? new Traced(value, container.paths)
      : value
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
  if (!/^[\p{L}\p{N}_-]+$/u.test(key)) return `${path}[${JSON.stringify(key)}]`
  return path === '' ? key : `${path}.${key}`
}
