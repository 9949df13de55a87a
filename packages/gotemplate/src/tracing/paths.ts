/** Values paths, each once: `image.tag`, `hosts[0]`; the empty path is the whole of the values. */
export type Paths = readonly string[]

export const noPaths: Paths = []

/** Both, each path once, in the order in which they came. */
export function union(a: Paths, b: Paths): Paths {
  if (a === b || b.length === 0) return a
  if (a.length === 0) return b
  const added = b.filter((path) => !a.includes(path))
  return added.length === 0 ? a : [...a, ...added]
}
