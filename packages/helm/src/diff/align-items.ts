/** A pair of items that belong together; one side is undefined where the other has no such item. */
export type ItemPair = readonly [before: number | undefined, after: number | undefined]

/** Which items of two lists belong together: those of one name, else those alike in order, else those at one place. */
export function alignItems(before: readonly unknown[], after: readonly unknown[]): ItemPair[] {
  const names = [namesOf(before), namesOf(after)] as const
  if (names[0] !== undefined && names[1] !== undefined) return byName(names[0], names[1])
  if (before.length === after.length) return before.map((_item, index) => [index, index])
  return byLikeness(before.map(textOf), after.map(textOf))
}

/** The names of the items that both lists have, in each list's order, where these orders are not the same. */
export function reorderedNames(
  before: readonly unknown[],
  after: readonly unknown[],
): readonly [before: string[], after: string[]] | undefined {
  const [old, now] = [namesOf(before) ?? [], namesOf(after) ?? []]
  const kept = [old.filter((name) => now.includes(name)), now.filter((name) => old.includes(name))] as const
  return kept[0].some((name, index) => kept[1][index] !== name) ? kept : undefined
}

/** The names of all items, where each has one of its own. */
function namesOf(items: readonly unknown[]): string[] | undefined {
  const names = items.map((item) =>
    typeof item === 'object' && item !== null && 'name' in item ? item.name : undefined,
  )
  if (!names.every((name) => typeof name === 'string')) return undefined
  return new Set(names).size === names.length ? names : undefined
}

function byName(before: readonly string[], after: readonly string[]): ItemPair[] {
  const kept = before.map((name, index): ItemPair => {
    const at = after.indexOf(name)
    return [index, at === -1 ? undefined : at]
  })
  const added = after.flatMap((name, index): ItemPair[] =>
    before.includes(name) ? [] : [[undefined, index]],
  )
  return [...kept, ...added]
}

/** The longest common run of alike items; what lies between is paired in order. */
function byLikeness(before: readonly string[], after: readonly string[]): ItemPair[] {
  const pairs: ItemPair[] = []
  let [from, to] = [0, 0]
  for (const [nextFrom, nextTo] of [...commonItems(before, after), [before.length, after.length] as const]) {
    while (from < nextFrom || to < nextTo) {
      pairs.push([from < nextFrom ? from++ : undefined, to < nextTo ? to++ : undefined])
    }
    if (from < before.length && to < after.length) pairs.push([from, to])
    from++
    to++
  }
  return pairs
}

/** Indexes of a longest common subsequence. Lists of Kubernetes are short: their product is small. */
export function commonItems(
  before: readonly string[],
  after: readonly string[],
): (readonly [before: number, after: number])[] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1))
  const at = (row: number, column: number) => lengths[row]?.[column] ?? 0
  for (let row = before.length - 1; row >= 0; row--) {
    const current = lengths[row] as Uint32Array
    for (let column = after.length - 1; column >= 0; column--) {
      current[column] =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1))
    }
  }
  const found: (readonly [number, number])[] = []
  for (let row = 0, column = 0; row < before.length && column < after.length; ) {
    if (before[row] === after[column]) found.push([row++, column++] as const)
    else if (at(row + 1, column) >= at(row, column + 1)) row++
    else column++
  }
  return found
}

function textOf(item: unknown): string {
  return JSON.stringify(item)
}
