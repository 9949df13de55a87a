import type { GoMap, GoValue } from '../value.ts'
import { childPath } from './child-path.ts'

/**
 * What something was computed from, as a graph that shares its parts: to join two costs one object, and only who asks
 * (`flattened`) pays for the paths. Undefined is nothing at all.
 */
export type Dependence = OfValue | OfInput | Both | Decided | Late | undefined

/** How much of a value counts: a map or list may be looked at for its keys or length only. */
export type Extent = 'leaf' | 'shape' | 'whole'

interface OfValue {
  readonly kind: 'value'
  readonly path: string
  readonly extent: Extent
  readonly container: GoMap | readonly GoValue[] | undefined
}

/** Something that is no value: `Release.Name`. */
interface OfInput {
  readonly kind: 'input'
  readonly name: string
}

interface Both {
  readonly kind: 'both'
  readonly a: Dependence
  readonly b: Dependence
}

/** It decided, and its text is not in the result. */
interface Decided {
  readonly kind: 'decided'
  readonly by: Dependence
}

/** Found when somebody asks, and flattened once for all who do. */
interface Late {
  readonly kind: 'late'
  find(): Dependence
  flat: Paths | undefined
  /** The same, where all of it only decided. */
  flatDecided: Paths | undefined
}

/** Paths by the part that they play, each once, in the order in which they came. */
export interface Paths {
  readonly values: readonly string[]
  readonly guards: readonly string[]
  readonly inputs: readonly string[]
}

export function ofValue(path: string, extent: Extent, container?: GoMap | readonly GoValue[]): Dependence {
  return { kind: 'value', path, extent, container }
}

export function ofInput(name: string): Dependence {
  return { kind: 'input', name }
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
  return by === undefined || by.kind === 'decided' ? by : { kind: 'decided', by }
}

export function late(find: () => Dependence): Dependence {
  let known: { readonly dependence: Dependence } | undefined
  return {
    kind: 'late',
    flat: undefined,
    flatDecided: undefined,
    find() {
      known ??= { dependence: find() }
      return known.dependence
    },
  }
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

  private addLeaf(leaf: OfValue | OfInput, decides: boolean): void {
    if (leaf.kind === 'input') this.inputs.add(leaf.name)
    else if (!decides) this.values.add(leaf.path)
    else addGuard(leaf, this.guards)
  }
}

function addGuard({ path, extent, container }: OfValue, guards: Set<string>): void {
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
