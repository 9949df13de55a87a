/**
 * The order in which go-yaml v2 (sorter.go) writes keys: digit runs by their number, letters after everything else.
 * It is not transitive (`v10` < `v1alpha1` < `v2` < `v10`): for such keys Helm's own order differs from run to run.
 */
export function compareKeys(left: string, right: string): number {
  return compare(left, right, false)
}

/** The order of go-yaml v3: after digits that are equal, letters come first (`v1beta1` < `v1.5`). */
export function compareKeysV3(left: string, right: string): number {
  return compare(left, right, true)
}

function compare(left: string, right: string, lettersEndNumbers: boolean): number {
  const a = Array.from(left)
  const b = Array.from(right)
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) {
    const ca = a[at] as string
    const cb = b[at] as string
    if (ca !== cb) return compareAt(a, b, at, lettersEndNumbers && isDigit(a[at - 1]))
  }
  return a.length - b.length
}

function compareAt(a: string[], b: string[], at: number, lettersFirst: boolean): number {
  const ca = a[at] as string
  const cb = b[at] as string
  const letterA = isLetter(ca)
  const letterB = isLetter(cb)
  if (letterA && letterB) return compareRunes(ca, cb)
  if (letterA || letterB) return letterB !== lettersFirst ? -1 : 1
  const leading = (ca === '0' || cb === '0') && followsNonZeroDigit(a, at) ? '1' : ''
  const runA = digitRun(a, at)
  const runB = digitRun(b, at)
  const numberA = toInt64(leading + runA.join(''))
  const numberB = toInt64(leading + runB.join(''))
  if (numberA !== numberB) return numberA < numberB ? -1 : 1
  if (runA.length !== runB.length) return runA.length - runB.length
  return compareRunes(ca, cb)
}

function compareRunes(a: string, b: string): number {
  return (a.codePointAt(0) as number) - (b.codePointAt(0) as number)
}

function isLetter(rune: string): boolean {
  return /^\p{L}$/u.test(rune)
}

function isDigit(rune: string | undefined): rune is string {
  return rune !== undefined && /^\p{Nd}$/u.test(rune)
}

function followsNonZeroDigit(runes: string[], at: number): boolean {
  for (let before = at - 1; isDigit(runes[before]); before--) if (runes[before] !== '0') return true
  return false
}

function digitRun(runes: string[], from: number): string[] {
  let end = from
  while (isDigit(runes[end])) end++
  return runes.slice(from, end)
}

/** Go adds digits up in an int64 that wraps; digits of other scripts count by their code point. */
function toInt64(digits: string): bigint {
  let sum = 0n
  for (const digit of digits)
    sum = BigInt.asIntN(64, sum * 10n + BigInt((digit.codePointAt(0) as number) - 48))
  return sum
}
