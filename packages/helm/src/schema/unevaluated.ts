import { isInstanceMap } from './instance.ts'
import type { SchemaNode } from './schema-node.ts'

/** What no keyword has looked at yet, kept only where somebody asks for it. */
export class Unevaluated {
  readonly properties: Set<string>
  readonly items: Set<number>
  /** Shared: what is empty only ever loses members. */
  private static readonly nothing = new Unevaluated([], [])

  private constructor(properties: Iterable<string>, items: Iterable<number>) {
    this.properties = new Set(properties)
    this.items = new Set(items)
  }

  /** `isAsked`: the schema around this one still has something to look at. */
  static of(value: unknown, node: SchemaNode, isAsked: boolean): Unevaluated {
    if (isInstanceMap(value)) {
      const counts =
        node.additionalProperties === undefined && (isAsked || node.unevaluatedProperties !== undefined)
      return counts ? new Unevaluated(value.keys(), []) : Unevaluated.nothing
    }
    if (!Array.isArray(value) || node.otherItems !== undefined) return Unevaluated.nothing
    const counts = isAsked || node.unevaluatedItems !== undefined
    const seen = node.firstItems?.length ?? 0
    if (!counts || seen >= value.length) return Unevaluated.nothing
    return new Unevaluated(
      [],
      [...value.keys()].filter((index) => index >= seen),
    )
  }

  /** Drops what another schema, that fitted, has looked at. */
  keepOnly(other: Unevaluated): void {
    for (const name of this.properties) if (!other.properties.has(name)) this.properties.delete(name)
    for (const index of this.items) if (!other.items.has(index)) this.items.delete(index)
  }

  isEmpty(): boolean {
    return this.properties.size === 0 && this.items.size === 0
  }
}
