import { goQuote } from '../quote.ts'
import { comparePrereleases, SemanticVersion, VersionError } from './version.ts'

/** One comparison: `>=1.2` is an operator, the version 1.2.0, and the fact that its patch was not written. */
interface Comparison {
  readonly operator: string
  readonly version: SemanticVersion
  /** No minor, or x for it: `1`, `1.x`. */
  readonly minorOpen: boolean
  /** No patch, or x for it: `1.2`, `1.2.x`. */
  readonly patchOpen: boolean
  /** Any part open, the major included: `*`. */
  readonly open: boolean
}

interface Group {
  readonly all: readonly Comparison[]
  /** A group admits pre-releases only where one of its comparisons names one. */
  readonly prereleases: boolean
}

const longestConstraint = 512
const mostGroups = 32
const operator = String.raw`=||!=|>|<|>=|=>|<=|=<|~|~>|\^`
const version =
  String.raw`v?([0-9|x|X|\*]+)(\.[0-9|x|X|\*]+)?(\.[0-9|x|X|\*]+)?` +
  String.raw`(-([0-9A-Za-z\-]+(\.[0-9A-Za-z\-]+)*))?(\+([0-9A-Za-z\-]+(\.[0-9A-Za-z\-]+)*))?`
const space = String.raw`[\t\n\f\r ]`
const onePattern = new RegExp(`^${space}*(${operator})${space}*(${version})${space}*$`)
const rangePattern = new RegExp(`${space}*(${version})${space}+-${space}+(${version})${space}*`, 'g')
const groupPattern = new RegExp(
  `^(${space}*(${operator})${space}*(${version})${space}*)((?:${space}+|,${space}*)(${operator})${space}*(${version})${space}*)*$`,
)

/**
 * A range as Helm reads it, in `semverCompare`, `kubeVersion` and dependencies. Space or comma is "and", `||` is "or",
 * `1.2 - 1.4` a span, and a version with open parts stands for all that begin so. Not npm's ranges.
 * Source of the rules: Masterminds/semver 3.5.0, constraints.go.
 */
export class VersionConstraint {
  private readonly groups: readonly Group[]

  private constructor(groups: readonly Group[]) {
    this.groups = groups
  }

  /** Throws `VersionError`. */
  static parse(text: string): VersionConstraint {
    if (text.length > longestConstraint) {
      throw new VersionError(`constraint string is too long (max ${longestConstraint} bytes)`)
    }
    const groups = text.replace(rangePattern, spanAsComparisons).split('||')
    if (groups.length > mostGroups) throw new VersionError(`too many constraint groups (max ${mostGroups})`)
    return new VersionConstraint(groups.map(parseGroup))
  }

  allows(candidate: SemanticVersion): boolean {
    return this.groups.some((group) => group.all.every((one) => satisfies(candidate, one, group.prereleases)))
  }
}

function spanAsComparisons(...match: readonly unknown[]): string {
  return `>= ${String(match[1])}, <= ${String(match[11])} `
}

function parseGroup(text: string): Group {
  if (!groupPattern.test(text)) throw improper(text)
  const all = comparisonTexts(text).map(parseComparison)
  return { all, prereleases: all.some((one) => one.version.prerelease !== '') }
}

/** Every operator with its version, in order, as Go's leftmost-first search finds them. */
function comparisonTexts(text: string): string[] {
  return text.match(new RegExp(`(${operator})${space}*(${version})`, 'g')) ?? [text]
}

function parseComparison(text: string): Comparison {
  const match = onePattern.exec(text)
  if (match === null) throw improper(text)
  const [, operatorText = '', , major = '', minor = '', patch = '', prerelease = ''] = match
  if (isOpen(major))
    return comparison(operatorText, `0.0.0${prerelease}`, { minorOpen: false, patchOpen: false, open: true })
  if (isOpen(minor))
    return comparison(operatorText, `${major}.0.0${prerelease}`, {
      minorOpen: true,
      patchOpen: false,
      open: true,
    })
  if (isOpen(patch)) {
    return comparison(operatorText, `${major}${minor}.0${prerelease}`, {
      minorOpen: false,
      patchOpen: true,
      open: true,
    })
  }
  const whole = (match[2] ?? '').trim()
  return comparison(operatorText, whole, { minorOpen: false, patchOpen: false, open: false })
}

