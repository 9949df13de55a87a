import type { GoMap, GoValue } from '../value.ts'
import { childPath } from './child-path.ts'

/**
 * What something was computed from, as a graph that shares its parts: to join two costs one object, and only who asks
 * (`flattened`) pays for the paths. Undefined is nothing at all.
 */
export type Dependence = OfTree | Both | Decided | Late | undefined

/** How much of a value counts: a map or list may be looked at for its keys or length only. */
export type Extent = 'leaf' | 'shape' | 'whole'

/** A value, or something that is no value, as `Release.Name`. */
interface OfTree {
  readonly kind: 'value' | 'input'
  readonly path: string
  readonly extent: Extent
  readonly container: GoMap | readonly GoValue[] | undefined
  /** The same as a decision, made once. */
  asDecided: Decided | undefined
}

interface Both {
  readonly kind: 'both'
  readonly a: Dependence
  readonly b: Dependence
}

/** It decided, and its text is not in the result. */
export interface Decided {
  readonly kind: 'decided'
  readonly by: Dependence
}

/** Found when somebody asks, and flattened once for all who do. */
export abstract class Late {
  readonly kind = 'late'
  flat: Paths | undefined = undefined
  /** The same, where all of it only decided. */
  flatDecided: Paths | undefined = undefined
  private found: { readonly dependence: Dependence } | undefined = undefined

  find(): Dependence {
    this.found ??= { dependence: this.search() }
    return this.found.dependence
  }

  protected abstract search(): Dependence
}

class LateCall extends Late {
  private readonly call: () => Dependence

  constructor(call: () => Dependence) {
    super()
    this.call = call
  }

  protected override search(): Dependence {
    return this.call()
  }
}

/** Paths by the part that they play, each once, in the order in which they came. */
export interface Paths {
  readonly values: readonly string[]
  readonly guards: readonly string[]
  readonly inputs: readonly string[]
}

export function ofValue(path: string, extent: Extent): Dependence {
  return { kind: 'value', path, extent, container: undefined, asDecided: undefined }
}

export function ofInput(name: string): Dependence {
  return { kind: 'input', path: name, extent: 'leaf', container: undefined, asDecided: undefined }
}

export function both(a: Dependence, b: Dependence): Dependence {
  if (a === undefined || a === b) return b
  return b === undefined ? a : { kind: 'both', a, b }
}

export function allOf(dependences: Iterable<Dependence>): Dependence {
  let all: Dependence
  for (const each of dependences) all = both(all, each)
  return all
}

export function decided(by: Dependence): Dependence {
  if (by === undefined || by.kind === 'decided') return by
  if (by.kind === 'value' || by.kind === 'input') return (by.asDecided ??= { kind: 'decided', by })
  return { kind: 'decided', by }
}

export function late(find: () => Dependence): Dependence {
  return new LateCall(find)
}

/** The paths of a graph. A map that decided as a whole is named with every value in it. */
export function flattened(dependence: Dependence): Paths {
  return new Flattening(0).of(dependence)
}

/** Texts made of texts made of texts nest as deep as loops go around: from here on they are walked, not remembered. */
const deepestMemory = 100

class Flattening {
  private readonly values = new Set<string>()
  private readonly guards = new Set<string>()
  private readonly inputs = new Set<string>()
  private readonly depth: number

  constructor(depth: number) {
    this.depth = depth
  }

  of(dependence: Dependence): Paths {
    const seen = [new Set<Dependence>(), new Set<Dependence>()] as const
    const open: { readonly each: Dependence; readonly decides: boolean }[] = [
      { each: dependence, decides: false },
    ]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { each, decides } = next
      const known = decides ? seen[1] : seen[0]
      if (each === undefined || known.has(each)) continue
      known.add(each)
      if (each.kind === 'both') open.push({ each: each.b, decides }, { each: each.a, decides })
      else if (each.kind === 'decided') open.push({ each: each.by, decides: true })
      else if (each.kind !== 'late') this.addLeaf(each, decides)
      else if (this.depth > deepestMemory) open.push({ each: each.find(), decides })
      else this.addFlat(this.remembered(each, decides))
    }
    return { values: [...this.values], guards: [...this.guards], inputs: [...this.inputs] }
  }

  private remembered(late: Late, decides: boolean): Paths {
    const inside = () => new Flattening(this.depth + 1)
    if (decides) return (late.flatDecided ??= inside().of(decided(late.find())))
    return (late.flat ??= inside().of(late.find()))
  }

  private addFlat({ values, guards, inputs }: Paths): void {
    for (const path of values) this.values.add(path)
    for (const path of guards) this.guards.add(path)
    for (const name of inputs) this.inputs.add(name)
  }

  private addLeaf(leaf: OfTree, decides: boolean): void {
    if (leaf.kind === 'input') this.inputs.add(leaf.path)
    else if (!decides) this.values.add(leaf.path)
    else addGuard(leaf, this.guards)
  }
}

function addGuard({ path, extent, container }: OfTree, guards: Set<string>): void {
  guards.add(path)
  if (extent === 'whole' && container !== undefined) addAllIn(container, path, guards)
}

function addAllIn(container: GoMap | readonly GoValue[], path: string, into: Set<string>): void {
  const entries: Iterable<[string | number, GoValue]> =
    container instanceof Map ? container : (container as readonly GoValue[]).entries()
  for (const [key, value] of entries) {
    const inside = childPath(path, key)
    into.add(inside)
    if (value instanceof Map || Array.isArray(value))
      addAllIn(value as GoMap | readonly GoValue[], inside, into)
  }
}
