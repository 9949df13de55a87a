/** The only way to know the time. Milliseconds since 1970, as `Date.now()` would say. */
export interface Clock {
  now(): number
}

/** The real clock: made at the outer door only, and handed in. */
export const systemClock: Clock = { now: () => Date.now() }

/** A clock that stands still, for rendering the same bytes twice. */
export function fixedClock(atMs: number): Clock {
  return { now: () => atMs }
}
