/**
 * A stream of chance that can be replayed. The state is one 32-bit number, so a world that owns streams can be copied.
 * Generator: mulberry32 (Tommy Ettinger, public domain), chosen for its tiny state; it is not for secrets.
 */
export class Random {
  private state: number

  constructor(seed: number) {
    this.state = seed >>> 0
  }

  /** A number in [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let mixed = this.state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }

  /** A whole number in [0, limit). */
  below(limit: number): number {
    return Math.floor(this.next() * limit)
  }

  /** A number in [low, high). */
  between(low: number, high: number): number {
    return low + this.next() * (high - low)
  }

  pick<T>(options: readonly T[]): T {
    const chosen = options[this.below(options.length)]
    if (chosen === undefined) throw new RangeError('pick needs at least one option')
    return chosen
  }

  copy(): Random {
    return new Random(this.state)
  }
}

/** A stream for a name under a seed: a draw from one name changes nothing that another name draws. */
export function stream(seed: number, name: string): Random {
  return new Random(hashName(seed, name))
}

/** FNV-1a over the name, started from the seed. */
function hashName(seed: number, name: string): number {
  let hash = (2166136261 ^ Math.imul(seed, 2654435761)) >>> 0
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 16777619) >>> 0
  return hash
}
