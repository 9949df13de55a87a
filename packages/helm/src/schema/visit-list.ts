import { equalItems } from './equal-values.ts'
import { localizedCount } from './localized-number.ts'
import type { SchemaCause } from './schema-cause.ts'
import type { SchemaNode } from './schema-node.ts'
import { add, fault, type Visit, type Walk } from './visit.ts'

/** What is wrong with a list and its items. */
export function visitList(walk: Walk, visit: Visit, items: readonly unknown[]): void {
  const { node, path, faults } = visit
  for (const text of lengthFaults(node, items)) add(faults, fault(path, text))
  const first = (node.firstItems ?? []).slice(0, items.length)
  for (const [index, schema] of first.entries())
    add(faults, walk.part(visit, schema, items[index], String(index)))
  const others = items.slice(first.length)
  const { otherItems } = node
  if (otherItems === false && others.length > 0) {
    add(faults, fault(path, `last ${localizedCount(others.length)} additionalItem(s) not allowed`))
  } else if (typeof otherItems === 'object') {
    // Counted from the first of them, as Helm's library does.
    for (const [index, item] of others.entries())
      add(faults, walk.part(visit, otherItems, item, String(index)))
  }
  if (node.contains !== undefined) contains(walk, visit, node.contains, items)
}

function contains(walk: Walk, visit: Visit, schema: SchemaNode, items: readonly unknown[]): void {
  const { node, path, faults } = visit
  const causes: SchemaCause[] = []
  const matched: number[] = []
  for (const [index, item] of items.entries()) {
    const cause = walk.part(visit, schema, item, String(index))
    if (cause !== undefined) causes.push(cause)
    else {
      matched.push(index)
      if (node.version >= 2020) visit.unevaluated.items.delete(index)
    }
  }
  const { minContains, maxContains } = node
  const got =
    matched.length === 0
      ? 'none matched'
      : `matched ${localizedCount(matched.length)} items at ${matched.join(' ')}`
  if (minContains === undefined) {
    if (matched.length === 0) add(faults, { ...fault(path, 'no items match contains schema'), causes })
  } else if (matched.length < minContains) {
    const text = `min ${localizedCount(minContains)} items required to match contains schema, but ${got}`
    add(faults, { ...fault(path, text), causes })
  }
  if (maxContains === undefined || matched.length <= maxContains) return
  add(
    faults,
    fault(path, `max ${localizedCount(maxContains)} items required to match contains schema, but ${got}`),
  )
}

function lengthFaults(node: SchemaNode, items: readonly unknown[]): string[] {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, uniqueItems = false } = node
  const [size, texts] = [localizedCount(items.length), [] as string[]]
  if (items.length < minItems) texts.push(`minItems: got ${size}, want ${localizedCount(minItems)}`)
  if (items.length > maxItems) texts.push(`maxItems: got ${size}, want ${localizedCount(maxItems)}`)
  const equal = uniqueItems ? equalItems(items) : undefined
  if (equal !== undefined) texts.push(`items at ${equal.map(localizedCount).join(' and ')} are equal`)
  return texts
}