function comparison(
  operatorText: string,
  text: string,
  open: Pick<Comparison, 'minorOpen' | 'patchOpen' | 'open'>,
): Comparison {
  try {
    return { operator: operatorText, version: SemanticVersion.parse(text), ...open }
  } catch (error) {
    if (error instanceof VersionError) throw new VersionError('constraint parser error')
    throw error
  }
}

function isOpen(part: string): boolean {
  return /^\.?[xX*]?$/.test(part) && part !== '.'
}

function improper(text: string): VersionError {
  return new VersionError(`improper constraint: ${goQuote(text)}`)
}

function satisfies(candidate: SemanticVersion, one: Comparison, prereleases: boolean): boolean {
  if (candidate.prerelease !== '' && !prereleases) return false
  const test = tests[one.operator]
  if (test === undefined) throw new VersionError(`improper constraint: ${goQuote(one.operator)}`)
  return test(candidate, one)
}

type Test = (candidate: SemanticVersion, one: Comparison) => boolean

const tests: Readonly<Record<string, Test>> = {
  '': same,
  '=': same,
  '!=': different,
  '>': greater,
  '<': (candidate, { version: limit }) => candidate.compare(limit) < 0,
  '>=': atLeast,
  '=>': atLeast,
  '<=': atMost,
  '=<': atMost,
  '~': tilde,
  '~>': tilde,
  '^': caret,
}

/** An open version is a tilde range. */
function same(candidate: SemanticVersion, one: Comparison): boolean {
  return one.open ? tilde(candidate, one) : candidate.compare(one.version) === 0
}

/** `!=1.2` excludes every 1.2.x. */
function different(
  candidate: SemanticVersion,
  { version: other, open, minorOpen, patchOpen }: Comparison,
): boolean {
  if (!open) return candidate.compare(other) !== 0
  if (candidate.major !== other.major) return true
  if (minorOpen) return false
  if (candidate.minor !== other.minor) return true
  if (!patchOpen) return candidate.patch !== other.patch || candidate.compare(other) !== 0
  return comparePrereleases(candidate.prerelease, other.prerelease) !== 0
}

/** `>11` means from 12 on, `>11.1` from 11.2 on. */
function greater(candidate: SemanticVersion, { version: limit, minorOpen, patchOpen }: Comparison): boolean {
  if (candidate.major !== limit.major && (minorOpen || patchOpen)) return candidate.major > limit.major
  if (minorOpen) return false
  return patchOpen ? candidate.minor > limit.minor : candidate.compare(limit) > 0
}

function atLeast(candidate: SemanticVersion, { version: limit }: Comparison): boolean {
  return candidate.compare(limit) >= 0
}

/** `<=1.2` includes every 1.2.x. */
function atMost(candidate: SemanticVersion, { version: limit, open, minorOpen }: Comparison): boolean {
  if (!open) return candidate.compare(limit) <= 0
  if (candidate.major !== limit.major) return candidate.major < limit.major
  return minorOpen || candidate.minor <= limit.minor
}

/** `~1.2.3` is at least 1.2.3 and below 1.3; `~1` is any 1; `~0.0.0` and `*` are any. */
function tilde(candidate: SemanticVersion, { version: limit, minorOpen, patchOpen }: Comparison): boolean {
  if (candidate.compare(limit) < 0) return false
  const zero = limit.major === 0n && limit.minor === 0n && limit.patch === 0n
  if (zero && !minorOpen && !patchOpen) return true
  return candidate.major === limit.major && (minorOpen || candidate.minor === limit.minor)
}

/** `^1.2.3` is at least 1.2.3 and below 2; below 1.0 the first part that is not zero must stay. */
function caret(candidate: SemanticVersion, { version: limit, minorOpen, patchOpen }: Comparison): boolean {
  if (candidate.compare(limit) < 0) return false
  if (limit.major > 0n || minorOpen) return candidate.major === limit.major
  if (candidate.major > 0n) return false
  if (limit.minor > 0n || patchOpen) return candidate.minor === limit.minor
  return candidate.minor === 0n && candidate.patch === limit.patch
}
