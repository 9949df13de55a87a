import { randomBytes } from 'node:crypto'
import { Random } from './random.ts'

/**
 * Chance that nobody can foresee, for passwords and keys that are really used. It cannot be replayed, so nothing that is
 * simulated or tried may draw from it.
 */
export class SecureRandom extends Random {
  constructor() {
    super(0)
  }

  /** 53 bits from the operating system. */
  override next(): number {
    const bytes = randomBytes(7)
    const high = bytes.readUInt32BE(0)
    const low = bytes.readUIntBE(4, 3) >>> 3
    return (high * 2 ** 21 + low) / 2 ** 53
  }
}
