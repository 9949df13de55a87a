import { type GoMap, type GoMethod, GoStruct, type GoValue, Int64 } from '../value.ts'

/** Why a text is no version, in the words of Masterminds/semver 3.5. */
export class VersionError extends Error {
  override readonly name = 'VersionError'
}

const longestVersion = 256
const versionPattern =
  /^v?([0-9]+)(\.[0-9]+)?(\.[0-9]+)?(-([0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*))?(\+([0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*))?$/
const largestSegment = 2n ** 64n - 1n

/** A version as Helm reads it: `v` in front and missing parts are allowed (`v1.2` is 1.2.0), leading zeros too. */
export class SemanticVersion extends GoStruct {
  override readonly typeName: '*semver.Version' | 'semver.Version'
  readonly major: bigint
  readonly minor: bigint
  readonly patch: bigint
  readonly prerelease: string
  readonly metadata: string
  readonly original: string

  constructor(
    parts: readonly [bigint, bigint, bigint],
    prerelease: string,
    metadata: string,
    original?: string,
    byValue = false,
  ) {
    super()
    this.typeName = byValue ? 'semver.Version' : '*semver.Version'
    const [major, minor, patch] = parts
    this.major = major
    this.minor = minor
    this.patch = patch
    this.prerelease = prerelease
    this.metadata = metadata
    this.original = original ?? this.text()
  }

  /** Throws `VersionError`. */
  static parse(text: string): SemanticVersion {
    if (text.length > longestVersion)
      throw new VersionError(`version string is too long (max ${longestVersion} bytes)`)
    const match = versionPattern.exec(text)
    if (match === null) throw new VersionError('invalid semantic version')
    const parts = [segment(match[1]), segment(match[2]), segment(match[3])] as const
    const prerelease = match[5] ?? ''
    for (const part of prerelease.split('.')) {
      if (/^0[0-9]+$/.test(part)) throw new VersionError('version segment starts with 0')
    }
    return new SemanticVersion(parts, prerelease, match[8] ?? '', text)
  }

  /** Negative where this version comes before the other; metadata does not count. */
  compare(other: SemanticVersion): number {
    return (
      compareNumbers(this.major, other.major) ||
      compareNumbers(this.minor, other.minor) ||
      compareNumbers(this.patch, other.patch) ||
      comparePrereleases(this.prerelease, other.prerelease)
    )
  }

  override text(): string {
    const pre = this.prerelease === '' ? '' : `-${this.prerelease}`
    return `${this.major}.${this.minor}.${this.patch}${pre}${this.metadata === '' ? '' : `+${this.metadata}`}`
  }

  override jsonValue(): GoValue {
    return this.text()
  }

  override parts(): GoMap {
    return new Map<string, GoValue>([
      ['major', new Int64(this.major, 'uint64')],
      ['minor', new Int64(this.minor, 'uint64')],
      ['patch', new Int64(this.patch, 'uint64')],
      ['pre', this.prerelease],
      ['metadata', this.metadata],
      ['original', this.original],
    ])
  }

  /** Go's struct has no exported fields. */
  override field(_name: string): GoValue | undefined {
    return undefined
  }

  override method(name: string): GoMethod | undefined {
    const read = this.readers()[name]
    if (this.typeName === 'semver.Version' && (name === 'Original' || read === undefined)) return undefined
    if (read !== undefined) return { parameters: [], call: read }
    const compare = comparisons[name]
    if (compare === undefined) return undefined
    return {
      parameters: ['struct *semver.Version'],
      call: ([other]) => compare(this.compare(other as SemanticVersion)),
    }
  }

  /** Go's methods without arguments. */
  private readers(): Readonly<Record<string, () => GoValue>> {
    return {
      Major: () => new Int64(this.major, 'uint64'),
      Minor: () => new Int64(this.minor, 'uint64'),
      Patch: () => new Int64(this.patch, 'uint64'),
      Prerelease: () => this.prerelease,
      Metadata: () => this.metadata,
      Original: () => this.original,
      String: () => this.text(),
      IncMajor: () => this.next(this.major + 1n, 0n, 0n),
      IncMinor: () => this.next(this.major, this.minor + 1n, 0n),
      IncPatch: () =>
        this.next(this.major, this.minor, this.prerelease === '' ? this.patch + 1n : this.patch),
    }
  }

  /** A struct and not a pointer, as in Go, so that it has fewer methods. */
  private next(...parts: [bigint, bigint, bigint]): SemanticVersion {
    return new SemanticVersion(
      parts,
      '',
      '',
      (this.original.startsWith('v') ? 'v' : '') + parts.join('.'),
      true,
    )
  }
}

const comparisons: Readonly<Record<string, (order: number) => GoValue>> = {
  Compare: (order) => BigInt(Math.sign(order)),
  Equal: (order) => order === 0,
  LessThan: (order) => order < 0,
  LessThanEqual: (order) => order <= 0,
  GreaterThan: (order) => order > 0,
  GreaterThanEqual: (order) => order >= 0,
}

function segment(text: string | undefined): bigint {
  const digits = text?.replace('.', '') ?? '0'
  const value = BigInt(digits)
  if (value <= largestSegment) return value
  throw new VersionError(
    `error parsing version segment: strconv.ParseUint: parsing "${digits}": value out of range`,
  )
}

function compareNumbers(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** A version without a pre-release comes after one with it; parts compare as numbers where both are. */
export function comparePrereleases(a: string, b: string): number {
  if (a === b) return 0
  if (a === '' || b === '') return a === '' ? 1 : -1
  const left = a.split('.')
  const right = b.split('.')
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const order = comparePart(left[i], right[i])
    if (order !== 0) return order
  }
  return 0
}

function comparePart(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1
  const numbers = [a, b].map((part) => /^[0-9]+$/.test(part))
  if (numbers[0] && numbers[1]) return compareNumbers(BigInt(a), BigInt(b))
  if (numbers[0] !== numbers[1]) return numbers[0] ? -1 : 1
  return a < b ? -1 : 1
}
