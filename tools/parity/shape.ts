/**
 * Whether a line that Helm draws by chance could have been drawn by Helm: what its own runs have in common is there, and
 * the rest has their alphabet and length.
 */
export function sameShape(drawn: string, drawnSamples: readonly string[]): boolean {
  const ours = withoutAddresses(drawn)
  const samples = drawnSamples.map(withoutAddresses)
  if (samples.every((sample) => sample === ours)) return true
  const [prefix, suffix] = commonEnds(samples)
  if (!ours.startsWith(prefix) || !ours.endsWith(suffix) || ours.length < prefix.length + suffix.length)
    return isPermutation(ours, samples)
  const middle = (line: string) => line.slice(prefix.length, line.length - suffix.length)
  return sameMiddle(middle(ours), samples.map(middle)) || isPermutation(ours, samples)
}

/** Go prints pointers as addresses, which are others in every run. */
export function withoutAddresses(text: string): string {
  return text.replaceAll(/\b0x[0-9a-f]{8,16}\b/g, '0x…')
}

/** Characters of a drawn word: two runs may begin or end alike by chance. */
const wordCharacter = /[A-Za-z0-9+/=_.$!@#%^&*~-]/

function commonEnds(samples: readonly string[]): [prefix: string, suffix: string] {
  const [first = '', ...others] = samples
  const shortest = Math.min(...samples.map(({ length }) => length))
  let start = 0
  while (start < shortest && others.every((each) => each[start] === first[start])) start++
  while (start > 0 && wordCharacter.test(first[start - 1] ?? '')) start--
  let end = 0
  const fromEnd = (line: string) => line[line.length - 1 - end]
  while (end < shortest - start && others.every((each) => fromEnd(each) === fromEnd(first))) end++
  while (end > 0 && wordCharacter.test(first[first.length - end] ?? '')) end--
  return [first.slice(0, start), first.slice(first.length - end)]
}

const fixedForms: readonly RegExp[] = [
  /^\$2a\$\d\d\$[./A-Za-z0-9]{53}$/,
  /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
]

/** From the narrowest to the widest, with the length from which chance would not draw so narrowly. */
const alphabets: readonly (readonly [RegExp, number])[] = [
  [/^[0-9]*$/, 6],
  [/^[0-9a-f]*$/, 24],
  [/^[A-Za-z0-9]*$/, 16],
  [/^[A-Za-z0-9+/=]*$/, 16],
  [/^[\x20-\x7e]*$/, 0],
]

function sameMiddle(ours: string, samples: readonly string[]): boolean {
  const form = fixedForms.find((each) => samples.every((sample) => each.test(sample)))
  if (form !== undefined) return form.test(ours)
  if (!sameLength(ours, samples)) return false
  const texts = [ours, ...samples].map(decoded)
  if (texts.every((text) => text !== undefined)) return sameText(texts[0] ?? '', texts.slice(1))
  const longest = Math.max(...samples.map(({ length }) => length))
  const alphabet = alphabets.find(
    ([form, least]) => longest >= least && samples.every((sample) => form.test(sample)),
  )
  return alphabet === undefined || alphabet[0].test(ours)
}

/** Keys and certificates vary in length by a few bytes, and so does what is folded around them. */
function sameLength({ length }: string, samples: readonly string[]): boolean {
  const lengths = samples.map((sample) => sample.length)
  const longest = Math.max(...lengths)
  const slack = longest > 400 ? 16 : longest > 48 || new Set(lengths).size > 1 ? 6 : 0
  return length >= Math.min(...lengths) - slack && length <= longest + slack
}

/** The text that a word of base64 stands for; undefined where it is none. */
function decoded(word: string): string | undefined {
  if (word.length < 8 || !/^[A-Za-z0-9+/]+={0,2}$/.test(word) || word.length % 4 !== 0) return undefined
  const bytes = Buffer.from(word, 'base64')
  return bytes.every((byte) => byte === 10 || (byte >= 32 && byte < 127)) ? bytes.toString() : undefined
}

function sameText(ours: string, samples: readonly string[]): boolean {
  const lines = ours.split('\n')
  const split = samples.map((sample) => sample.split('\n'))
  if (split.some(({ length }) => length !== lines.length)) return false
  return lines.every((line, at) => {
    const theirs = split.map((each) => each[at] ?? '')
    return theirs.every((each) => each === line) || sameShape(line, theirs)
  })
}

/** Helm walks some maps in the order of chance. */
function isPermutation(ours: string, samples: readonly string[]): boolean {
  const sorted = (line: string) =>
    line
      .split(/[\s,]+/)
      .sort()
      .join(' ')
  return samples.every((sample) => sorted(sample) === sorted(ours))
}
