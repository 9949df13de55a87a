/** A size, and the milliseconds that it took. */
export interface Point {
  readonly size: number
  readonly ms: number
}

/**
 * The exponent of a curve: 1 where time grows with size, 2 where it grows with its square. What does not depend on the size, the
 * start of the program, is the first argument, and is taken off.
 */
export function exponent(startMs: number, points: readonly Point[]): number {
  const logs = points
    .filter(({ ms }) => ms > startMs)
    .map(({ size, ms }) => ({ x: Math.log(size), y: Math.log(ms - startMs) }))
  const mean = (of: (each: { x: number; y: number }) => number) =>
    logs.reduce((sum, each) => sum + of(each), 0) / logs.length
  const [x, y] = [mean((each) => each.x), mean((each) => each.y)]
  const slope = logs.reduce((sum, each) => sum + (each.x - x) * (each.y - y), 0)
  return slope / logs.reduce((sum, each) => sum + (each.x - x) ** 2, 0)
}
